from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest
from aiokafka import TopicPartition
from services.historian.tests.integration.log_writer import NOON, an_event, some_odds

from a1_historian.entries import Recorder, needs_of
from a1_historian.loading import load
from a1_historian.log_records import LogRecord
from a1_historian.memory import Memory
from a1_historian.offers import offer_of_odds
from a1_historian.positions import find_positions
from a1_historian.records import Odds, read_event, read_odds
from a1_historian.retention import drop_old
from a1_historian.steam import SteamWatch
from a1_historian.writing import Move, PositionMovedError, Writer
from a1_schemas.vocabulary import EventStatus
from a1_testkit.clocks import ManualClock

PARTITION = TopicPartition("normalized.odds", 0)


def a_record(price: str, offset: int, seconds: float = 0, event_id: str = "evt") -> LogRecord:
    odds: Odds = read_odds(some_odds(event_id, price, seconds).model_dump_json().encode())
    return LogRecord(PARTITION.topic, PARTITION.partition, offset, offset + 1, offer_of_odds(odds))


async def store(pool: asyncpg.Pool, memory: Memory, records: list[LogRecord], move: Move) -> None:
    async with pool.acquire() as connection:
        await load(connection, memory, needs_of(records))
    recorder = Recorder(memory, SteamWatch())
    for record in records:
        recorder.take(record)
    await Writer(pool).write(recorder.entries, {PARTITION: move})


async def test_changes_quotes_and_positions_are_written_together(pool: asyncpg.Pool) -> None:
    assert await find_positions(pool, [PARTITION]) == {PARTITION: 0}
    await store(pool, Memory(10), [a_record("1.91", 0), a_record("1.95", 1, 5)], Move(0, 2))
    rows = await pool.fetch("select selection, price from price_changes order by log_offset, ordinal")
    assert [tuple(row) for row in rows] == [
        *(("home", Decimal("1.91")), ("away", Decimal("2.05")), ("home", Decimal("1.95")))
    ]
    home = await pool.fetchrow("select * from quotes where selection = 'home'")
    assert home is not None
    assert (home["price"], home["open_price"], home["changes"]) == (Decimal("1.95"), Decimal("1.91"), 2)
    assert await find_positions(pool, [PARTITION]) == {PARTITION: 2}


async def test_a_batch_from_another_position_writes_nothing(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    await store(pool, Memory(10), [a_record("1.91", 0)], Move(0, 1))
    with pytest.raises(PositionMovedError):
        await store(pool, Memory(10), [a_record("1.95", 0)], Move(0, 1))
    assert await pool.fetchval("select count(*) from price_changes") == 2


async def test_the_same_records_in_a_second_log_position_change_nothing(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    records = [a_record("1.91", 0), a_record("1.95", 1, 5), a_record("1.91", 2, 9)]
    await store(pool, Memory(10), records, Move(0, 3))
    await store(pool, Memory(10), records, Move(3, 6))
    assert await pool.fetchval("select count(*) from price_changes") == 4


async def test_what_the_memory_lacks_is_found_in_the_database(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    await store(pool, Memory(10), [a_record("1.91", 0)], Move(0, 1))
    await store(pool, Memory(10), [a_record("1.91", 1, 5)], Move(1, 2))
    assert await pool.fetchval("select count(*) from price_changes") == 2


async def test_after_the_log_was_replaced_history_stays_and_goes_on(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    await store(pool, Memory(10), [a_record("1.91", 40)], Move(0, 41))
    await pool.execute("select forget_log()")
    assert await find_positions(pool, [PARTITION]) == {PARTITION: 0}
    await store(pool, Memory(10), [a_record("1.95", 0, 60)], Move(0, 1))
    rows = await pool.fetch("select price from price_changes where selection = 'home' order by changed_at")
    assert [row["price"] for row in rows] == [Decimal("1.91"), Decimal("1.95")]


async def test_months_before_those_that_are_kept_are_dropped(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    long_ago = -timedelta(days=100).total_seconds()
    await store(pool, Memory(10), [a_record("1.91", 0, long_ago), a_record("1.95", 1)], Move(0, 2))
    clock = ManualClock()
    clock.advance((NOON - clock.now()).total_seconds())
    assert await drop_old(pool, 1, clock) == ["price_changes_2026_08"]
    assert await pool.fetchval("select count(*) from price_changes") == 1
    assert await drop_old(pool, 1, clock) == []


async def test_fair_prices_go_with_the_changes_behind_them_and_what_was_claimed_stays(
    pool: asyncpg.Pool,
) -> None:
    rows = [
        ("analytics.fair", "old", '{"closed": false}', timedelta(days=100)),
        ("analytics.fair", "close", '{"closed": true}', timedelta(days=100)),
        ("analytics.fair", "new", '{"closed": false}', timedelta(days=1)),
        ("analytics.fair", "deleted", None, timedelta(days=100)),
        ("analytics.refusals", "old", "{}", timedelta(days=100)),
        ("analytics.predictions", "old", "{}", timedelta(days=100)),
    ]
    await pool.executemany(
        "insert into analytics (topic, key, version, league_partition, written_at, value) "
        "values ($1, $2, 1, 0, $4, $3::jsonb)",
        [(topic, key, value, NOON - age) for topic, key, value, age in rows],
    )
    clock = ManualClock()
    clock.advance((NOON - clock.now()).total_seconds())
    await drop_old(pool, 1, clock)
    kept = await pool.fetch("select topic, key from analytics order by topic, key")
    assert [tuple(row) for row in kept] == [
        ("analytics.fair", "close"),
        ("analytics.fair", "new"),
        ("analytics.predictions", "old"),
    ]


async def test_an_observed_result_replaces_that_of_a_board(pool: asyncpg.Pool) -> None:
    await find_positions(pool, [PARTITION])
    await pool.execute(
        "insert into results (league, played_on, home, away, season, home_score, away_score, source) "
        "values ('nba', '2026-11-20', 'evt home', 'evt away', 2027, 99, 98, 'espn')"
    )
    event = read_event(an_event("evt", EventStatus.FINAL, score=101).model_dump_json().encode())
    await store(pool, Memory(10), [LogRecord("normalized.events", 0, 0, 1, event)], Move(0, 1))
    rows = await pool.fetch("select event_id, season, home_score, away_score, source from results")
    assert [tuple(row) for row in rows] == [("evt", 2027, 101, 101, "log")]
