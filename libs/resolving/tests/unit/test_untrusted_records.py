"""Times, leagues and headers of a record are untrusted: at worst they cost the record's own body."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, PollOutcome, RejectReason

NBA, NFL = "odds/events/nba", "odds/events/nfl"


def games(*starts: str) -> bytes:
    """A body of The Odds API with games of registered sides, one at each start."""
    return json.dumps(
        [
            {
                "id": f"game-{number}",
                "sport_key": "basketball_nba",
                "commence_time": start,
                "home_team": "Boston Celtics",
                "away_team": "Los Angeles Lakers",
            }
            for number, start in enumerate(starts)
        ]
    ).encode()


def a_record(league, at: datetime, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> RawRecord:
    """The next record of the feed. The broker's time is true even if the headers are false."""
    record = league.record(Provider.ODDS, "events", at)
    said = tuple((name, (headers or {}).get(name, value.decode()).encode()) for name, value in record.headers)
    return record._replace(
        value=body or games("2026-11-26T00:30:00Z"), headers=said, timestamp_ms=int(league.noon.timestamp() * 1000)
    )


def handle(league, record: RawRecord):
    outcome = normalize(record, league.state)
    league.state.apply(outcome)
    return outcome


@pytest.mark.parametrize(
    "start",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-02T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_a_start_that_no_game_can_have_ends_nothing_but_that_game(league, start: str) -> None:
    handle(league, a_record(league, league.noon, games(start, "2026-11-26T00:30:00Z")))
    assert "game-1" in {listing.native_id for listing in league.state.listings.values()}


@pytest.mark.parametrize(
    "header",
    [
        ("fetched_at", "0001-01-01T00:00:00+05:00"),
        ("http_status", "1" * 5000),
        ("provider", "not-a-provider"),
    ],
    ids=lambda header: f"{header[0]}={header[1][:26]}",
)
def test_a_header_that_cannot_be_is_a_dead_letter(league, header: tuple[str, str]) -> None:
    outcome = handle(league, a_record(league, league.noon, headers=dict([header])))
    assert outcome.dead_letter is not None
    assert outcome.dead_letter.reason == RejectReason.INVALID_HEADERS


AHEAD = [timedelta(days=365), timedelta(days=2_912_114, hours=11, minutes=59)]
"""A year, and to a minute before the last instant."""


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_clock_that_jumps_ahead_makes_no_later_body_late(league, ahead: timedelta) -> None:
    times = [timedelta(), ahead, timedelta(minutes=2), timedelta(minutes=3)]
    outcomes = [
        handle(league, a_record(league, league.noon + after, games(f"2026-11-26T00:3{number}:00Z")))
        for number, after in enumerate(times)
    ]
    assert [outcome.is_late for outcome in outcomes] == [False, False, False, False]


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_clock_that_jumps_ahead_does_not_make_a_source_look_alive(league, ahead: timedelta) -> None:
    handle(league, a_record(league, league.noon + ahead))
    assert league.state.statuses[NBA].valid_until - league.noon <= timedelta(minutes=5)


@pytest.mark.parametrize("changed", [{"league": "nfl"}, {"league": "nfl", "target": NFL}, {"target": NFL}])
def test_a_body_whose_key_target_and_league_disagree_is_a_dead_letter(league, changed: dict[str, str]) -> None:
    outcome = handle(league, a_record(league, league.noon, headers=changed))
    assert (outcome.league, outcome.changes) == ("nba", ())
    assert outcome.dead_letter is not None
    assert outcome.dead_letter.reason == RejectReason.INVALID_HEADERS


def test_a_poll_whose_key_and_league_disagree_changes_nothing_of_another_league(league) -> None:
    poll = PollRecord(
        provider=Provider.ODDS,
        feed="events",
        league="nfl",
        target=NFL,
        outcome=PollOutcome.NEW,
        valid_until=league.noon + timedelta(minutes=1),
        fetched_at=league.noon,
    )
    value = poll.model_dump_json().encode()
    outcome = normalize(RawRecord("polls.odds", 0, 0, NBA.encode(), value, ()), league.state)
    assert (outcome.league, outcome.changes) == ("nba", ())


def test_one_unreadable_body_in_a_hundred_costs_only_itself(league) -> None:
    letters: list[int] = []
    for number in range(1000):
        at = league.noon + timedelta(seconds=number)
        body = b"<html>" if number % 100 == 50 else games(f"2026-11-26T00:{number % 60:02d}:00Z")
        outcome = handle(league, a_record(league, at, body))
        if outcome.dead_letter is not None:
            letters.append(outcome.dead_letter.offset)
        else:
            assert Kind.LISTINGS in {change.kind for change in outcome.changes}
    assert letters == list(range(50, 1000, 100))
