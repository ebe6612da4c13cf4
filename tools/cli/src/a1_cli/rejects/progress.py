"""A line of progress on standard error while much is read or sent; nothing where that is no terminal."""

from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from typing import TypeVar

from aiokafka import TopicPartition

from a1_cli.progress_line import progress_line
from a1_service_kit.kafka import log_bounds
from a1_service_kit.settings import KafkaSettings

Item = TypeVar("Item")


async def counted(
    kafka: KafkaSettings, partitions: Sequence[TopicPartition], items: AsyncIterable[Item], description: str
) -> AsyncGenerator[Item]:
    """Yield the items and show how many of the partitions' offsets they are."""
    bounds = await log_bounds(kafka, partitions)
    with progress_line() as line:
        task = line.add_task(description, total=sum(end - start for start, end in bounds.values()))
        async for item in items:
            line.advance(task)
            yield item
