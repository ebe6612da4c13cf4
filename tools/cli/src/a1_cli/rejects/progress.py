"""A line of progress on standard error while much is read or sent; nothing where that is no terminal."""

from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from typing import TypeVar

from aiokafka import TopicPartition
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from a1_service_kit.kafka import log_bounds
from a1_service_kit.settings import KafkaSettings

Item = TypeVar("Item")


def progress_line() -> Progress:
    """Return a progress line, shown while it is entered."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


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
