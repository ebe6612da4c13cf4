"""How many changes of prices the historian stores in a second, and how long a game's movements take over 100,000."""

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from aiokafka import ConsumerRecord, TopicPartition

from a1_gateway.history.database import History
from a1_gateway.history.movements import MovementQuery, movements
from a1_historian.entries import Recorder, needs_of
from a1_historian.loading import load
from a1_historian.log_records import ODDS, LogRecord, read
from a1_historian.memory import Memory
from a1_historian.migrating import migrate
from a1_historian.positions import find_positions
from a1_historian.steam import SteamWatch
from a1_historian.writing import Move, Writer
from a1_schemas.betting_odds import BettingOdds, OfferMarket, OfferOutcome
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Selection
from a1_testkit.brokers import run_postgres
from benchmarks.conditions import Conditions

LEAST_PER_S = 10_000
MOST_MS = 50
_BATCH = 1_000
_BOOKS, _GAMES = 20, 50
_BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
_SELECTIONS = (
    (MarketKey.MONEYLINE, (Selection.HOME, Selection.AWAY)),
    (MarketKey.SPREAD, (Selection.HOME, Selection.AWAY)),
    (MarketKey.TOTAL, (Selection.OVER, Selection.UNDER)),
)
_PRICES = sum(len(selections) for _, selections in _SELECTIONS)
_PARTITION = TopicPartition(ODDS, 0)


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Return both figures."""
    with (
        tempfile.TemporaryDirectory(prefix="a1-bench-", ignore_cleanup_errors=True) as folder,
        run_postgres(Path(folder) / "data") as url,
    ):
        return asyncio.run(_run(url, conditions))


async def _run(url: str, conditions: Conditions) -> list[dict[str, Any]]:
    records = conditions.size(60_000, 5_000)
    async with _database(url, "stored") as pool:
        per_s = await _stored_per_s(pool, records)
    changes, calls = conditions.size((100_000, 500), (10_000, 50))
    async with _database(url, "asked") as pool:
        p99_ms = await _movement_p99_ms(pool, changes, calls)
    return [
        {"bench": "historian", "per_s": round(per_s), "limit": LEAST_PER_S, "changes": records * _PRICES},
        {"bench": "movement-100k", "p99_ms": round(p99_ms, 2), "limit": MOST_MS, "changes": changes},
    ]


@asynccontextmanager
async def _database(url: str, name: str) -> AsyncGenerator[asyncpg.Pool]:
    connection = await asyncpg.connect(url)
    await connection.execute(f"create database {name}")
    await connection.close()
    async with asyncpg.create_pool(url.rpartition("/")[0] + f"/{name}", min_size=0, max_size=4) as pool:
        await migrate(pool)
        yield pool


async def _stored_per_s(pool: asyncpg.Pool, count: int) -> float:
    """Store so many records, each with six prices that change, from their bytes on."""
    bodies = [_odds(number, game=number % _GAMES) for number in range(count)]
    began = time.perf_counter()
    stored = await _store(pool, bodies)
    return stored / (time.perf_counter() - began)


async def _store(pool: asyncpg.Pool, bodies: list[ConsumerRecord]) -> int:
    memory, steam, writer = Memory(10_000), SteamWatch(), Writer(pool)
    await find_positions(pool, [_PARTITION])
    stored = 0
    for start in range(0, len(bodies), _BATCH):
        records: list[LogRecord] = [read(body) for body in bodies[start : start + _BATCH]]
        async with pool.acquire() as connection:
            await load(connection, memory, needs_of(records))
        recorder = Recorder(memory, steam)
        for record in records:
            recorder.take(record)
        await writer.write(recorder.entries, {_PARTITION: Move(start, start + len(records))})
        stored += sum(map(len, recorder.entries.changes.values()))
    return stored


async def _movement_p99_ms(pool: asyncpg.Pool, changes: int, calls: int) -> float:
    """Ask for the movements of one game that has so many changes."""
    await _store(pool, [_odds(number, game=0) for number in range(changes // _PRICES)])
    await pool.execute(
        "insert into events (event_id, league, sport, version, changed_at, status, home, away, first_status, "
        "first_seen_at) values ('evt_nba_0', 'nba', 'basketball', 1, now(), 'scheduled', 'A', 'B', 'scheduled', now())"
    )
    await pool.execute("analyze")
    history, took = History(pool), list[float]()
    encode = msgspec.json.Encoder(decimal_format="number").encode
    for _ in range(calls):
        began = time.perf_counter()
        page = await movements(history, MovementQuery("evt_nba_0", (), (), (), (), False, 500, None))
        encode(page)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[int(len(took) * 0.99)]


def _odds(number: int, *, game: int) -> ConsumerRecord:
    """A bookmaker's offer, all of whose prices differ from its last one."""
    price = Decimal(150 + number // (_BOOKS * _GAMES) % 100 + (number // _BOOKS) % 50) / 100
    at = _BEGIN + timedelta(milliseconds=100 * number)
    odds = BettingOdds(
        version=number + 1,
        changed_at=at,
        observed_at=at,
        event_id=f"evt_nba_{game}",
        league=League.NBA,
        provider=Provider.ODDS,
        feed="odds",
        target="odds/odds/nba",
        native_event_id="1",
        bookmaker=f"book{number % _BOOKS}",
        bookmaker_name="Book",
        markets=tuple(
            OfferMarket(
                key=market,
                outcomes=tuple(
                    OfferOutcome(selection=selection, price=price, american=110) for selection in selections
                ),
            )
            for market, selections in _SELECTIONS
        ),
    )
    return ConsumerRecord(
        topic=ODDS,
        partition=0,
        offset=number,
        timestamp=0,
        timestamp_type=0,
        key=b"",
        value=odds.model_dump_json().encode(),
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        headers=[("causes", f"raw.odds={number}".encode())],
    )
