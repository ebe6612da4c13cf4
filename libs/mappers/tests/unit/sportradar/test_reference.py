"""Sportradar's injuries and hierarchies."""

from collections.abc import Callable
from datetime import UTC, datetime

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Reject, TeamEntry
from a1_schemas.vocabulary import InjuryStatus, Kind, RejectReason

Read = Callable[..., list[Extracted]]


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


def test_teams_are_found_below_any_grouping_and_placeholders_are_refused(read: Read) -> None:
    teams = [{"id": "t-1", "name": "Owls", "market": "Shelby", "abbr": "SHE"}, {"id": "x", "name": "TBD"}]
    for body in (
        {"conferences": [{"divisions": [{"teams": teams}]}]},
        {"leagues": [{"divisions": [{"teams": teams}]}]},
        {"divisions": [{"conferences": [{"teams": teams}]}]},
        {"teams": teams},
    ):
        entry, reject = read("hierarchy", body, league="mlb")
        assert isinstance(entry, TeamEntry)
        assert (entry.team.name, entry.team.abbreviation, entry.league) == ("Shelby Owls", "SHE", "mlb")
        assert isinstance(reject, Reject)
        assert reject.reason is RejectReason.UNNAMED_SIDE


def test_standings_of_conferences_name_their_teams(read: Read) -> None:
    team = {"id": "t-1", "name": "Owls", "market": "Shelby", "wins": 3}
    body = {"league": {"alias": "NBA"}, "conferences": [{"divisions": [{"teams": [team]}]}]}
    (entry,) = read("standings", body)
    assert isinstance(entry, TeamEntry)
    assert (entry.league, entry.team.name, entry.team.native_id) == ("nba", "Shelby Owls", "t-1")


def test_standings_within_a_season_name_their_teams(read: Read) -> None:
    leagues = [{"divisions": [{"teams": [{"id": "t-1", "name": "Owls", "market": "Shelby"}]}]}]
    (entry,) = read("standings", {"league": {"alias": "MLB", "season": {"leagues": leagues}}})
    assert isinstance(entry, TeamEntry)
    assert entry.league == "mlb"


def test_a_team_of_several_soccer_tables_is_named_once(read: Read) -> None:
    old = {"groups": [{"team_standings": [{"team": {"id": "sr:team:1", "name": "Shelby Town"}, "rank": 1}]}]}
    new = {"groups": [{"standings": [{"competitor": {"id": "sr:competitor:2", "name": "Fox City"}, "rank": 2}]}]}
    entries = read("standings", {"standings": [old, old, new]})
    assert [entry.team.name for entry in entries if isinstance(entry, TeamEntry)] == ["Shelby Town", "Fox City"]


def test_standings_without_a_team_are_of_another_shape(read: Read) -> None:
    (reject,) = read("standings", {"message": "x"})
    assert isinstance(reject, Reject)
