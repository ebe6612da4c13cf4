"""Sportradar's schedules, however versions and sports nest their games."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]


def contests(extracted: list[Extracted]) -> list[Contest]:
    return [item for item in extracted if isinstance(item, Contest)]


def reasons(extracted: list[Extracted]) -> list[RejectReason]:
    return [item.reason for item in extracted if isinstance(item, Reject)]


def test_games_are_found_wherever_they_are_nested(read: Read, game: Build) -> None:
    nested = [
        {"games": [game()]},
        {"week": {"games": [game()]}},
        {"weeks": [{"games": []}, {"games": [game()]}]},
        {"series": [{"games": [game()]}]},
        {"rounds": [{"games": [], "bracketed": [{"games": [game()]}]}]},
    ]
    for body in nested:
        extracted = read("schedule", body)
        assert [contest.native_id for contest in contests(extracted)] == ["g-1"], body
        assert extracted[-1] == Complete((Kind.LISTINGS,))


def test_a_full_name_is_market_and_name_where_there_is_a_market(read: Read, game: Build) -> None:
    listed = {"id": "t-2", "name": "Springfield Foxes", "alias": "SPR"}
    (contest,) = contests(read("schedule", {"games": [game(away=listed)]}))
    assert (contest.home.name, contest.home.also_named) == ("Shelby Owls", ("Owls", "Shelby"))
    assert contest.away.name == "Springfield Foxes"


def test_a_team_to_be_determined_has_no_name(read: Read, game: Build) -> None:
    (contest,) = contests(read("schedule", {"games": [game(away={"id": "x", "name": "TBD", "alias": "TBD"})]}))
    assert contest.away.name is None


@pytest.mark.parametrize(
    ("native", "status"),
    [
        ("time-tbd", EventStatus.SCHEDULED),
        ("if-necessary", EventStatus.SCHEDULED),
        ("unnecessary", EventStatus.CANCELLED),
        ("postponed", EventStatus.POSTPONED),
        ("halftime", EventStatus.LIVE),
        ("complete", EventStatus.FINAL),
        ("closed", EventStatus.FINAL),
        ("maintenance", None),
        ("reopened", None),
    ],
)
def test_a_status_means_what_the_vendor_says(read: Read, game: Build, native: str, status: EventStatus | None) -> None:
    extracted = read("schedule", {"games": [game(status=native)]})
    assert contests(extracted)[0].status is status
    assert reasons(extracted) == []


def test_an_unknown_status_is_signalled_and_no_default(read: Read, game: Build) -> None:
    extracted = read("schedule", {"games": [game(status="moonlit")]})
    assert contests(extracted)[0].status is None
    assert reasons(extracted) == [RejectReason.UNKNOWN_STATUS]


def test_a_delay_is_live_only_once_a_period_has_begun(read: Read, game: Build) -> None:
    assert contests(read("schedule", {"games": [game(status="delayed")]}))[0].status is None
    assert contests(read("schedule", {"games": [game(status="delayed", quarter=2)]}))[0].status is EventStatus.LIVE


def test_a_day_without_a_time_is_a_placeholder_on_that_day(read: Read, game: Build) -> None:
    (contest,) = contests(read("schedule", {"games": [game(scheduled="2026-11-26")]}))
    assert contest.start_time == datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert not contest.start_time_confirmed
    (undecided,) = contests(read("schedule", {"games": [game(time_tbd=True)]}))
    assert not undecided.start_time_confirmed


def test_only_the_second_game_of_a_day_or_the_word_tells_a_doubleheader(read: Read, game: Build) -> None:
    games = [game("1", game_number=1), game("2", game_number=2), game("3", game_number=1, double_header=True)]
    numbers = [contest.game_number for contest in contests(read("schedule", {"games": games}, league="mlb"))]
    assert numbers == [None, 2, 1]


def test_other_ids_of_the_game_are_kept(read: Read, game: Build) -> None:
    (contest,) = contests(read("schedule", {"games": [game(sr_id="sr:match:28809862", reference="0022100569")]}))
    assert contest.also_ids == ("sr:28809862", "0022100569")


def test_scores_are_read_where_the_version_keeps_them(read: Read, game: Build) -> None:
    for scored in ({"home_points": 3, "away_points": 0}, {"scoring": {"home_points": 3, "away_points": 0}}):
        (contest,) = contests(read("schedule", {"games": [game(status="closed", **scored)]}))
        assert (contest.home.score, contest.away.score) == (3, 0)


def test_a_game_that_did_not_change_is_not_read_again(read: Read, game: Build) -> None:
    memory = PieceMemory()
    read("schedule", {"games": [game("1"), game("2")]}, memory=memory)
    memory.keep()
    extracted = read("schedule", {"games": [game("2", status="closed"), game("1")]}, memory=memory)
    assert Unchanged(Kind.LISTINGS, ("1",)) in extracted
    assert [contest.native_id for contest in contests(extracted)] == ["2"]


def test_a_game_that_cannot_be_read_costs_no_other_and_withdraws_none(read: Read, game: Build) -> None:
    extracted = read("schedule", {"games": [game("1", scheduled="soon"), {"status": "closed"}, game("2")]})
    assert [contest.native_id for contest in contests(extracted)] == ["2"]
    assert reasons(extracted) == [RejectReason.INVALID_TIME, RejectReason.UNEXPECTED_SHAPE]
    assert not [each for each in extracted if isinstance(each, Complete)]


def test_matches_have_the_league_of_their_competition(read: Read, match: Build) -> None:
    body = {
        "generated_at": "2026-11-25T18:00:00+00:00",
        "schedules": [match("a"), match("b", "sr:competition:242"), match("c", "sr:competition:8")],
    }
    found = contests(read("schedule", body, league="epl"))
    assert [contest.league for contest in found] == ["epl", "mls", "la-liga"]
    assert found[0].home.name == "Shelby Rovers"
    assert found[0].observed_at == datetime(2026, 11, 25, 18, tzinfo=UTC)


def test_matches_of_the_third_version_come_bare_or_with_their_status(read: Read, match: Build) -> None:
    old = match()["sport_event"]
    old |= {"scheduled": old.pop("start_time"), "tournament": {"id": "sr:tournament:17", "name": "Premier League"}}
    del old["sport_event_context"]
    (bare,) = contests(read("schedule", {"sport_events": [old]}, league="multi"))
    result = {"sport_event": old, "sport_event_status": {"status": "closed", "home_score": 2, "away_score": 2}}
    (told,) = contests(read("schedule", {"results": [result]}, league="multi"))
    assert (bare.league, bare.status) == ("epl", None)
    assert (told.status, told.home.score) == (EventStatus.FINAL, 2)


def test_a_placeholder_time_of_a_match_is_not_confirmed(read: Read, match: Build) -> None:
    body = match()
    body["sport_event"]["start_time_confirmed"] = False
    assert not contests(read("schedule", {"schedules": [body]}, league="epl"))[0].start_time_confirmed


@pytest.mark.parametrize(
    "body", [b"<h1>Developer Inactive</h1>", {"generated_at": "2026-11-25T18:00:00Z", "message": "No events found"}]
)
def test_an_error_body_says_nothing_about_games(read: Read, body: object) -> None:
    for feed in ("schedule", "game-summary", "injuries", "hierarchy", "error"):
        (reject,) = read(feed, body)
        assert isinstance(reject, Reject)
        assert reject.reason is RejectReason.ERROR_BODY
