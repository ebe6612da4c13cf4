"""Questions and answers apart from HTTP: the seam between a provider's rules and its content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from a1_schemas.providers import Provider

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Question:
    """One request, understood. `place` is the provider's own key of what it covers: `basketball_nba`, `7`, `soccer`."""

    provider: Provider
    feed: str
    place: str
    native_id: str | None = None
    day: date | None = None
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    clock_error: timedelta = timedelta()
    """Error of the provider's own clock in its time stamps."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response body with what the provider says about it."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class Content(Protocol):
    """Where answers come from: recorded bodies, or the world."""

    def answer(self, question: Question) -> Answer | None:
        """The body for a question; None where the provider would say that there is no such thing."""
        ...

    def push_messages(self, question: Question, after: int) -> tuple[list[bytes], int]:
        """What a push stream has to say beyond position `after`, and the position reached."""
        ...
