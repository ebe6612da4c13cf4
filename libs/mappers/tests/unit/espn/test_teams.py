"""ESPN's teams, standings tables and rosters."""

from collections.abc import Callable
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Player, Reject, RosterPlace, Side, TeamEntry
from a1_mappers.team_facts import TeamFacts
from a1_schemas.roster_status import RosterStatus
from a1_schemas.team_profile import TeamRecord
from a1_schemas.vocabulary import InjuryStatus, Kind, RejectReason

Read = Callable[..., list[Extracted]]

OWLS = {"id": "1", "displayName": "Shelby Owls", "name": "Owls", "abbreviation": "OWL", "location": "Shelby"}
OWLS_SIDE = Side(name="Shelby Owls", native_id="1", abbreviation="OWL", also_named=("Shelby", "Owls"))
LOGO = "https://images.example/owl.png"
TEAMS = Complete((Kind.TEAMS,))
PLAYERS = Complete((Kind.TEAMS, Kind.PLAYERS))
INJURIES = Complete((Kind.INJURIES,))


def a_list(*teams: object) -> dict[str, Any]:
    return {"sports": [{"leagues": [{"slug": "nba", "teams": [{"team": team} for team in teams]}]}]}


def a_table(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"standings": {"entries": list(rows)}} | more


def stats(**numbers: float | str) -> list[dict[str, Any]]:
    return [{"name": f"any {name}", "type": name, "value": value} for name, value in numbers.items()]


def facts_in(found: list[Extracted]) -> list[TeamFacts]:
    return [item.facts for item in found if isinstance(item, TeamEntry)]


def test_a_list_of_teams_has_names_colours_and_logos(read: Read) -> None:
    owls = OWLS | {"color": "552583", "alternateColor": "FDB927", "logos": [{"href": LOGO}, {"href": "https://x/2"}]}
    facts = TeamFacts(nickname="Owls", city="Shelby", colors=("#552583", "#fdb927"), logo=LOGO)
    assert read("teams", a_list(owls)) == [TeamEntry(league="nba", team=OWLS_SIDE, facts=facts), TEAMS]


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ({"color": "red", "alternateColor": None}, TeamFacts(nickname="Owls", city="Shelby", logo=LOGO)),
        (
            {"color": "552583", "alternateColor": "552583"},
            TeamFacts(nickname="Owls", city="Shelby", colors=("#552583",), logo=LOGO),
        ),
        ({"logo": "http://images.example/owl.png"}, TeamFacts(nickname="Owls", city="Shelby")),
        ({"logo": "https://jo@images.example/owl.png"}, TeamFacts(nickname="Owls", city="Shelby")),
        ({"logo": "https://images.example:8443/owl.png"}, TeamFacts(nickname="Owls", city="Shelby")),
        ({"logo": LOGO + "x" * 2000}, TeamFacts(nickname="Owls", city="Shelby")),
        ({"logo": {"href": LOGO}}, TeamFacts(nickname="Owls", city="Shelby")),
    ],
    ids=["colour", "same-colour", "http", "user", "port", "long", "object"],
)
def test_what_is_no_colour_or_no_link_to_an_image_is_left_out(
    read: Read, field: dict[str, Any], left: TeamFacts
) -> None:
    assert facts_in(read("teams", a_list(OWLS | {"logo": LOGO} | field))) == [left]


@pytest.mark.parametrize(("path", "is_whole"), [("/teams?limit=1000", True), ("/teams?limit=100&page=2", False)])
def test_a_page_of_the_teams_is_no_complete_list(read: Read, path: str, *, is_whole: bool) -> None:
    assert (TEAMS in read("teams", a_list(OWLS), path=path)) is is_whole


def test_a_list_with_a_team_that_cannot_be_read_is_not_complete(read: Read) -> None:
    assert TEAMS not in read("teams", a_list(OWLS, {"id": "2"}))
    assert TEAMS not in read("teams", {"sports": [{"leagues": [{"teams": {}}]}]})


def test_a_table_of_a_conference_gives_its_name_record_and_seed(read: Read) -> None:
    row = {"team": OWLS, "stats": stats(wins=24.0, losses=12.0, playoffseed=5.0, winpercent=0.667)}
    body = {"children": [a_table(row, name="Western Conference"), a_table(name="Eastern Conference")]}
    record = TeamRecord(wins=24, losses=12)
    facts = TeamFacts(nickname="Owls", city="Shelby", conference="Western Conference", record=record, rank=5)
    assert read("standings", body) == [TeamEntry(league="nba", team=OWLS_SIDE, facts=facts), TEAMS]


def test_a_group_within_a_conference_is_a_division(read: Read) -> None:
    row = {"team": OWLS, "stats": stats(wins=9, losses=3, otlosses=2, ties=1)}
    division = a_table(row, name="Atlantic Division")
    conference = {"name": "Eastern Conference", "isConference": True, "children": [division]}
    (facts,) = facts_in(read("standings", {"children": [conference]}, league="nhl"))
    assert (facts.conference, facts.division) == ("Eastern Conference", "Atlantic Division")
    assert facts.record == TeamRecord(wins=9, losses=3, ties=1, overtime_losses=2)


