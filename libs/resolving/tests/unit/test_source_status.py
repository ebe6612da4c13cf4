"""The status that one poll record or one body implies, given the status before."""

from datetime import UTC, datetime, timedelta

import pytest

from a1_resolving.changes import Changes
from a1_resolving.current import rest_of
from a1_resolving.league_state import LeagueState
from a1_resolving.source_status import note_body, note_poll
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import Kind, PollOutcome, PollReason, SourceReason, SourceState

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TARGET = "odds/feed/nba"
UP, DELAYED, DOWN, RECOVERING = SourceState.UP, SourceState.DELAYED, SourceState.DOWN, SourceState.RECOVERING


def status(state: SourceState = UP, reason: SourceReason = SourceReason.CONTENT_NEW, **facts: object) -> SourceStatus:
    before = SourceStatus(
        version=0,
        changed_at=NOON - 10 * SECOND,
        provider=Provider.ODDS,
        feed="feed",
        league="nba",
        target=TARGET,
        state=state,
        reason=reason,
        last_success_at=NOON - 10 * SECOND,
        last_content_at=NOON - 20 * SECOND,
        next_poll_at=NOON + 7 * SECOND,
        valid_until=NOON + 90 * SECOND,
        quota_remaining=77,
    )
    return before.model_copy(update=facts)


def poll(outcome: PollOutcome, reason: PollReason | None = None, **facts: object) -> PollRecord:
    record = PollRecord(
        provider=Provider.ODDS,
        feed="feed",
        league="nba",
        target=TARGET,
        outcome=outcome,
        reason=reason,
        quota_remaining=42,
        next_poll_at=NOON + 30 * SECOND,
        valid_until=NOON + 100 * SECOND,
        fetched_at=NOON,
    )
    return record.model_copy(update=facts)


def changes_after(before: SourceStatus | None) -> Changes:
    state = LeagueState("nba")
    if before is not None:
        state.restore(Kind.SOURCES, TARGET, before.model_dump_json().encode(), {"topic": 4})
    changes = Changes(state, "topic", 5, NOON, TARGET)
    changes.fetched_at = NOON
    return changes


def after_poll(before: SourceStatus | None, record: PollRecord) -> SourceStatus | None:
    changes = changes_after(before)
    note_poll(changes, record, record.fetched_at)
    return written(changes)


def written(changes: Changes) -> SourceStatus | None:
    """Return the status in the changes, after a look whether its bytes are the message's own."""
    records = [record for _, record in changes.written(Kind.SOURCES) if record is not None]
    if not records:
        return None
    message = SourceStatus.model_validate_json(records[0].value)
    assert rest_of(message) == records[0].rest
    return message


@pytest.mark.parametrize(
    ("before", "record", "expected"),
    [
        (None, poll(PollOutcome.NEW), (UP, SourceReason.CONTENT_NEW, 0)),
        (None, poll(PollOutcome.UNCHANGED), (UP, SourceReason.CONTENT_UNCHANGED, 0)),
        (None, poll(PollOutcome.DISABLED), (DOWN, SourceReason.DISABLED, 0)),
        (None, poll(PollOutcome.DISABLED, PollReason.NO_KEY), (DOWN, SourceReason.NO_KEY, 0)),
        (None, poll(PollOutcome.ERROR), (DOWN, SourceReason.UNEXPECTED_STATUS, 1)),
        (status(), poll(PollOutcome.ERROR, PollReason.TIMEOUT), (DELAYED, SourceReason.TIMEOUT, 1)),
        (status(), poll(PollOutcome.ERROR), (DELAYED, SourceReason.UNEXPECTED_STATUS, 1)),
        (
            status(consecutive_failures=1),
            poll(PollOutcome.ERROR, PollReason.TIMEOUT),
            (DELAYED, SourceReason.TIMEOUT, 2),
        ),
        (status(consecutive_failures=2), poll(PollOutcome.ERROR, PollReason.TIMEOUT), (DOWN, SourceReason.TIMEOUT, 3)),
        (status(), poll(PollOutcome.ERROR, PollReason.BLOCKED), (DOWN, SourceReason.BLOCKED, 1)),
        (status(DOWN), poll(PollOutcome.ERROR, PollReason.TIMEOUT), (DOWN, SourceReason.TIMEOUT, 1)),
        (status(DOWN, consecutive_failures=4), poll(PollOutcome.DISABLED), (DOWN, SourceReason.DISABLED, 4)),
        (status(DOWN, consecutive_failures=4), poll(PollOutcome.NEW), (RECOVERING, SourceReason.RECOVERED, 0)),
        (status(DOWN), poll(PollOutcome.UNCHANGED), (RECOVERING, SourceReason.RECOVERED, 0)),
        (status(RECOVERING, SourceReason.RECOVERED), poll(PollOutcome.NEW), (UP, SourceReason.CONTENT_NEW, 0)),
        (
            status(DELAYED, SourceReason.MAPPING_FAILED, consecutive_failures=1),
            poll(PollOutcome.UNCHANGED),
            (DELAYED, SourceReason.MAPPING_FAILED, 0),
        ),
        (status(DELAYED, SourceReason.MAPPING_FAILED), poll(PollOutcome.NEW), (UP, SourceReason.CONTENT_NEW, 0)),
        (status(DELAYED, SourceReason.TIMEOUT), poll(PollOutcome.UNCHANGED), (UP, SourceReason.CONTENT_UNCHANGED, 0)),
    ],
)
def test_a_polls_outcome_and_the_status_before_give_the_state(
    before: SourceStatus | None, record: PollRecord, expected: tuple[SourceState, SourceReason, int]
) -> None:
    found = after_poll(before, record)
    assert found is not None
    assert (found.state, found.reason, found.consecutive_failures) == expected


