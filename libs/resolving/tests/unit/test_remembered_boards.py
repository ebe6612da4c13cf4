"""A board of PrizePicks that is read with a memory of the last one writes what a complete reading writes."""

import json
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from a1_mappers.extracted import Prop
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind

Json = dict[str, Any]
_START = "2026-11-25T19:00:00-05:00"
_GAMES = {"g1": ("BOS", "MIA"), "g2": ("LAL", "DEN")}
_NAMES = ("Ada Lee", "Lee Ada", "Ada Lee Jr.", "Bo Cruz", "Cy Young")
_STATS = ("Points", "Rebounds", "Assists", "Pitch of the Moon", "%")
_BOARDS = 25


class _Board:
    """Rows of two games with namesakes in both teams, which a seed changes."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.players = {
            f"{team}-{number}": {"name": name, "team": team}
            for sides in _GAMES.values()
            for team in sides
            for number, name in enumerate(_NAMES[: 3 + random.randrange(3)])
        }
        self.rows: dict[str, Json] = {}
        self.duration = "Full"
        for _ in range(30):
            self._list_row()

    def change(self) -> None:
        """Change a few things, and the order and ranks of all rows."""
        for _ in range(self._random.randrange(4)):
            self._random.choice((self._move, self._move, self._list_row, self._drop_row, self._trade))()
        self.duration = self._random.choice(("Full",) * 9 + ("1H",))

    def _list_row(self) -> None:
        player = self._random.choice(sorted(self.players))
        team = self.players[player]["team"]
        game, sides = next((game, sides) for game, sides in _GAMES.items() if team in sides)
        attributes = {
            "line_score": self._random.randrange(80) / 2,
            "stat_type": self._random.choice(_STATS),
            "odds_type": self._random.choice(("standard", "goblin", "demon")),
            "status": self._random.choice(("pre_game",) * 9 + ("in the stars",)),
            "description": sides[1 - sides.index(team)],
            "game_id": game,
            "start_time": _START,
        }
        self.rows[str(self._random.randrange(60))] = {"attributes": attributes, "player": player}

    def _move(self) -> None:
        row = self._random.choice(list(self.rows.values()))
        line = self._random.choice((None, *range(30)))
        row["attributes"] = row["attributes"] | {"line_score": line}

    def _drop_row(self) -> None:
        if len(self.rows) > 1:
            del self.rows[self._random.choice(sorted(self.rows))]

    def _trade(self) -> None:
        player = self.players[self._random.choice(sorted(self.players))]
        player |= {"name": self._random.choice(_NAMES)}

    def body(self) -> bytes:
        rows = [
            {
                "type": "projection",
                "id": native_id,
                "attributes": row["attributes"] | {"rank": self._random.randrange(1000)},
                "relationships": {
                    "league": {"data": {"type": "league", "id": "7"}},
                    "new_player": {"data": {"type": "new_player", "id": row["player"]}},
                    "duration": {"data": {"type": "duration", "id": "11"}},
                },
            }
            for native_id, row in self.rows.items()
        ]
        self._random.shuffle(rows)
        players = [{"type": "new_player", "id": key, "attributes": facts} for key, facts in self.players.items()]
        duration = {"type": "duration", "id": "11", "attributes": {"name": self.duration}}
        return json.dumps({"data": rows, "included": [*players, duration]}).encode()


def test_the_rows_of_a_game_that_was_not_listed_are_read_again_once_it_is(league) -> None:
    row = {
        "type": "projection",
        "id": "1",
        "attributes": {"line_score": 20.5, "stat_type": "Points", "game_id": "g1", "start_time": _START},
        "relationships": {
            "league": {"data": {"type": "league", "id": "7"}},
            "new_player": {"data": {"type": "new_player", "id": "5"}},
        },
    }
    player = {"type": "new_player", "id": "5", "attributes": {"name": "Ada Lee", "team": "BOS"}}
    sides = {"home": {"abbreviation": "BOS"}, "away": {"abbreviation": "MIA"}}
    facts = {"external_game_id": "g1", "start_time": _START, "metadata": {"game_info": {"teams": sides}}}
    game = {"type": "game", "id": "3", "attributes": facts}
    state = LeagueState("nba")
    props: list[int] = []
    for number, included in enumerate(([player], [player], [player, game], [player, game])):
        record = league.record(Provider.PRIZEPICKS, "projections", league.noon + timedelta(seconds=number))
        body = json.dumps({"data": [row], "included": included}).encode()
        state.apply(normalize(record._replace(value=body), state))
        props.append(len(list(state.living(Kind.PROPS))))
    assert props == [0, 0, 1, 1]


def _values(state: LeagueState) -> dict[tuple[Kind, str], bytes]:
    kinds = (Kind.LISTINGS, Kind.EVENTS, Kind.PROPS)
    return {(kind, key): record.rest for kind in kinds for key, record in state.living(kind)}


@pytest.mark.parametrize("seed", range(8))
def test_a_remembered_board_writes_what_a_complete_reading_writes(seed: int, league) -> None:
    board = _Board(Random(seed))
    remembering, forgetting = LeagueState("nba"), LeagueState("nba")
    passed_over = 0
    for number in range(_BOARDS):
        record = league.record(Provider.PRIZEPICKS, "projections", league.noon + timedelta(seconds=number))
        record = record._replace(value=board.body())
        forgetting.reading("prizepicks/projections/nba").clear()
        found = {}
        for state in (remembering, forgetting):
            found[state] = normalize(record, state)
            state.apply(found[state])
        assert _values(remembering) == _values(forgetting), number
        ours, complete = found[remembering].mapped[Prop.__name__], found[forgetting].mapped[Prop.__name__]
        passed_over += complete - ours
        board.change()
    assert passed_over > _BOARDS
    assert len(_values(remembering)) > 10