def test_the_only_table_of_a_league_is_no_conference(read: Read) -> None:
    note = {"description": "Champions League", "rank": 1}
    row = {"team": OWLS, "note": note, "stats": stats(wins=25, losses=4, ties=9, rank=1)}
    (facts,) = facts_in(read("standings", {"children": [a_table(row, name="2024-25 Premier League")]}, league="epl"))
    assert (facts.conference, facts.rank, facts.standing) == (None, 1, "Champions League")
    assert facts.record == TeamRecord(wins=25, losses=4, ties=9)


@pytest.mark.parametrize("numbers", [{"wins": 3}, {"wins": "x", "losses": 1}, {"wins": -1, "losses": 1}, {}])
def test_a_row_without_wins_and_losses_has_no_record(read: Read, numbers: dict[str, float]) -> None:
    (facts,) = facts_in(read("standings", a_table({"team": OWLS, "stats": stats(playoffseed=0, **numbers)})))
    assert (facts.record, facts.rank) == (None, None)


def test_a_team_without_a_name_is_refused_and_costs_no_other(read: Read) -> None:
    reject, entry = read("standings", a_table({"team": {"id": "2"}}, {"team": OWLS}))
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.MISSING_FIELD
    assert isinstance(entry, TeamEntry)


def test_standings_without_a_table_are_of_another_shape(read: Read) -> None:
    (reject,) = read("standings", {"fullViewLink": {}})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE


PAT = {
    "id": "7",
    "displayName": "Pat Doe",
    "jersey": "23",
    "position": {"abbreviation": "PG"},
    "headshot": {"href": "https://images.example/7.png"},
    "status": {"name": "Active"},
}


def test_a_roster_lists_its_team_and_players(read: Read) -> None:
    team = OWLS | {"color": "552583", "logo": LOGO, "standingSummary": "1st in Pacific Division"}
    standing = "1st in Pacific Division"
    facts = TeamFacts(nickname="Owls", city="Shelby", colors=("#552583",), logo=LOGO, standing=standing)
    place = RosterPlace(
        league="nba",
        team=OWLS_SIDE,
        player=Player(name="Pat Doe", native_id="7", team=OWLS_SIDE, position="PG", jersey="23"),
        headshot="https://images.example/7.png",
        status=RosterStatus.ACTIVE,
        native_status="Active",
    )
    entry = TeamEntry(league="nba", team=OWLS_SIDE, facts=facts)
    assert read("roster", {"team": team, "athletes": [PAT]}) == [entry, place, PLAYERS, INJURIES]


@pytest.mark.parametrize(
    ("unit", "said", "status"),
    [
        ("offense", "Injured Reserve", RosterStatus.INJURED_RESERVE),
        ("practiceSquad", "Active", RosterStatus.PRACTICE_SQUAD),
        ("offense", "Day-To-Day", RosterStatus.ACTIVE),
        ("offense", "On the moon", None),
    ],
)
def test_a_status_is_that_of_the_unit_or_of_the_player(
    read: Read, unit: str, said: str, status: RosterStatus | None
) -> None:
    athletes = [{"position": unit, "items": [PAT | {"status": {"name": said}}]}]
    (place,) = [item for item in read("roster", {"team": OWLS, "athletes": athletes}) if isinstance(item, RosterPlace)]
    assert (place.status, place.native_status) == (status, said)


def test_a_roster_of_a_team_without_a_name_lists_injuries_alone(read: Read) -> None:
    reject, complete = read("roster", {"athletes": [PAT]})
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.path, complete) == (RejectReason.MISSING_FIELD, "$.team", INJURIES)


def test_a_player_without_a_name_leaves_the_roster_incomplete(read: Read) -> None:
    found = read("roster", {"team": OWLS, "athletes": [PAT, {"id": "8"}]})
    assert [item.path for item in found if isinstance(item, Reject)] == ["$.athletes[1]"]
    assert PLAYERS not in found


def test_a_roster_names_who_is_hurt_whether_it_is_grouped_or_flat(read: Read) -> None:
    hurt = {"id": "7", "displayName": "Pat Doe", "injuries": [{"status": "Questionable", "date": "2026-11-20T22:07Z"}]}
    for athletes in ([hurt], [{"position": "offense", "items": [hurt]}]):
        found = read("roster", {"team": OWLS, "athletes": athletes})
        (report,) = [item for item in found if isinstance(item, InjuryReport)]
        assert (report.team.name, report.player.native_id) == ("Shelby Owls", "7")
        assert report.status is InjuryStatus.QUESTIONABLE
        assert INJURIES in found


def test_an_injury_that_cannot_be_read_ends_no_injury_and_no_player_fewer(read: Read) -> None:
    hurt = {"id": "7", "displayName": "Pat Doe", "injuries": [{"date": "2026-11-20T22:07Z"}]}
    found = read("roster", {"team": OWLS, "athletes": [hurt]})
    assert [item.reason for item in found if isinstance(item, Reject)] == [RejectReason.MISSING_FIELD]
    assert PLAYERS in found
    assert INJURIES not in found
