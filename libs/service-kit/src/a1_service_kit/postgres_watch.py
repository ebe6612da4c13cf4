"""Watches PostgreSQL, by asking it every second. Apart from `postgres`, which a service without Kafka imports."""

from typing import Never

import asyncpg
from prometheus_client import Gauge

from a1_service_kit.postgres import POSTGRES, is_away
from a1_service_kit.program import Runtime
from a1_service_kit.watching import EVERY_S, WITHIN_S, Connection


def postgres_connection(runtime: Runtime) -> Connection:
    """Return the connection to PostgreSQL, not answering yet."""
    gauge = Gauge("a1_postgres_connected", "1 while PostgreSQL answers, else 0.", registry=runtime.registry)
    return Connection(POSTGRES, gauge, runtime)


async def watch_postgres(runtime: Runtime, pool: asyncpg.Pool, connection: Connection) -> Never:
    """Ask PostgreSQL until cancelled: one that hangs would be noticed by its writer after a minute."""
    while True:
        try:
            async with pool.acquire(timeout=WITHIN_S) as asked:
                await asked.fetchval("select 1", timeout=WITHIN_S)
        except Exception as error:
            if not is_away(error):
                raise
            connection.note(error)
        else:
            connection.note(None)
        await runtime.clock.sleep(EVERY_S)
