"""Where the log was read to, as the database says."""

from collections.abc import Iterable

import asyncpg
from aiokafka import TopicPartition


async def find_positions(pool: asyncpg.Pool, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
    """Return the next offset of each of these partitions; 0 for one that was never read, which is then on record."""
    wanted = sorted(partitions)
    if not wanted:
        return {}
    topics, numbers = zip(*wanted, strict=True)
    await pool.execute(
        "insert into positions (topic, partition, next_offset) "
        "select topic, partition, 0 from unnest($1::text[], $2::smallint[]) as asked (topic, partition) "
        "on conflict do nothing",
        topics,
        numbers,
    )
    rows = await pool.fetch(
        "select topic, partition, next_offset from positions join unnest($1::text[], $2::smallint[]) "
        "as asked (topic, partition) using (topic, partition)",
        topics,
        numbers,
    )
    return {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}
