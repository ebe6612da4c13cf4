"""Drops changes that are older than history is kept for, and the fair prices and refusals that followed from them."""

from typing import Never

import asyncpg

from a1_historian.ledgers import PRICES, PROPS
from a1_historian.partitions import drop_partitions, month_of
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import analytics_topic
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.postgres import is_away

_EVERY_S = 3600.0
_OF_CHANGES = [analytics_topic(kind) for kind in (AnalyticsKind.FAIR, AnalyticsKind.REFUSALS)]
"""What follows from each change. What was claimed, and what became of it, stays; and so do closing prices."""
log = get_logger("a1.retention")


async def keep_months(pool: asyncpg.Pool, months: int, clock: Clock) -> Never:
    """Drop each hour what is too old, until cancelled. An outage leaves it to the next hour."""
    while True:
        try:
            for table in await drop_old(pool, months, clock):
                log.info("partition.dropped", table=table)
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("retention.put-off", error=type(error).__name__)
        await clock.sleep(_EVERY_S)


async def drop_old(pool: asyncpg.Pool, months: int, clock: Clock) -> list[str]:
    """Drop the partitions before this many whole months, and what sources and analytics said before them.

    Returns the names of the partitions.
    """
    first_kept = month_of(clock.now()).before(months)
    async with pool.acquire() as connection:
        dropped = [
            name for ledger in (PRICES, PROPS) for name in await drop_partitions(connection, ledger.changes, first_kept)
        ]
        await connection.execute("delete from source_spans where valid_until < $1", first_kept.begins)
        await connection.execute(
            "delete from analytics "
            "where topic = any($1) and written_at < $2 and value->>'closed' is distinct from 'true'",
            _OF_CHANGES,
            first_kept.begins,
        )
    return dropped
