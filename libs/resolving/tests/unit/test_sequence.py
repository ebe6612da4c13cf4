"""The order within a target: by sequence where there is one, in spite of wrong stamps."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from a1_resolving.effective_time import MOST_AHEAD
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import PollOutcome, PollReason, RejectReason, SourceReason, SourceState

TARGET = "odds/feed/nba"
MINUTE = timedelta(minutes=1)


def body(
    league, minutes: float, sequence: int | None = None, *, received: float | None = None, again: str | None = None
) -> Resolution:
    """Handle a body stamped so many minutes after noon, which the broker received then (or at no known time)."""
    record = league.record(Provider.ODDS, "feed", league.noon + minutes * MINUTE)
    headers = replace(RawHeaders.from_kafka(record.headers), sequence=sequence, replayed_from=again)
    timestamp_ms = 0 if received is None else int((league.noon + received * MINUTE).timestamp() * 1000)
    record = record._replace(headers=tuple(headers.to_kafka()), timestamp_ms=timestamp_ms)
    return league.read(record, lambda *_: iter(()))


def poll(league, minutes: float, sequence: int | None, outcome: PollOutcome = PollOutcome.UNCHANGED, **facts) -> None:
    at = league.noon + minutes * MINUTE
    said = PollRecord(
        provider=Provider.ODDS,
        feed="feed",
        league="nba",
        target=TARGET,
        outcome=outcome,
        reason=PollReason.TIMEOUT if outcome is PollOutcome.ERROR else None,
        valid_until=at + MINUTE,
        next_poll_at=at + MINUTE / 2,
        fetched_at=at,
        sequence=sequence,
    )
    record = league.record(Provider.ODDS, "feed", at)
    league.read(record._replace(topic="polls.odds", value=said.model_dump_json().encode(), headers=(), **facts))


def status(league):
    return league.state.statuses[TARGET]


@pytest.mark.parametrize(
    ("first", "second", "is_late"),
    [
        ((0, 5), (1, 6), False),
        ((0, 5), (1, 5), True),
        ((0, 5), (1, 4), True),
        ((0, 5), (-600, 6), False),
        ((0, 5), (-1, None), True),
        ((0, 5), (0, None), False),
        ((0, None), (-1, 6), True),
        ((0, None), (1, 1), False),
    ],
)
def test_a_body_is_late_by_its_sequence_and_without_one_by_its_time(
    league, first: tuple[float, int | None], second: tuple[float, int | None], *, is_late: bool
) -> None:
    body(league, *first)
    found = body(league, *second)
    assert found.is_late is is_late
    assert not (is_late and found.changes)


def test_the_last_sequence_and_the_time_of_a_target_never_go_down(league) -> None:
    seen: list[tuple[int | None, datetime | None]] = []
    for minutes, sequence in ((0, 5), (-10, 6), (1, None), (-10, 1_007)):
        body(league, minutes, sequence)
        seen.append((status(league).last_sequence, status(league).last_content_at))
    noon = league.noon
    assert seen == [(5, noon), (6, noon), (6, noon + MINUTE), (1_007, noon + MINUTE)]


@pytest.mark.parametrize(("sequence", "is_late"), [(5, False), (4, True)])
def test_a_body_that_was_sent_again_is_late_only_after_a_newer_one(league, sequence: int, *, is_late: bool) -> None:
    body(league, 0, 5)
    assert body(league, 0, sequence, again="raw.odds:0:0").is_late is is_late


@pytest.mark.parametrize(
    ("ahead", "effective", "is_ahead"),
    [
        (timedelta(), timedelta(), False),
        (MOST_AHEAD, MOST_AHEAD, False),
        (MOST_AHEAD + timedelta(seconds=1), timedelta(), True),
        (timedelta(days=365), timedelta(), True),
        (timedelta(days=-365), timedelta(days=-365), False),
        (timedelta(days=-365 * 60), timedelta(), False),
    ],
)
def test_a_stamp_counts_as_the_brokers_time_if_it_cannot_be_believed(
    league, ahead: timedelta, effective: timedelta, *, is_ahead: bool
) -> None:
    found = body(league, ahead / MINUTE, 1, received=0)
    assert (found.is_clock_ahead, found.is_late) == (is_ahead, False)
    assert status(league).last_content_at == league.noon + effective


def test_a_stamp_that_cannot_be_is_refused_where_the_broker_says_no_time(league) -> None:
    found = body(league, -365 * 60 * 24 * 60, 1)
    assert found.dead_letter is not None
    assert found.dead_letter.reason is RejectReason.INVALID_HEADERS


def test_a_poll_ahead_of_the_broker_is_valid_from_the_brokers_time_on(league) -> None:
    poll(league, 60, 1, timestamp_ms=int(league.noon.timestamp() * 1000))
    found = status(league)
    assert (found.last_success_at, found.next_poll_at, found.valid_until) == (
        league.noon,
        league.noon + MINUTE / 2,
        league.noon + MINUTE,
    )


def test_a_poll_that_a_body_has_overtaken_is_ignored(league) -> None:
    body(league, 0, 5)
    poll(league, 1, 4, PollOutcome.ERROR)
    assert status(league).state is SourceState.UP
    poll(league, 1, 5, PollOutcome.ERROR)
    assert (status(league).state, status(league).reason) == (SourceState.DELAYED, SourceReason.TIMEOUT)


def test_a_poll_in_order_counts_although_its_clock_was_set_back(league) -> None:
    body(league, 10, 5)
    poll(league, 0, 6, PollOutcome.ERROR)
    assert (status(league).state, status(league).last_success_at) == (SourceState.DELAYED, league.noon + 10 * MINUTE)


def test_a_poll_without_a_sequence_is_ignored_if_it_is_older(league) -> None:
    body(league, 10, 5)
    poll(league, 9, None, PollOutcome.ERROR)
    assert status(league).state is SourceState.UP


def test_a_status_ends_with_its_poll_record_and_its_versions_go_on(league) -> None:
    body(league, 0, 5)
    poll(league, 0, 5)
    record = league.record(Provider.ODDS, "feed", league.noon)._replace(topic="polls.odds", headers=())
    ended = league.read(record._replace(offset=record.offset + 1, value=None))
    assert [change.record for change in ended.changes] == [None]
    assert league.state.statuses == {}
    [before, *_] = ended.changes
    [after] = body(league, 1, 6).changes
    assert all(after.causes[topic] >= offset for topic, offset in before.causes.items())


@pytest.mark.parametrize("sequence", [b"-1", b"9223372036854775808", b"soon"])
def test_a_sequence_that_cannot_be_is_refused(league, sequence: bytes) -> None:
    record = league.record(Provider.ODDS, "feed", league.noon)
    found = league.read(record._replace(headers=(*record.headers, ("sequence", sequence))), None)
    assert found.dead_letter is not None
    assert found.dead_letter.reason is RejectReason.INVALID_HEADERS


def test_a_record_in_the_partition_of_another_league_is_refused(league) -> None:
    record: RawRecord = league.record(Provider.ODDS, "feed", league.noon)
    found = normalize(record._replace(partition=4), league.state)
    assert (found.changes, found.rejects) == ((), {RejectReason.INVALID_HEADERS: 1})
