"""The status of one target: when it was last proven, its state, and until when that is valid."""

from a1_schemas.base import Message, UtcTime
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceReason, SourceState


class SourceStatus(Message):
    """Topic `normalized.sources`, key = target. Readers roll targets up to provider, league and feed.

    A reader counts a status whose `valid_until` has passed as down, reason `no-heartbeat`. A killed ingester therefore
    shows without a report of its own.
    """

    provider: Provider
    feed: str
    league: str
    target: str
    state: SourceState
    reason: SourceReason
    last_success_at: UtcTime | None
    """The newest poll that proved content, new or unchanged: *last seen* of every record of this target."""
    last_content_at: UtcTime | None
    """The newest poll whose content was new."""
    last_sequence: int | None = None
    """The `sequence` of the newest body that was handled. A body of a lower or equal one is late."""
    next_poll_at: UtcTime | None
    valid_until: UtcTime
    quota_remaining: int | None = None
    consecutive_failures: int = 0
