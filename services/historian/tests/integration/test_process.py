"""The historian's process: what it stores, and what is left after it or its database was killed."""

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import psutil
from services.historian.tests.integration.log_writer import (
    LogWriter,
    a_status,
    an_event,
    of_event,
    of_odds,
    of_status,
    some_odds,
)

from a1_schemas.vocabulary import EventStatus
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import ServerError, free_port, run_postgres
from a1_testkit.waiting import wait_until

Runner = Callable[..., AbstractContextManager[Any]]
CHANGES = "select count(*) from price_changes"


async def count(url: str, sql: str, *parameters: object) -> int:
    """The count that a query gives; -1 while the database is away."""
    try:
        connection = await asyncpg.connect(url, timeout=5)
        try:
            return await connection.fetchval(sql, *parameters)
        finally:
            await connection.close()
    except (asyncpg.PostgresError, OSError, TimeoutError):
        return -1


async def test_a_started_game_gets_its_closing_price_with_evidence(
    empty_kafka: KafkaSettings, postgres_url: str, run_historian: Runner
) -> None:
    log = LogWriter(empty_kafka)
    await log.publish([of_status(a_status()), of_event(an_event("evt_a", EventStatus.SCHEDULED))])
    await log.publish([of_odds(some_odds("evt_a", "1.91", 1)), of_odds(some_odds("evt_a", "1.95", 30))])
    await log.publish(
        [of_event(an_event("evt_a", EventStatus.LIVE, 60)), of_odds(some_odds("evt_a", "3.5", 90))],
    )
    await log.publish([of_event(an_event("evt_b", EventStatus.LIVE, 60)), of_odds(some_odds("evt_b", "1.5", 61))])
    with run_historian(empty_kafka, postgres_url) as historian:
        await wait_until(historian.is_ready, within=30)
        await wait_until(lambda: _is_count(postgres_url, "select count(*) from events where sealed_at is not null", 2))
    connection = await asyncpg.connect(postgres_url)
    closes = await connection.fetch(
        "select event_id, selection, price::text, reason, evidence->>'start_observed' as observed from closes "
        "order by event_id, selection"
    )
    await connection.close()
    assert [tuple(row) for row in closes] == [
        ("evt_a", "away", "2.05", None, "scheduled-start"),
        ("evt_a", "home", "1.95", None, "scheduled-start"),
        ("evt_b", "", None, "no-close", "already-begun"),
    ]


async def test_a_historian_that_is_killed_loses_and_doubles_nothing(
    empty_kafka: KafkaSettings, postgres_url: str, run_historian: Runner
) -> None:
    log = LogWriter(empty_kafka)
    published = 0
    for round_ in range(3):
        with run_historian(empty_kafka, postgres_url) as historian:
            await wait_until(historian.is_ready, within=30)
            for part in range(10):
                published += await log.publish(_moves(round_ * 10 + part))
            await wait_until(partial(_is_above, postgres_url, published // 3), within=30)
            os.kill(historian.process.pid, signal.SIGKILL)
            historian.process.wait()
    with run_historian(empty_kafka, postgres_url):
        await wait_until(lambda: _is_count(postgres_url, CHANGES, published + 20), within=60)
    assert (
        await count(postgres_url, "select count(distinct (log_offset, ordinal)) from price_changes") == published + 20
    )
    assert await count(postgres_url, "select sum(changes) from quotes") == published + 20


async def test_a_database_that_is_killed_is_waited_for_and_nothing_is_lost(
    empty_kafka: KafkaSettings, run_historian: Runner
) -> None:
    log, port = LogWriter(empty_kafka), free_port()
    with TemporaryDirectory(prefix="a1-postgres-") as folder, ExitStack() as stack:
        data = Path(folder) / "data"
        killed = ExitStack()
        url = killed.enter_context(run_postgres(data, port=port))
        historian = stack.enter_context(run_historian(empty_kafka, url))
        await wait_until(historian.is_ready, within=30)
        published = await log.publish(_moves(0))
        await wait_until(partial(_is_above, url, 5), within=30)
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        killed.close()
        published += await log.publish(_moves(1))
        await wait_until(partial(_is_missing, historian, "postgres"), within=30)
        await wait_until(partial(_is_started, stack, data, port), within=60)
        await wait_until(partial(_is_count, url, CHANGES, published + 20), within=60)
        await wait_until(historian.is_ready, within=30)


async def test_a_database_that_hangs_is_named_within_seconds(empty_kafka: KafkaSettings, run_historian: Runner) -> None:
    with (
        TemporaryDirectory(prefix="a1-postgres-") as folder,
        run_postgres(Path(folder) / "data") as url,
        run_historian(empty_kafka, url) as historian,
    ):
        await wait_until(historian.is_ready, within=30)
        postmaster = psutil.Process(int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0]))
        frozen = [postmaster, *postmaster.children(recursive=True)]
        for process in frozen:
            process.suspend()
        try:
            await wait_until(partial(_is_missing, historian, "postgres"), within=10)
        finally:
            for process in frozen:
                process.resume()
        await wait_until(historian.is_ready, within=30)


def _moves(number: int):
    """Twenty games whose home price differs from that of the round before."""
    return [of_odds(some_odds(f"evt_{game}", f"1.{100 + number}", number)) for game in range(20)]


async def _is_count(url: str, sql: str, wanted: int) -> bool:
    return await count(url, sql) == wanted


async def _is_above(url: str, wanted: int) -> bool:
    return await count(url, CHANGES) > wanted


async def _is_missing(historian: Any, condition: str) -> bool:
    return condition in (await historian.missing() or [])


def _is_started(stack: ExitStack, data: Path, port: int) -> bool:
    """Start the database again; False while children of the killed one still hold its memory."""
    try:
        stack.enter_context(run_postgres(data, port=port))
    except ServerError:
        return False
    return True
