"""One attempt to poll a provider, and when the next is due. Ingesters restore their state from these records."""

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome, PollReason


class PollRecord(Frozen):
    """Topic `polls.<provider>`, key = target. Written after the body was acknowledged."""

    provider: Provider
    feed: str
    league: str
    target: str
    outcome: PollOutcome
    reason: PollReason | None = None
    detail: str | None = None
    content_hash: str | None = None
    """The hash of the newest content published for this target."""
    published_at: UtcTime | None = None
    """`fetched_at` of the newest body published for this target, including republished ones."""
    etag: str | None = None
    last_modified: str | None = None
    quota_remaining: int | None = None
    next_poll_at: UtcTime | None = None
    valid_until: UtcTime
    """At least 2.5 intervals and the timeout after the request, so that a target's state does not flap."""
    fetched_at: UtcTime
    sequence: int | None = None
    """One more than the target's last attempt; at least 1,000 more where another replica made that one."""
