"""Sportradar's injuries, hierarchies and standings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Reject, TeamEntry
from a1_mappers.team_facts import TeamFacts
from a1_schemas.team_profile import TeamRecord
from a1_schemas.vocabulary import InjuryStatus, Kind, RejectReason

Read = Callable[..., list[Extracted]]
TEAMS = Complete((Kind.TEAMS,))


def feed_of(status: str | None) -> dict[str, object]:
    entry = {"desc": "Knee", "comment": "Sore.", "update_date": "2026-11-24"} | ({"status": status} if status else {})
    players = [{"id": "p-1", "full_name": "Pat Doe", "injuries": [entry]}]
    return {
        "league": {"alias": "NBA"},
        "teams": [{"id": "t-1", "name": "Owls", "market": "Shelby", "players": players}],
    }


def test_an_injury_names_team_player_and_day(read: Read) -> None:
    report, complete = read("injuries", feed_of("Out For Season"))
    assert isinstance(report, InjuryReport)
    assert (report.team.name, report.player.name, report.status) == ("Shelby Owls", "Pat Doe", InjuryStatus.OUT)
    assert report.observed_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert complete == Complete((Kind.INJURIES,))


def test_an_unknown_injury_status_is_kept_as_the_provider_says_it(read: Read) -> None:
    report = read("injuries", feed_of("Abducted"))[0]
    assert isinstance(report, InjuryReport)
    assert (report.status, report.native_status) == (None, "Abducted")


def test_an_injury_without_a_status_is_refused_and_withdraws_none(read: Read) -> None:
    (reject,) = read("injuries", feed_of(None))
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.MISSING_FIELD


OWLS = {"id": "t-1", "name": "Owls", "market": "Shelby", "abbr": "SHE"}


@pytest.mark.parametrize(
    ("body", "conference", "division"),
    [
        ({"conferences": [{"name": "EAST", "divisions": [{"name": "Lakes"}]}]}, "EAST", "Lakes"),
        ({"leagues": [{"name": "National League", "divisions": [{"name": "West"}]}]}, "National League", "West"),
        ({"divisions": [{"name": "NCAA Division I", "conferences": [{"name": "ACC"}]}]}, "ACC", "NCAA Division I"),
        ({}, None, None),
    ],
    ids=["conferences", "leagues", "colleges", "flat"],
)
def test_teams_are_found_below_any_grouping_and_placeholders_are_refused(
    read: Read, body: dict[str, Any], conference: str | None, division: str | None
) -> None:
    innermost(body)["teams"] = [OWLS, {"id": "x", "name": "TBD"}]
    entry, reject, complete = read("hierarchy", body, league="mlb")
    assert isinstance(entry, TeamEntry)
    assert (entry.team.name, entry.team.abbreviation, entry.league) == ("Shelby Owls", "SHE", "mlb")
    assert entry.facts == TeamFacts(nickname="Owls", city="Shelby", conference=conference, division=division)
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNNAMED_SIDE
    assert complete == TEAMS


def innermost(group: dict[str, Any]) -> dict[str, Any]:
    inner = [each for each in group.values() if isinstance(each, list)]
    return innermost(inner[0][0]) if inner else group


def test_the_primary_colour_of_a_team_comes_first(read: Read) -> None:
    colors = [{"type": "secondary", "hex_color": "#A3D3E7"}, {"type": "primary", "hex_color": "#083860"}, {"type": "x"}]
    entry = read("hierarchy", {"teams": [OWLS | {"team_colors": colors}]})[0]
    assert isinstance(entry, TeamEntry)
    assert entry.facts.colors == ("#083860", "#a3d3e7")


@pytest.mark.parametrize(
    ("row", "record", "rank"),
    [
        ({"wins": 3, "losses": 1}, TeamRecord(wins=3, losses=1), None),
        ({"win": 16, "loss": 11, "rank": {"division": 2}}, TeamRecord(wins=16, losses=11), 2),
        (
            {"wins": 9, "losses": 5, "ties": 0, "rank": {"conference": 1, "division": 2}},
            TeamRecord(wins=9, losses=5, ties=0),
            1,
        ),
        (
            {"wins": 9, "losses": 5, "overtime_losses": 4, "calc_rank": {"div_rank": 3, "conf_rank": 8}},
            TeamRecord(wins=9, losses=5, overtime_losses=4),
            8,
        ),
        ({"wins": 3}, None, None),
    ],
    ids=["basketball", "baseball", "football", "hockey", "half"],
)
def test_standings_of_conferences_give_record_and_rank(
    read: Read, row: dict[str, Any], record: TeamRecord | None, rank: int | None
) -> None:
    divisions = [{"name": "Lakes", "teams": [OWLS | row]}]
    body = {"league": {"alias": "NBA"}, "conferences": [{"name": "EAST", "divisions": divisions}]}
    entry, complete = read("standings", body)
    assert isinstance(entry, TeamEntry)
    assert (entry.league, entry.team.name, entry.team.native_id) == ("nba", "Shelby Owls", "t-1")
    assert (entry.facts.conference, entry.facts.division) == ("EAST", "Lakes")
    assert (entry.facts.record, entry.facts.rank) == (record, rank)
    assert complete == TEAMS


def test_standings_within_a_season_name_their_teams(read: Read) -> None:
    leagues = [{"name": "National League", "divisions": [{"name": "West", "teams": [OWLS]}]}]
    entry, complete = read("standings", {"league": {"alias": "MLB", "season": {"leagues": leagues}}})
    assert isinstance(entry, TeamEntry)
    assert (entry.league, entry.facts.conference, entry.facts.division) == ("mlb", "National League", "West")
    assert complete == TEAMS


def test_a_team_of_several_soccer_tables_is_named_once_with_the_record_of_all_games(read: Read) -> None:
    row = {"team": {"id": "sr:team:1", "name": "Shelby Town"}, "rank": 1, "current_outcome": "Champions League"}
    whole = {"type": "total", "groups": [{"team_standings": [row | {"win": 8, "draw": 1, "loss": 0}]}]}
    at_home = {"type": "home", "groups": [{"team_standings": [row | {"win": 5, "draw": 0, "loss": 0}]}]}
    new = {"groups": [{"standings": [{"competitor": {"id": "sr:competitor:2", "name": "Fox City"}, "rank": 2}]}]}
    entries = [each for each in read("standings", {"standings": [whole, at_home, new]}) if isinstance(each, TeamEntry)]
    assert [(each.team.name, each.facts) for each in entries] == [
        ("Shelby Town", TeamFacts(record=TeamRecord(wins=8, losses=0, ties=1), rank=1, standing="Champions League")),
        ("Fox City", TeamFacts(rank=2)),
    ]


def test_standings_without_a_team_are_of_another_shape(read: Read) -> None:
    (reject,) = read("standings", {"message": "x"})
    assert isinstance(reject, Reject)
