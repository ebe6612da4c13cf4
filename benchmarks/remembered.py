"""The cost of a board of PrizePicks on which little moved: with a memory of the last one, and read completely.

A board has ten games, 160 players, 640 ladders and 1,000 rows; from each to the next four lines move, and every row's
rank and place. The figure is CPU time of mapping, resolving and applying. A ratio of 10 says that such a board costs a
tenth of one that is read completely.
"""

import json
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, raw_topic
from benchmarks.conditions import Conditions

_NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
_TARGET = "prizepicks/projections/nba"
_GAMES = 10
_PLAYERS_OF_A_SIDE = 8
_STATS = ("Points", "Rebounds", "Assists", "Pts+Rebs+Asts")
_ROWS = 1_000
_MOVED = 4

Json = dict[str, Any]


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    remembering, forgetting = LeagueState(League.NBA), LeagueState(League.NBA)
    pairs: list[tuple[float, float]] = []
    for offset, body in enumerate(_boards(conditions.size(40, smoke=12))):
        record = _record(offset, body)
        forgetting.reading(_TARGET).clear()
        pairs.append((_seconds(record, remembering), _seconds(record, forgetting)))
    ours, complete = (statistics.median(side) * 1000 for side in zip(*pairs[1:], strict=True))
    return [
        {
            "name": "remembered-board",
            "ratio": round(complete / ours, 2),
            "value": round(ours, 2),
            "unit": "ms CPU",
            "beside": round(complete, 2),
        }
    ]


def _seconds(record: RawRecord, state: LeagueState) -> float:
    began = time.process_time()
    state.apply(normalize(record, state))
    return time.process_time() - began


def _record(offset: int, body: bytes) -> RawRecord:
    headers = RawHeaders(
        provider=Provider.PRIZEPICKS,
        feed="projections",
        league=League.NBA,
        sport="basketball",
        target=_TARGET,
        url="https://prizepicks.invalid/",
        fetched_at=_NOON + timedelta(seconds=5 * offset),
        http_status=200,
        content_type="application/json",
        content_hash=str(offset),
        request_id=str(offset),
    )
    return RawRecord(
        raw_topic(Provider.PRIZEPICKS),
        partition_of(League.NBA),
        offset,
        _TARGET.encode(),
        body,
        tuple(headers.to_kafka()),
    )


def _boards(count: int) -> Iterator[bytes]:
    dice = random.Random(7)
    sides = [f"T{chr(65 + number)}" for number in range(2 * _GAMES)]
    players = {f"{side}-{number}": side for side in sides for number in range(_PLAYERS_OF_A_SIDE)}
    ladders = [(player, stat) for player in players for stat in _STATS]
    rows = [_row(str(number), ladders[number % len(ladders)], sides, players) for number in range(_ROWS)]
    included = [_player(player, side) for player, side in players.items()]
    for _ in range(count):
        for row in rows:
            row["attributes"]["rank"] = dice.randrange(1_000)
        dice.shuffle(rows)
        yield json.dumps({"data": rows, "included": included, "meta": {"total_pages": 1}}).encode()
        for row in dice.sample(rows, _MOVED):
            row["attributes"]["line_score"] += 0.5


def _row(native_id: str, ladder: tuple[str, str], sides: list[str], players: dict[str, str]) -> Json:
    player, stat = ladder
    place = sides.index(players[player])
    attributes = {
        "line_score": 10.5 + int(native_id) % 30,
        "odds_type": "standard" if int(native_id) < len(players) * len(_STATS) else "demon",
        "status": "pre_game",
        "stat_type": stat,
        "description": sides[place ^ 1],
        "game_id": f"game-{place // 2}",
        "start_time": "2026-11-26T00:10:00Z",
    }
    links = {"league": ("league", "7"), "new_player": ("new_player", player)}
    related = {name: {"data": {"type": kind, "id": each}} for name, (kind, each) in links.items()}
    return {"type": "projection", "id": native_id, "attributes": attributes, "relationships": related}


def _player(player: str, side: str) -> Json:
    facts = {"name": f"Player {player}", "team": side, "combo": False, "position": "G", "jersey_number": "7"}
    return {"type": "new_player", "id": player, "attributes": facts}
