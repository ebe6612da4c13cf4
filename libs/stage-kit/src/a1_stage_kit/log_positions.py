"""Where the committed offsets lie in the log: a lease begins where both agree."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition

from a1_service_kit.kafka import log_bounds
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.log_replaced import LogReplacedError


class Expired(NamedTuple):
    """Records that retention deleted before they were handled: those from the committed offset to the log's start."""

    committed: int
    start: int


class LogPositions(NamedTuple):
    """The ends of a lease's partitions, and what is committed in them."""

    ends: dict[TopicPartition, int]
    committed: dict[TopicPartition, int]
    """Only of partitions in which something is committed."""
    expired: dict[TopicPartition, Expired]


async def find_positions(
    kafka: KafkaSettings, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]
) -> LogPositions:
    """Raises LogReplacedError where a committed offset is beyond the end."""
    bounds = await log_bounds(kafka, partitions)
    offsets = await asyncio.gather(*[consumer.committed(partition) for partition in partitions])
    committed = {each: offset for each, offset in zip(partitions, offsets, strict=True) if offset is not None}
    expired: dict[TopicPartition, Expired] = {}
    for partition, offset in committed.items():
        start, end = bounds[partition]
        if offset > end:
            raise LogReplacedError(f"{partition.topic}/{partition.partition} was read to {offset}")
        if offset < start:
            expired[partition] = Expired(offset, start)
    return LogPositions({each: end for each, (_, end) in bounds.items()}, committed, expired)
