"""Players in a match's line-up, starters and substitutes."""

from collections.abc import Callable
from typing import Any

import pytest

from a1_mappers.extracted import Extracted, LineupPlace, PlayerBoxScore

Read = Callable[..., list[Extracted]]
KEEPER = {"id": "sr:player:1", "name": "Doe, Pat", "type": "goalkeeper", "jersey_number": 25}
FORWARD = {"id": "sr:player:2", "name": "Roe, Sam", "type": "forward", "jersey_number": 9}
THIRD_VERSION = [
    {"team": "home", "starting_lineup": [KEEPER], "substitutes": []},
    {"team": "away", "starting_lineup": [], "substitutes": [FORWARD]},
]
FOURTH_VERSION = {
    "competitors": [
        {"id": "sr:competitor:1", "qualifier": "home", "players": [KEEPER | {"starter": True}]},
        {"id": "sr:competitor:2", "qualifier": "away", "players": [FORWARD | {"starter": False}]},
    ]
}


def a_match(lineups: object) -> dict[str, Any]:
    sides = [("sr:competitor:1", "Shelby Owls", "home"), ("sr:competitor:2", "Springfield Foxes", "away")]
    return {
        "sport_event": {
            "id": "sr:sport_event:7",
            "start_time": "2026-11-25T20:00:00+00:00",
            "competitors": [{"id": number, "name": name, "qualifier": word} for number, name, word in sides],
        },
        "lineups": lineups,
    }


@pytest.mark.parametrize("lineups", [THIRD_VERSION, FOURTH_VERSION])
def test_a_lineup_says_who_begins_and_at_which_position(read: Read, lineups: object) -> None:
    extracted = read("lineups", a_match(lineups), league="epl")
    places = [each for each in extracted if isinstance(each, LineupPlace)]
    assert [(place.player.name, place.player.position, place.starter) for place in places] == [
        ("Pat Doe", "goalkeeper", True),
        ("Sam Roe", "forward", False),
    ]
    assert [place.player.team.name for place in places if place.player.team] == ["Shelby Owls", "Springfield Foxes"]


def test_a_lineup_is_no_box_score(read: Read) -> None:
    assert not [each for each in read("lineups", a_match(THIRD_VERSION)) if isinstance(each, PlayerBoxScore)]


def test_a_player_of_whom_it_is_not_told_has_no_place(read: Read) -> None:
    lineups = {"competitors": [{"qualifier": "home", "players": [KEEPER]}]}
    assert not [each for each in read("lineups", a_match(lineups)) if isinstance(each, LineupPlace)]