OLD = status(changed_at=NOON - 100 * SECOND)


@pytest.mark.parametrize(
    ("before", "outcome", "success", "content"),
    [
        (None, PollOutcome.NEW, NOON, None),
        (None, PollOutcome.ERROR, None, None),
        (OLD, PollOutcome.NEW, NOON, NOON - 20 * SECOND),
        (OLD, PollOutcome.UNCHANGED, NOON, NOON - 20 * SECOND),
        (OLD, PollOutcome.ERROR, NOON - 10 * SECOND, NOON - 20 * SECOND),
        (OLD, PollOutcome.DISABLED, NOON - 10 * SECOND, NOON - 20 * SECOND),
    ],
)
def test_a_poll_proves_content_if_it_was_answered(
    before: SourceStatus | None, outcome: PollOutcome, success: datetime | None, content: datetime | None
) -> None:
    found = after_poll(before, poll(outcome))
    assert found is not None
    assert found.model_dump(exclude={"state", "reason", "consecutive_failures", "version"}) == {
        "changed_at": NOON,
        "observed_at": None,
        "removed": None,
        "provider": Provider.ODDS,
        "feed": "feed",
        "league": "nba",
        "target": TARGET,
        "last_success_at": success,
        "last_content_at": content,
        "last_sequence": None,
        "next_poll_at": NOON + 30 * SECOND,
        "valid_until": NOON + 100 * SECOND,
        "quota_remaining": 42,
    }


@pytest.mark.parametrize(
    ("before", "record", "is_written"),
    [
        (status(), poll(PollOutcome.UNCHANGED), False),
        (status(changed_at=NOON - 24 * SECOND), poll(PollOutcome.UNCHANGED), False),
        (status(changed_at=NOON - 25 * SECOND), poll(PollOutcome.UNCHANGED), True),
        (status(valid_until=NOON + 75 * SECOND), poll(PollOutcome.UNCHANGED), False),
        (status(valid_until=NOON + 74 * SECOND), poll(PollOutcome.UNCHANGED), True),
        (status(valid_until=NOON - SECOND), poll(PollOutcome.UNCHANGED), True),
        (status(consecutive_failures=1), poll(PollOutcome.UNCHANGED), True),
        (status(DELAYED, SourceReason.MAPPING_FAILED), poll(PollOutcome.UNCHANGED), False),
        (status(DOWN, SourceReason.DISABLED), poll(PollOutcome.DISABLED), False),
        (status(DOWN, SourceReason.NO_KEY), poll(PollOutcome.DISABLED), True),
        (status(last_success_at=NOON + SECOND), poll(PollOutcome.ERROR), False),
        (status(last_success_at=NOON), poll(PollOutcome.ERROR), True),
        (status(last_success_at=None), poll(PollOutcome.ERROR), True),
    ],
)
def test_a_status_is_written_if_it_differs_or_grows_old(
    before: SourceStatus, record: PollRecord, *, is_written: bool
) -> None:
    assert (after_poll(before, record) is not None) is is_written


HEADERS = RawHeaders(
    provider=Provider.ODDS,
    feed="feed",
    league="nba",
    sport="basketball",
    target=TARGET,
    url="https://provider.example/",
    fetched_at=NOON,
    http_status=200,
    content_type="application/json",
    content_hash="hash",
    request_id="request",
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (None, (NOON, None, NOON + 120 * SECOND, None)),
        (status(), (NOON, NOON + 7 * SECOND, NOON + 120 * SECOND, 77)),
        (status(last_success_at=None), (NOON, NOON + 7 * SECOND, NOON + 120 * SECOND, 77)),
        (
            status(last_success_at=NOON + SECOND, valid_until=NOON + 121 * SECOND),
            (NOON + SECOND, NOON + 7 * SECOND, NOON + 121 * SECOND, 77),
        ),
    ],
)
def test_a_body_proves_content_and_shortens_no_validity(
    before: SourceStatus | None, expected: tuple[datetime, datetime | None, datetime, int | None]
) -> None:
    changes = changes_after(before)
    note_body(changes, HEADERS, is_mapped=True)
    found = written(changes)
    assert found is not None
    assert (found.last_success_at, found.next_poll_at, found.valid_until, found.quota_remaining) == expected
    assert (found.state, found.reason, found.last_content_at) == (UP, SourceReason.CONTENT_NEW, NOON)
    assert (found.provider, found.feed, found.league, found.target) == (Provider.ODDS, "feed", "nba", TARGET)
    assert found.consecutive_failures == 0


def test_a_target_that_is_asked_once_a_day_lasts_as_long_as_its_poll_says() -> None:
    changes = changes_after(None)
    note_body(changes, HEADERS, is_mapped=True)
    valid_until = NOON + timedelta(days=2, hours=18)
    note_poll(changes, poll(PollOutcome.NEW, valid_until=valid_until), NOON)
    found = written(changes)
    assert found is not None
    assert found.valid_until == valid_until


def test_a_body_that_was_not_mapped_delays_its_target() -> None:
    changes = changes_after(None)
    note_body(changes, HEADERS, is_mapped=False)
    found = written(changes)
    assert found is not None
    assert (found.state, found.reason) == (DELAYED, SourceReason.MAPPING_FAILED)
