"""One attempt to ask a provider, and when to ask again. Ingesters find their own state in these."""

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome, PollReason


class PollRecord(Frozen):
    """Topic `polls.<provider>`, key = target; written after the body was acknowledged."""

    provider: Provider
    feed: str
    league: str
    target: str
    outcome: PollOutcome
    reason: PollReason | None = None
    detail: str | None = None
    content_hash: str | None = None
    """Of the newest content published for this target."""
    published_at: UtcTime | None = None
    """`fetched_at` of the newest body published for this target (keyframes count)."""
    etag: str | None = None
    last_modified: str | None = None
    quota_remaining: int | None = None
    next_poll_at: UtcTime | None = None
    valid_until: UtcTime
    """At least 2.5 intervals and the timeout after the request, so verdicts do not flap."""
    fetched_at: UtcTime
