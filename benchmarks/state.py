"""The cost of a league's state as it grows, without broker or process: CPU seconds and bytes beside a bare loop.

* `restore`: a season's records taken up by `LeagueState.restore` and the first body after them resolved, which looks at
  every game again, beside a loop that decodes the same envelopes and keeps the values by their keys. Nearly all are
  players' box scores, as at a season's end.
* `restore-memory`: the bytes that both hold for each record.
* `league-size`: one price of one game moves in a league of many live games, beside the same in a league of ten. A ratio
  of 1 says that a change's cost does not depend on the size of the league.
"""

import gc
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from a1_normalizer.app import quiet_collector
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, raw_topic
from a1_schemas.vocabulary import Kind
from a1_testkit.canonical import event_id, some_stats
from benchmarks.conditions import Conditions

_NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
_RAW = raw_topic(Provider.ODDS)
_LINES_OF_A_GAME = 48
_GAMES_ON_A_BOARD = 200
_FEW_GAMES = 10
_LATER = 1_000_000
"""The position of a body after all others."""


class _Record(NamedTuple):
    """A record of `normalized.*` as a restore reads it."""

    kind: Kind
    key: str
    value: bytes
    causes: dict[str, int]


class _Envelope(msgspec.Struct):
    version: int
    changed_at: str
    removed: str | None = None


