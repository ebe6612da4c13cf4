"""A team's profile: the team, its players, who of them is hurt, and when these lists are whole."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Player, Reject, RosterPlace, Side, TeamEntry
from a1_mappers.team_facts import TeamFacts
from a1_schemas.roster_status import RosterStatus
from a1_schemas.vocabulary import InjuryStatus, Kind, RejectReason

Read = Callable[..., list[Extracted]]
OWLS = Side(name="Shelby Owls", native_id="t-1", abbreviation="SHE", also_named=("Owls", "Shelby"))
OUT = {"status": "Out", "desc": "Knee", "comment": "Sore."}
WHOLE = Complete((Kind.INJURIES,))
ROSTER = Complete((Kind.TEAMS, Kind.PLAYERS))
FACTS = TeamFacts(nickname="Owls", city="Shelby")


def a_profile(*players: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "id": "t-1",
        "name": "Owls",
        "market": "Shelby",
        "alias": "SHE",
        "league": {"alias": "NBA"},
        "players": list(players),
    } | fields


def hurt(native_id: str, name: str, *entries: dict[str, Any]) -> dict[str, Any]:
    return {"id": native_id, "full_name": name, "injuries": list(entries)}


def test_a_profile_lists_its_team_its_players_and_who_of_them_is_hurt(read: Read) -> None:
    sam = {"id": "p-2", "full_name": "Sam Roe", "primary_position": "C", "jersey_number": "9", "status": "ACT"}
    groups = {"conference": {"name": "EAST"}, "division": {"name": "Lakes"}}
    found = read("team-profile", a_profile(hurt("p-1", "Pat Doe", OUT), sam, **groups))
    pat = Player(name="Pat Doe", native_id="p-1", team=OWLS)
    assert found == [
        TeamEntry(league="nba", team=OWLS, facts=msgspec.structs.replace(FACTS, conference="EAST", division="Lakes")),
        RosterPlace(league="nba", team=OWLS, player=pat),
        RosterPlace(
            league="nba",
            team=OWLS,
            player=Player(name="Sam Roe", native_id="p-2", team=OWLS, position="C", jersey="9"),
            status=RosterStatus.ACTIVE,
            native_status="ACT",
        ),
        ROSTER,
        InjuryReport(
            league="nba",
            team=OWLS,
            player=pat,
            status=InjuryStatus.OUT,
            native_status="Out",
            body_part="Knee",
            comment="Sore.",
        ),
        WHOLE,
    ]


def test_a_profile_of_a_team_without_players_is_the_whole_list_of_none(read: Read) -> None:
    assert read("team-profile", a_profile()) == [TeamEntry(league="nba", team=OWLS, facts=FACTS), ROSTER, WHOLE]


@pytest.mark.parametrize("players", [None, {}, [None], [{"id": "p-1"}]])
def test_a_profile_whose_players_cannot_all_be_read_is_no_whole_roster(read: Read, players: object) -> None:
    assert ROSTER not in read("team-profile", a_profile(players=players))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [({"desc": "Knee"}, RejectReason.MISSING_FIELD), (OUT | {"update_date": "soon"}, RejectReason.INVALID_TIME)],
)
def test_a_profile_with_a_report_that_cannot_be_read_is_no_whole_list(
    read: Read, entry: dict[str, Any], reason: RejectReason
) -> None:
    found = read("team-profile", a_profile(hurt("p-1", "Pat Doe", entry), hurt("p-2", "Sam Roe", OUT)))
    assert [each.reason for each in found if isinstance(each, Reject)] == [reason]
    assert [each.player.name for each in found if isinstance(each, InjuryReport)] == ["Sam Roe"]
    assert WHOLE not in found


def test_soccer_keeps_the_team_in_an_object_of_its_own(read: Read) -> None:
    (entry, whole) = read("team-profile", {"team": {"id": "sr:team:42", "name": "Shelby Town"}}, league="epl")
    assert isinstance(entry, TeamEntry)
    assert (entry.league, entry.team.name, entry.team.native_id) == ("epl", "Shelby Town", "sr:team:42")
    assert whole == WHOLE


@pytest.mark.parametrize("name", [None, "", "TBD"])
def test_a_profile_of_a_team_without_a_name_is_of_another_shape(read: Read, name: str | None) -> None:
    (reject,) = read("team-profile", {"id": "t-1", "name": name})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE
