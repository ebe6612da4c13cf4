"""What a poll source yields: requests, with their targets and cadence. Sources do no I/O."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Cadence = Callable[[Any], timedelta]
"""Returns the interval until the next poll, given what `read` returned for the newest body (None if never read)."""


@dataclass(frozen=True, slots=True)
class Target:
    """The name under which a response is published. A board that mixes leagues has one target for each league."""

    league: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, free of secrets: the HTTP client adds keys when it sends the request."""

    feed: str
    targets: tuple[Target, ...]
    path: str
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    cadence: Cadence
    read: Callable[[bytes], Any] | None = None
    """Extracts from a body what the source needs for further requests. The ingester reads nothing else of it."""
    starts_within: timedelta = timedelta()
    """A poll that is due when a process first sees its target waits a random part of this time: many do not burst."""
    account: str | None = None
    """The account whose quota pays; None if the call is free."""
    cost: int = 1
    """Known before the call, in the account's own unit."""

    @property
    def name(self) -> str:
        """The target that decides when the request is due. Other targets of a mixed board follow it."""
        return self.targets[0].name


Source = Callable[[tuple[str, ...], datetime], Generator[Request, Any, None]]
"""One pass over all requests for the owned leagues at an instant.

A source yields each `Request` and is sent what `read` returned for the newest body, or None if there was none.
Discovery is therefore a nested loop: request the schedule, then each game on it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSource:
    """A row of a service's table: a source, its feeds, and the leagues it polls together."""

    feeds: tuple[str, ...]
    leagues: tuple[str, ...]
    requests: Source


def every(interval: timedelta) -> Cadence:
    """Return a cadence with a fixed interval."""
    return lambda _found: interval
