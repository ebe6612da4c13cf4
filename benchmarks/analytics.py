"""The cost of a change in the engine of analytics beside that in the normalizer, in CPU seconds of one process.

`analytics-change`: boards of one league, of which some books move from each to the next, are resolved by the
normalizer's state; what it publishes is decided by the engine. `ratio` is the engine's time divided by the
normalizer's, both for the same changes; below 1.5 it keeps up with the normalizer on a core of its own.
"""

import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import normalized_topic, partition_of
from benchmarks.boards import boards
from benchmarks.conditions import Conditions
from benchmarks.raw_boards import RAW

_LEAGUE = League.NBA
_FIRST = datetime(2026, 11, 23, 12, tzinfo=UTC)
_MOVING = 0.2
_LINES = {"h2h": (None, None), "spreads": (-3.5, 3.5), "totals": (219.0, 219.0)}
_TARGET = f"odds/odds/{_LEAGUE}/us"


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    normalizer, engine = LeagueState(_LEAGUE), LeagueValues(_LEAGUE)
    offsets = dict.fromkeys(INPUT_TOPICS, 0)
    resolving = deciding = 0.0
    changes = 0
    for number, body in enumerate(_close_boards(conditions.size(60, smoke=15))):
        began = time.process_time()
        resolution = normalize(_raw(number, body), normalizer)
        normalizer.apply(resolution)
        resolved = time.process_time()
        records: list[LogRecord] = []
        for change in resolution.changes:
            topic = normalized_topic(change.kind)
            if topic in offsets:
                records.append(LogRecord(topic, offsets[topic], change.key, change.value, version_of(change.causes)))
                offsets[topic] += 1
        decided_from = time.process_time()
        for record in records:
            decide(engine, record)
        if number:  # the first board fills both states
            resolving += resolved - began
            deciding += time.process_time() - decided_from
            changes += len(records)
    return [
        {
            "name": "analytics-change",
            "ratio": round(deciding / resolving, 3),
            "value": round(changes / deciding),
            "unit": "changes/s",
            "beside": round(changes / resolving),
        }
    ]


def _close_boards(count: int) -> Iterator[bytes]:
    """Boards whose books agree on the lines and nearly on the prices; a book that moves does so in every market."""
    dice = random.Random(7)
    board = json.loads(next(boards(1, 0)))
    books = [book for game in board for book in game["bookmakers"]]
    for number in range(count):
        at = _at(number).isoformat().replace("+00:00", "Z")
        for book in books:
            if not number or dice.random() < _MOVING:
                _move(book, at, dice)
        yield json.dumps(board).encode()


def _move(book: dict[str, Any], at: str, dice: random.Random) -> None:
    book["last_update"] = at
    for market in book["markets"]:
        market["last_update"] = at
        for outcome, line in zip(market["outcomes"], _LINES[market["key"]], strict=True):
            outcome["price"] = round(dice.uniform(1.87, 1.95), 2)
            if line is not None:
                outcome["point"] = line


def _at(number: int) -> datetime:
    return _FIRST + timedelta(seconds=5 * number)


def _raw(number: int, body: bytes) -> RawRecord:
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed="odds",
        league=_LEAGUE,
        sport=_LEAGUE.traits.sport,
        target=_TARGET,
        url="https://odds.invalid/",
        fetched_at=_at(number),
        http_status=200,
        content_type="application/json",
        content_hash=str(number),
        request_id=str(number),
    )
    return RawRecord(RAW, partition_of(_LEAGUE), number, _TARGET.encode(), body, tuple(headers.to_kafka()))
