"""The games of a board."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Contest, Extracted, Prop, Reject
from a1_schemas.vocabulary import EventStatus, RejectReason

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]
LATER = "2026-11-25T22:00:00-05:00"


def contests_in(extracted: list[Extracted]) -> list[Contest]:
    return [item for item in extracted if isinstance(item, Contest)]


def props_in(extracted: list[Extracted]) -> list[Prop]:
    return [item for item in extracted if isinstance(item, Prop)]


def test_a_game_object_says_who_is_at_home_and_how_it_stands(
    read: Read, row: Build, player: Build, game: Build
) -> None:
    info = {"score": {"home": 34, "away": 45}, "period": 2, "clock": "00:12"}
    (contest,) = contests_in(read([row(game="3")], [player(), game(info=info, status="in-progress")]))
    assert (contest.native_id, contest.sides_ordered, contest.status) == ("game-1", True, EventStatus.LIVE)
    assert (contest.home.abbreviation, contest.home.score) == ("FOX", 34)
    assert (contest.away.name, contest.away.score) == ("Shelby Owls", 45)
    assert (contest.period, contest.clock and contest.clock.text) == (2, "00:12")


def test_an_unknown_status_of_a_game_is_signalled(read: Read, row: Build, player: Build, game: Build) -> None:
    extracted = read([row(game="3")], [player(), game(status="paused-by-owls")])
    assert contests_in(extracted)[0].status is None
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.UNKNOWN_STATUS]


def test_rows_of_both_sides_name_one_game_and_nobody_is_at_home(read: Read, row: Build, player: Build) -> None:
    foxes = player("6", name="Bo Fox", team="FOX", market="Springfield", team_name="Foxes")
    extracted = read([row("1"), row("2", player="6", description="OWL")], [player(), foxes])
    (contest,) = contests_in(extracted)
    assert not contest.sides_ordered
    assert {contest.home.name, contest.away.name} == {"Shelby Owls", "Springfield Foxes"}
    assert contest.start_time == datetime(2026, 11, 26, tzinfo=UTC)
    assert {prop.contest_id for prop in props_in(extracted)} == {"game-1"}


@pytest.mark.parametrize(
    "description", ["FOX 1st Half", "FOX (Cup)", "FOX 1Q", "FOX MAPS 1-2", "FOX 1+2 Innings", "vs FOX", "fox"]
)
def test_a_description_is_the_opponent_and_more(read: Read, row: Build, player: Build, description: str) -> None:
    (contest,) = contests_in(read([row(), row("2", description=description)], [player()]))
    assert {contest.home.name, contest.away.name} == {"Shelby Owls", "FOX"}


def test_one_game_can_have_two_ids_and_both_lead_to_it(read: Read, row: Build, player: Build) -> None:
    extracted = read([row(), row("2", game_id="game-0")], [player()])
    (contest,) = contests_in(extracted)
    assert (contest.native_id, contest.also_ids) == ("game-0", ("game-1",))
    assert {prop.contest_id for prop in props_in(extracted)} == {"game-0"}


def test_a_row_without_id_belongs_to_the_game_of_its_side(read: Read, row: Build, player: Build) -> None:
    extracted = read([row(), row("2", game_id=None, start_time="2026-11-25T19:10:00-05:00")], [player()])
    assert len(contests_in(extracted)) == 1
    assert {prop.contest_id for prop in props_in(extracted)} == {"game-1"}


def test_an_id_is_made_of_what_the_game_is_where_no_row_has_one(read: Read, row: Build, player: Build) -> None:
    (contest,) = contests_in(read([row(game_id=None)], [player()]))
    assert contest.native_id == "nba|FOX|OWL|2026-11-26T00:00:00Z"


def test_the_two_games_of_a_doubleheader_stay_two(read: Read, row: Build, player: Build) -> None:
    extracted = read([row(), row("2", game_id="game-2", start_time=LATER)], [player()])
    assert [contest.native_id for contest in contests_in(extracted)] == ["game-1", "game-2"]
    assert [prop.contest_id for prop in props_in(extracted)] == ["game-1", "game-2"]


def test_a_game_whose_start_moved_on_some_rows_stays_one(read: Read, row: Build, player: Build) -> None:
    assert len(contests_in(read([row(), row("2", start_time=LATER)], [player()]))) == 1


def test_a_code_and_the_name_that_it_begins_are_one_side(read: Read, row: Build, player: Build) -> None:
    written_out = player("6", team="Foxton", market=None, team_name=None)
    (contest,) = contests_in(read([row(), row("2", player="6", description="Owls")], [player(), written_out]))
    assert contest.native_id == "game-1"


@pytest.mark.parametrize(
    ("team", "description", "names_a_game"),
    [("OWL/FOX", "FOX/OWL", True), ("OWL", "FOX", True), ("OWL/ELK", "FOX/BEE", False), ("OWL/ELK", "FOX", False)],
)
def test_a_combo_names_a_game_only_if_it_names_one_pair(
    read: Read, row: Build, player: Build, team: str, description: str, names_a_game: bool
) -> None:
    combo = player(name="Ada Lee + Bo Fox", team=team, combo=True)
    assert len(contests_in(read([row(description=description)], [combo]))) == names_a_game


def test_a_part_of_a_game_and_a_live_board_belong_to_the_game(
    read: Read, row: Build, player: Build, named: Build
) -> None:
    rows = [row(), row("2", league="84"), row("3", league="900"), row("4", league="901")]
    leagues = [named("league", "900", "NBA LIVE"), named("league", "901", "NBA3Q")]
    (contest,) = contests_in(read(rows, [player(), *leagues]))
    assert contest.league == "nba"


@pytest.mark.parametrize("name", ["NBASZN", "NBASZN2", "PGA", "NASCAR", "SPECIALS", "NBA SERIES"])
def test_boards_without_games_name_none(read: Read, row: Build, player: Build, named: Build, name: str) -> None:
    extracted = read([row(league="900")], [player(), named("league", "900", name)])
    assert not contests_in(extracted)
    assert props_in(extracted)[0].contest_id == ""


def test_in_fights_the_player_is_the_side_whatever_the_team_says(
    read: Read, row: Build, player: Build, named: Build
) -> None:
    fighter = player(team="Somebody Else")
    (contest,) = contests_in(read([row(league="12")], [fighter, named("league", "12", "MMA")]))
    assert {contest.home.name, contest.away.name} == {"Ada Lee", "FOX"}


def test_a_side_to_be_determined_is_no_side(read: Read, row: Build, player: Build) -> None:
    assert not contests_in(read([row(description="TBD")], [player()]))


def test_soccer_does_not_say_which_league(read: Read, row: Build, player: Build) -> None:
    (contest,) = contests_in(read([row(league="82")], [player()]))
    assert contest.league == "soccer"
