"""ESPN's summaries, rosters, team schedules and the core API."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, InjuryReport, KeepAlive, PlayerBoxScore, Reject
from a1_mappers.extracted_offers import Offer
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind

Event = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]
OWLS = {"id": "1", "displayName": "Shelby Owls"}


def summary_of(event: Event, *rows: dict[str, Any], keys: list[str], table: str | None = None) -> dict[str, Any]:
    header = event(status="FINAL")
    statistics = [{"name": table, "keys": keys, "athletes": list(rows)}]
    return {"header": header, "boxscore": {"players": [{"team": OWLS, "statistics": statistics}]}}


def test_pairs_of_statistics_are_two_and_who_did_not_play_has_no_line(read: Read, event: Event) -> None:
    played = {"athlete": {"id": "7", "displayName": "Pat Doe"}, "stats": ["32", "6-9", "0"]}
    sat_out = {"athlete": {"id": "8", "displayName": "Sam Roe"}, "didNotPlay": True, "stats": []}
    keys = ["minutes", "fieldGoalsMade-fieldGoalsAttempted", "points"]
    extracted = read("summary", summary_of(event, played, sat_out, keys=keys))
    (line,) = [each for each in extracted if isinstance(each, PlayerBoxScore)]
    assert line.stats == {
        StatType.MINUTES: Decimal(32),
        StatType.FIELD_GOALS_MADE: Decimal(6),
        StatType.FIELD_GOALS_ATTEMPTED: Decimal(9),
        StatType.POINTS: Decimal(0),
    }


def test_a_box_score_says_who_began_and_at_which_position(read: Read, event: Event) -> None:
    began = {"id": "7", "displayName": "Pat Doe", "jersey": "25", "position": {"abbreviation": "SF"}}
    rows = [
        {"athlete": began, "starter": True, "stats": ["3"]},
        {"athlete": {"id": "8", "displayName": "Sam Roe"}, "starter": False, "stats": ["2"]},
        {"athlete": {"id": "9", "displayName": "Kim Poe"}, "stats": ["1"]},
    ]
    extracted = read("summary", summary_of(event, *rows, keys=["points"]))
    lines = [each for each in extracted if isinstance(each, PlayerBoxScore)]
    assert [line.starter for line in lines] == [True, False, None]
    assert (lines[0].player.position, lines[0].player.jersey) == ("SF", "25")


def test_innings_are_counted_in_outs(read: Read, event: Event) -> None:
    pitcher = {"athlete": {"id": "7", "displayName": "Pat Doe"}, "stats": ["5.1"]}
    body = summary_of(event, pitcher, keys=["fullInnings.partInnings"], table="pitching")
    body["header"]["uid"] = "s:1~l:10~e:401"
    (line,) = [each for each in read("summary", body, league="mlb") if isinstance(each, PlayerBoxScore)]
    assert line.stats == {StatType.PITCHING_OUTS: Decimal(16)}


def test_averages_of_the_season_are_no_statistics_of_the_game(read: Read, event: Event) -> None:
    body = {"header": event(), "boxscore": {"teams": [{"team": OWLS, "statistics": [{"name": "avgPoints"}]}]}}
    extracted = read("summary", body)
    assert not [each for each in extracted if isinstance(each, PlayerBoxScore)]
    assert KeepAlive(Kind.ODDS, "401") in extracted


@pytest.mark.parametrize(("pages", "is_complete"), [(1, True), (2, False)])
def test_odds_of_the_core_api_are_complete_on_a_single_page(read: Read, *, pages: int, is_complete: bool) -> None:
    book = {"provider": {"id": "100", "name": "DraftKings"}, "homeTeamOdds": {"moneyLine": -110}}
    extracted = read("core", {"pageCount": pages, "items": [book]}, path="/v2/events/401/competitions/401/odds")
    assert isinstance(extracted[0], Offer)
    assert (Complete((Kind.ODDS,)) in extracted) is is_complete


def test_an_answer_without_a_list_of_odds_ends_none(read: Read) -> None:
    (reject,) = read("core", {"count": 0}, path="/v2/events/401/competitions/401/odds")
    assert isinstance(reject, Reject)


def test_a_score_of_a_team_schedule_is_an_object(read: Read, event: Event) -> None:
    body = event(status="FINAL")
    for competitor in body["competitions"][0]["competitors"]:
        competitor["score"] = {"value": 94.0, "displayValue": "94"}
    (contest,) = read("team-schedule", {"events": [body]})
    assert isinstance(contest, Contest)
    assert (contest.home.score, contest.away.score) == (94, 94)


def test_an_event_of_the_core_api_names_its_sides_in_its_title(read: Read, event: Event) -> None:
    body: dict[str, Any] = event() | {"name": "Springfield Foxes at Shelby Owls"}
    for competitor in body["competitions"][0]["competitors"]:
        competitor |= {"team": {"$ref": "http://link"}, "score": {"$ref": "http://link"}}
    (contest,) = read("core", body)
    assert isinstance(contest, Contest)
    assert (contest.home.name, contest.away.name) == ("Shelby Owls", "Springfield Foxes")


def test_an_injury_of_the_core_api_knows_its_player_by_id_alone(read: Read) -> None:
    body = {
        "status": "Active",
        "athlete": {"$ref": "http://x/athletes/77?lang=en"},
        "team": {"$ref": "http://x/teams/1"},
    }
    (report,) = read("core", body)
    assert isinstance(report, InjuryReport)
    assert (report.player.name, report.player.native_id, report.team.native_id) == ("", "77", "1")


def test_an_athlete_without_id_has_that_of_his_card(read: Read) -> None:
    card = {"href": "https://example.test/nba/player/_/id/77/pat-doe"}
    hurt = {"status": "Out", "athlete": {"displayName": "Pat Doe", "links": [card]}}
    report, _ = read("injuries", {"injuries": [OWLS | {"injuries": [hurt]}]})
    assert isinstance(report, InjuryReport)
    assert (report.player.native_id, report.team.native_id) == ("77", "1")
