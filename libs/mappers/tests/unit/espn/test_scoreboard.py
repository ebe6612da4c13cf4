"""ESPN's scoreboards: which competitions are contests, their status, and missing odds blocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, KeepAlive, Reject, Unchanged
from a1_mappers.extracted_offers import Offer
from a1_mappers.memory import PieceMemory
from a1_schemas.game_facts import GameClock
from a1_schemas.game_words import ClockDirection
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

Event = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]
ODDS = [{"provider": {"id": "100"}, "moneyline": {"home": {"close": {"odds": "-110"}}}}]


def only_contest(extracted: list[Extracted]) -> Contest:
    (contest,) = [item for item in extracted if isinstance(item, Contest)]
    return contest


def test_sides_are_told_by_role_and_not_by_position(read: Read, event: Event) -> None:
    contest = only_contest(read("scoreboard", {"events": [event()]}))
    assert (contest.home.name, contest.away.name) == ("Shelby Owls", "Springfield Foxes")
    assert contest.home.also_named == ("Shelby", "Owls")
    assert contest.start_time == datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert contest.league == "nba"


def test_a_score_before_the_start_is_none(read: Read, event: Event) -> None:
    contest = only_contest(read("scoreboard", {"events": [event(status="SCHEDULED")]}))
    assert (contest.home.score, contest.away.score, contest.period, contest.clock) == (None, None, None, None)


def test_a_game_under_way_has_score_period_and_clock(read: Read, event: Event) -> None:
    contest = only_contest(read("scoreboard", {"events": [event(status="IN_PROGRESS")]}))
    assert (contest.home.score, contest.away.score, contest.period) == (7, 4, 2)
    assert contest.clock == GameClock(text="4:15", seconds=Decimal(255), direction=ClockDirection.DOWN)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("POSTPONED", EventStatus.POSTPONED),
        ("SUSPENDED", EventStatus.SUSPENDED),
        ("END_PERIOD", EventStatus.LIVE),
        ("CANCELED", EventStatus.CANCELLED),
        ("FINAL", EventStatus.FINAL),
    ],
)
def test_a_status_is_told_by_its_name_and_not_by_its_state(
    read: Read, event: Event, name: str, status: EventStatus
) -> None:
    assert only_contest(read("scoreboard", {"events": [event(status=name)]})).status is status


def test_a_delay_keeps_the_status_that_it_interrupts(read: Read, event: Event) -> None:
    for state, status in (("pre", EventStatus.SCHEDULED), ("in", EventStatus.LIVE)):
        delayed = event()
        delayed["competitions"][0]["status"] = {"type": {"name": "STATUS_RAIN_DELAY", "state": state}}
        assert only_contest(read("scoreboard", {"events": [delayed]})).status is status


def test_an_unknown_status_is_signalled_and_no_default(read: Read, event: Event) -> None:
    extracted = read("scoreboard", {"events": [event(status="MOON_PHASE")]})
    assert only_contest(extracted).status is None
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.UNKNOWN_STATUS]


def test_a_side_to_be_determined_has_no_name(read: Read, event: Event) -> None:
    doubles = [
        {"id": "-3--4", "homeAway": "home", "roster": {"displayName": "TBD / TBD"}},
        {"id": "5", "homeAway": "away", "athlete": {"displayName": "Pat Doe"}},
    ]
    contest = only_contest(read("scoreboard", {"events": [event(competitors=doubles)]}, league="wta"))
    assert (contest.home.name, contest.away.name, contest.is_named) == (None, "Pat Doe", False)


def test_a_field_of_many_is_no_contest(read: Read, event: Event) -> None:
    field = [{"id": str(number), "athlete": {"displayName": f"Golfer {number}"}} for number in range(5)]
    extracted = read("scoreboard", {"events": [event(competitors=field)]}, league="pga")
    assert not [each for each in extracted if isinstance(each, Contest)]
    assert Complete((Kind.LISTINGS, Kind.ODDS)) in extracted


def test_matches_of_a_draw_are_contests(read: Read, event: Event) -> None:
    tournament = event()
    tournament["groupings"] = [{"competitions": tournament.pop("competitions")}]
    assert only_contest(read("scoreboard", {"events": [tournament]}, league="wta")).native_id == "401"


def test_a_doubleheader_is_numbered_by_its_note(read: Read, event: Event) -> None:
    notes = [{"headline": "Doubleheader - Game 2 - Makeup from July 17"}]
    assert only_contest(read("scoreboard", {"events": [event(notes=notes)]}, league="mlb")).game_number == 2
    playoffs = [{"headline": "NLCS - Game 2"}]
    assert only_contest(read("scoreboard", {"events": [event(notes=playoffs)]}, league="mlb")).game_number is None


def test_a_placeholder_time_is_not_confirmed(read: Read, event: Event) -> None:
    assert not only_contest(read("scoreboard", {"events": [event(timeValid=False)]})).start_time_confirmed


def test_each_game_of_a_mixed_board_has_its_own_league(read: Read, event: Event) -> None:
    board = {
        "events": [event("1", uid="s:600~l:700~e:1"), event("2", uid="s:600~l:770~e:2"), event("3", uid="s:600~l:740")]
    }
    for asked in ("multi", "epl"):
        contests = [each for each in read("scoreboard", board, league=asked) if isinstance(each, Contest)]
        assert [contest.league for contest in contests] == ["epl", "mls", "espn-740"]


def test_a_scheduled_game_without_odds_keeps_them(read: Read, event: Event) -> None:
    for silent in ({}, {"odds": []}, {"odds": [None]}):
        assert KeepAlive(Kind.ODDS, "401") in read("scoreboard", {"events": [event(**silent)]})


def test_a_game_under_way_without_odds_withdraws_them(read: Read, event: Event) -> None:
    extracted = read("scoreboard", {"events": [event(status="IN_PROGRESS")]})
    assert KeepAlive(Kind.ODDS, "401") not in extracted
    assert extracted[-1] == Complete((Kind.LISTINGS, Kind.ODDS))


def test_an_event_that_did_not_change_is_not_read_again(read: Read, event: Event) -> None:
    memory = PieceMemory()
    read("scoreboard", {"events": [event("1", odds=ODDS), event("2")]}, memory=memory)
    memory.keep()
    extracted = read("scoreboard", {"events": [event("2", status="FINAL"), event("1", odds=ODDS)]}, memory=memory)
    assert Unchanged(Kind.LISTINGS, ("1",)) in extracted
    assert KeepAlive(Kind.ODDS, "1") in extracted
    assert only_contest(extracted).native_id == "2"
    assert not [each for each in extracted if isinstance(each, Offer)]


def test_of_two_events_of_one_id_the_same_one_comes_last_whenever_the_body_comes(read: Read, event: Event) -> None:
    memory, body = PieceMemory(), {"events": [event("1"), event("1", status="FINAL")]}
    seen: list[list[Extracted]] = []
    for _ in range(3):
        seen.append(read("scoreboard", body, memory=memory))
        memory.keep()
    assert [sum(isinstance(each, Unchanged) for each in extracted) for extracted in seen] == [0, 0, 0]
    assert seen[0] == seen[1] == seen[2]


def test_a_game_that_cannot_be_read_costs_no_other_and_withdraws_none(read: Read, event: Event) -> None:
    extracted = read("scoreboard", {"events": [event("1", date="soon"), event("2")]})
    assert only_contest(extracted).native_id == "2"
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.INVALID_TIME]
    assert not [each for each in extracted if isinstance(each, Complete)]


@pytest.mark.parametrize(
    "body",
    [
        {"code": 404},
        {"code": 400, "message": "Failed to get events endpoint."},
        {"code": 1008, "detail": "not here"},
        {"error": {"message": "no instance found", "code": 404}},
    ],
)
def test_an_error_body_says_nothing_about_games(read: Read, body: dict[str, object]) -> None:
    for feed in ("scoreboard", "summary", "error"):
        (reject,) = read(feed, body)
        assert isinstance(reject, Reject)
        assert reject.reason is RejectReason.ERROR_BODY