_decode = msgspec.json.Decoder(_Envelope).decode


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Three lines of `benchmarks/latest.jsonl`."""
    rounds = conditions.size(7, smoke=3)
    with _rare_collections():
        records = _season(games=conditions.size(2000, smoke=60))
        return [
            _measure_restore(records, rounds),
            _measure_memory(_season(games=60)),
            _measure_league_size(conditions.size(20_000, smoke=600), changes=20 * rounds),
        ]


@contextmanager
def _rare_collections() -> Generator[None]:
    """The collector as the normalizer sets it: records hold no cycles."""
    before = gc.get_threshold()
    quiet_collector()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def _measure_restore(records: list[_Record], rounds: int) -> dict[str, Any]:
    pairs = [(_seconds(lambda: _restore(records)), _seconds(lambda: _keep(records))) for _ in range(rounds)]
    ours, bare = (len(records) / statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(beside / mine for mine, beside in pairs)
    return _line("restore", ratio, round(ours), "records/s", round(bare))


def _measure_memory(records: list[_Record]) -> dict[str, Any]:
    ours, bare = (_bytes_held(lambda take=take: take(_copies(records))) / len(records) for take in (_restore, _keep))
    return _line("restore-memory", bare / ours, round(ours), "bytes/record", round(bare))


def _measure_league_size(games: int, changes: int) -> dict[str, Any]:
    """Both leagues in turns, so that what slows the machine slows both."""
    many, few = _League(games), _League(_FEW_GAMES)
    pairs = [(_seconds(many.move_a_price), _seconds(few.move_a_price)) for _ in range(changes)]
    in_many, in_few = (statistics.median(side) for side in zip(*pairs, strict=True))
    return _line("league-size", in_few / in_many, round(1 / in_many), "changes/s", round(1 / in_few))


def _line(name: str, ratio: float, value: int, unit: str, beside: int) -> dict[str, Any]:
    return {"name": name, "ratio": round(ratio, 3), "value": value, "unit": unit, "beside": beside}


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _bytes_held(work: Callable[[], object]) -> int:
    """What the result of this work holds."""
    gc.collect()
    tracemalloc.start()
    held = work()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del held
    return size


def _restore(records: Iterable[_Record]) -> LeagueState:
    state = LeagueState(League.NBA)
    for record in records:
        state.restore(*record)
    first_body(League.NBA, state)
    return state


def _keep(records: Iterable[_Record]) -> dict[tuple[Kind, str], tuple[bytes, int]]:
    kept: dict[tuple[Kind, str], tuple[bytes, int]] = {}
    for record in records:
        kept[record.kind, record.key] = (record.value, _decode(record.value).version)
    return kept


def _copies(records: Iterable[_Record]) -> Iterable[_Record]:
    """The records as a consumer would give them: bytes that only the taker holds."""
    return (record._replace(value=bytes(bytearray(record.value)), causes=dict(record.causes)) for record in records)


def _season(games: int) -> list[_Record]:
    """The listings and events of so many games, and the box scores."""
    league = _League(0)
    records: list[_Record] = []
    for number in range(games):
        outcome = league.publish("events", f"day-{number // 10}", [_game(number)])
        records += [
            _Record(change.kind, change.key, change.value, dict(change.causes))
            for change in outcome.changes
            if change.kind is not Kind.SOURCES and change.value is not None
        ]
    template = some_stats(0, "Number 0").model_dump_json().encode()
    for number in range(games):
        for player in range(_LINES_OF_A_GAME):
            value = template.replace(event_id(0).encode(), event_id(number).encode())
            value = value.replace(b"umber 0", b"umber %d" % player).replace(b"umber-0", b"umber-%d" % player)
            key = f"{event_id(number)}|espn|summary|ply_number-{player}"
            records.append(_Record(Kind.PLAYER_STATS, key, value, {"raw.espn": number}))
    return records


def first_body(league: League, state: LeagueState) -> None:
    """Resolve the first body after a restore, which looks at every game again."""
    state.apply(normalize(_body(_LATER, "events", "first", [_game(_LATER)], league), state))


class _League:
    """A league with so many live games, each with two quotes."""

    def __init__(self, games: int) -> None:
        self._state = LeagueState(League.NBA)
        self._offset = 0
        for start in range(0, games, _GAMES_ON_A_BOARD):
            numbers = range(start, min(start + _GAMES_ON_A_BOARD, games))
            self.publish("odds", f"board-{start}", [_game(number, price=1.5) for number in numbers])

    def publish(self, feed: str, name: str, games: list[dict[str, Any]]) -> Resolution:
        """Resolve one body; gives the outcome."""
        self._offset += 1
        outcome = normalize(_body(self._offset, feed, name, games), self._state)
        self._state.apply(outcome)
        return outcome

    def move_a_price(self) -> None:
        """Another price for one game, by its own target."""
        outcome = self.publish("event-odds", "game-1", [_game(1, price=1.6 + self._offset % 40 / 100)])
        if Kind.ODDS not in {change.kind for change in outcome.changes}:
            raise RuntimeError("the price did not move")


def _body(offset: int, feed: str, name: str, games: list[dict[str, Any]], league: League = League.NBA) -> RawRecord:
    """A body of The Odds API at this position of its topic, asked for so many seconds after noon."""
    target = f"odds/{feed}/{league}/{name}"
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed=feed,
        league=league,
        sport="basketball",
        target=target,
        url="https://odds.invalid/",
        fetched_at=_NOON + timedelta(seconds=offset),
        http_status=200,
        content_type="application/json",
        content_hash=str(offset),
        request_id=str(offset),
    )
    body = json.dumps(games[0] if feed == "event-odds" else games).encode()
    return RawRecord(_RAW, partition_of(league), offset, target.encode(), body, tuple(headers.to_kafka()))


def _game(number: int, price: float | None = None) -> dict[str, Any]:
    home, away = f"Home {number}", f"Away {number}"
    sides = [{"name": home, "price": price}, {"name": away, "price": 2.05}]
    markets = [{"key": "h2h", "outcomes": sides}]
    books = [] if price is None else [{"key": key, "title": key, "markets": markets} for key in ("fanduel", "betmgm")]
    return {
        "id": f"game-{number}",
        "sport_key": "basketball_nba",
        "commence_time": "2026-12-01T00:00:00Z",
        "home_team": home,
        "away_team": away,
        "bookmakers": books,
    }
