"""How long a source was in a state, and its state at an instant. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from a1_historian.records import Source
from a1_schemas.vocabulary import SourceReason, SourceState


class Span(NamedTuple):
    """A time in which a target's state was the same, as its reports say."""

    from_at: datetime
    valid_until: datetime
    state: str
    reason: str
    version: int


class Condition(NamedTuple):
    """The state of a source at an instant."""

    state: str
    reason: str


NO_HEARTBEAT = Condition(SourceState.DOWN, SourceReason.NO_HEARTBEAT)
UNKNOWN = Condition("unknown", "no-report")


def follow(last: Span | None, source: Source, version: int) -> Span | None:
    """Return the span that a report extends or begins; None for a report that was read before."""
    if last is None:
        return Span(source.changed_at, source.valid_until, source.state, source.reason, version)
    if version <= last.version:
        return None
    if source.state == last.state and source.changed_at <= last.valid_until:
        return last._replace(valid_until=max(last.valid_until, source.valid_until), version=version)
    from_at = max(source.changed_at, last.from_at)
    return Span(from_at, source.valid_until, source.state, source.reason, version)


def condition_at(spans: Sequence[Span], instant: datetime) -> Condition:
    """Return the state at an instant. `spans` are of one target, the oldest first.

    After its last report has run out a source is down for want of a heartbeat.
    """
    found = next((span for span in reversed(spans) if span.from_at <= instant), None)
    if found is None:
        return UNKNOWN
    return Condition(found.state, found.reason) if instant < found.valid_until else NO_HEARTBEAT
