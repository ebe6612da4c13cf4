"""What a source says: ask this, for these targets, again after so long. It says it without doing any I/O."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Cadence = Callable[[Any], timedelta]
"""How long until the next poll, given what the source read from the newest body (None: nothing read yet)."""


@dataclass(frozen=True, slots=True)
class Target:
    """One name under which an answer is published. A board that mixes leagues has one for each league."""

    league: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, free of secrets: keys are the HTTP client's, added when it is sent."""

    feed: str
    targets: tuple[Target, ...]
    path: str
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    cadence: Cadence
    read: Callable[[bytes], Any] | None = None
    """The ingester's only look into a body: what the source needs in order to ask further."""
    account: str | None = None
    """Which quota pays; None where calls are free."""
    cost: int = 1
    """Known before the call, in the account's own unit."""

    @property
    def name(self) -> str:
        """The target that decides when this is due; all others of a mixed board follow it."""
        return self.targets[0].name


Source = Callable[[tuple[str, ...], datetime], Generator[Request, Any, None]]
"""One pass over what there is to ask for the owned leagues, at an instant.

It yields each `Request` and is sent what `read` made of the newest body (None where there has been none), so discovery
is a nested loop: ask for the schedule, then for each game on it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSource:
    """A line of a service's table: a source, the feeds it asks for, and the leagues it serves together."""

    feeds: tuple[str, ...]
    leagues: tuple[str, ...]
    requests: Source


def every(interval: timedelta) -> Cadence:
    """The same interval, whatever was read."""
    return lambda _found: interval
