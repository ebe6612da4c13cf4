"""Derives a target's state (up, delayed, down or recovering), its reason, and until when it is valid."""

from datetime import UTC, datetime, timedelta

import msgspec

from a1_resolving.changes import Changes
from a1_resolving.statuses import Status
from a1_schemas.poll import PollRecord
from a1_schemas.raw import RawHeaders
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import Kind, PollOutcome, PollReason, SourceReason, SourceState

_POLL_FOLLOWS = timedelta(minutes=2)
"""How long a body alone keeps its target valid: the most time its poll record may take to follow."""
_LONGEST_VALIDITY = timedelta(days=7)
"""The longest time for which a poll proves its target."""
_DOWN_AFTER = 3
_HOPELESS = frozenset(
    {PollReason.INVALID_KEY, PollReason.NO_KEY, PollReason.NOT_ENTITLED, PollReason.QUOTA_EXHAUSTED, PollReason.BLOCKED}
)
"""Reasons that retrying cannot change, so the target is down at the first failure."""
_REFRESHES = 4
"""A status is republished after this fraction of its validity, so at least three times within it."""


class _Written(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A target's status from `observed_at` on, in the order of the message's fields."""

    observed_at: datetime | None = None
    removed: str | None = None
    provider: str
    feed: str
    league: str
    target: str
    state: str
    reason: str
    last_success_at: datetime | None
    last_content_at: datetime | None
    last_sequence: int | None
    next_poll_at: datetime | None
    valid_until: datetime
    quota_remaining: int | None
    consecutive_failures: int = 0


_encode = msgspec.json.Encoder().encode


def note_body(changes: Changes, headers: RawHeaders, *, is_mapped: bool) -> None:
    """Write the status that a handled body implies: the target has new content as of its fetch time.

    `fetched_at` must be the effective time, not before the target's last content.
    """
    before = changes.state.statuses.get(headers.target)
    at = proven = headers.fetched_at.astimezone(UTC)
    if before is not None and before.last_success_at is not None:
        proven = max(proven, before.last_success_at)
    status = _Written(
        provider=headers.provider,
        feed=headers.feed,
        league=headers.league,
        target=headers.target,
        state=SourceState.UP if is_mapped else SourceState.DELAYED,
        reason=SourceReason.CONTENT_NEW if is_mapped else SourceReason.MAPPING_FAILED,
        last_success_at=proven,
        last_content_at=at,
        last_sequence=_last_sequence(before, headers.sequence),
        next_poll_at=None if before is None else before.next_poll_at,
        valid_until=max(at + _POLL_FOLLOWS, at if before is None else before.valid_until),
        quota_remaining=None if before is None else before.quota_remaining,
    )
    changes.write_rest(Kind.SOURCES, headers.target, _encode(status)[1:])


def _last_sequence(before: Status | None, sequence: int | None) -> int | None:
    known = None if before is None else before.last_sequence
    return known if sequence is None else max(sequence, known or 0)


def note_poll(changes: Changes, said: PollRecord, at: datetime) -> None:
    """Write the status that a poll record implies, if it differs or the last one approaches the end of its validity.

    `at` is the effective time of the poll; the record's other times move with it. Does nothing for a poll older than
    what is known of the target.
    """
    before = changes.state.statuses.get(said.target)
    if before is not None:
        if _is_older(said, at, before):
            return
        at = max(at, before.last_success_at or at)
    poll = _moved_to(at, said)
    changes.fetched_at = at
    status = _after(before, poll)
    if before is None or _differs(before, status) or _grows_old(before, poll):
        changes.write(Kind.SOURCES, poll.target, status)


def _is_older(said: PollRecord, at: datetime, before: Status) -> bool:
    """Whether a poll was made before what is known of its target: by sequence, or by time if one has none."""
    if said.sequence is not None and before.last_sequence is not None:
        return said.sequence < before.last_sequence
    return before.last_success_at is not None and max(said.fetched_at, at) < before.last_success_at


def _moved_to(at: datetime, poll: PollRecord) -> PollRecord:
    """Return the poll as made at this time: each later time keeps its distance, within the longest validity."""

    def moved(time: datetime) -> datetime:
        return at + min(max(time - poll.fetched_at, timedelta()), _LONGEST_VALIDITY)

    next_poll_at = None if poll.next_poll_at is None else moved(poll.next_poll_at)
    times = {"fetched_at": at, "next_poll_at": next_poll_at, "valid_until": moved(poll.valid_until)}
    return poll.model_copy(update=times)


def _after(before: Status | None, poll: PollRecord) -> SourceStatus:
    is_proven = poll.outcome in (PollOutcome.NEW, PollOutcome.UNCHANGED)
    failures = 0 if is_proven or before is None else before.consecutive_failures
    if poll.outcome is PollOutcome.ERROR:
        failures += 1
    state, reason = _state_after(before, poll, failures)
    return SourceStatus(
        version=0,
        changed_at=poll.fetched_at,
        provider=poll.provider,
        feed=poll.feed,
        league=poll.league,
        target=poll.target,
        state=state,
        reason=reason,
        last_success_at=poll.fetched_at if is_proven else None if before is None else before.last_success_at,
        last_content_at=None if before is None else before.last_content_at,
        last_sequence=None if before is None else before.last_sequence,
        next_poll_at=poll.next_poll_at,
        valid_until=poll.valid_until,
        quota_remaining=poll.quota_remaining,
        consecutive_failures=failures,
    )


def _state_after(before: Status | None, poll: PollRecord, failures: int) -> tuple[SourceState, SourceReason]:
    if poll.outcome is PollOutcome.DISABLED:
        return SourceState.DOWN, SourceReason(poll.reason or SourceReason.DISABLED)
    if poll.outcome is PollOutcome.ERROR:
        reason = SourceReason(poll.reason or SourceReason.UNEXPECTED_STATUS)
        was_down = before is None or before.state is SourceState.DOWN
        is_down = was_down or failures >= _DOWN_AFTER or poll.reason in _HOPELESS
        return (SourceState.DOWN if is_down else SourceState.DELAYED), reason
    if before is not None and before.state is SourceState.DOWN:
        return SourceState.RECOVERING, SourceReason.RECOVERED
    if before is not None and before.reason is SourceReason.MAPPING_FAILED and poll.outcome is PollOutcome.UNCHANGED:
        return SourceState.DELAYED, SourceReason.MAPPING_FAILED
    is_new = poll.outcome is PollOutcome.NEW
    return SourceState.UP, SourceReason.CONTENT_NEW if is_new else SourceReason.CONTENT_UNCHANGED


def _differs(before: Status, status: SourceStatus) -> bool:
    return (
        before.state is not status.state
        or before.consecutive_failures != status.consecutive_failures
        or (status.state is not SourceState.UP and before.reason is not status.reason)
    )


def _grows_old(before: Status, poll: PollRecord) -> bool:
    """Whether a `_REFRESHES`th of the validity has passed since the last status, or is not ahead of it.

    So also after a body, which proves a while of its own: of a target that is asked rarely the poll that follows proves
    more, of others less.
    """
    if poll.valid_until < before.valid_until:
        return True
    proven = poll.valid_until - poll.fetched_at
    part = proven / _REFRESHES
    return poll.fetched_at - before.changed_at >= part or before.valid_until < poll.valid_until - part
