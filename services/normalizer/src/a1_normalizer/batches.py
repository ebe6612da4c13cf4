"""One batch at a time, of the lease under which its records were fetched."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.readiness import Readiness

Restore = Callable[[Lease], Awaitable[None]]
"""Finds the state of a lease's partitions; raises where it cannot, and the process ends."""
Handle = Callable[[Lease, list[ConsumerRecord]], Coroutine[Any, Any, None]]
"""Does the effects of these records, and commits them."""


class Batches:
    """The work of one consumer: each lease begins with a restore, and batches wait for it."""

    def __init__(self, name: str, clock: Clock, readiness: Readiness, restore: Restore) -> None:
        self.listener = LeaseListener(name, clock, readiness)
        self._restore = restore
        self._lock = asyncio.Lock()

    async def serve(self) -> None:
        """Restore each lease, for ever. Raises what a restore or a batch raised: the process has to end."""
        await self.listener.serve(self._begin)

    async def run(self, fetched: Sequence[ConsumerRecord], handle: Handle) -> bool:
        """Handle the fresh records of a batch; False where the lease is lost. Never raises."""
        async with self._lock:
            lease = self.listener.lease
            return lease is not None and await lease.run(lambda: _handle(lease, fetched, handle))

    def lag(self) -> int:
        """Records behind the ends that the broker last reported, in the partitions handled under this lease."""
        return 0 if self.listener.lease is None else self.listener.lease.lag()

    @property
    def is_busy(self) -> bool:
        """Whether a batch or a restore is under way."""
        return self._lock.locked()

    async def _begin(self, lease: Lease) -> None:
        async with self._lock:
            await self._restore(lease)
            lease.own()
            lease.consumer.resume(*lease.partitions)


async def _handle(lease: Lease, fetched: Sequence[ConsumerRecord], handle: Handle) -> None:
    records = await fresh(lease, fetched)
    if records:
        lease.positions |= starts_of(records)
        await handle(lease, records)


async def fresh(lease: Lease, records: Sequence[ConsumerRecord]) -> list[ConsumerRecord]:
    """The records of the lease's partitions that end at the consumer's position.

    A batch that was fetched before a rebalance and is handed over after it would be handled ahead of what lies between;
    then the consumer's position is not the one that the batch left, and the records come again.
    """
    current = {
        partition
        for partition, end in ends_of(records).items()
        if partition in lease.partitions and await _position(lease.consumer, partition) == end
    }
    return [record for record in records if (record.topic, record.partition) in current]


def starts_of(records: Iterable[ConsumerRecord]) -> dict[TopicPartition, int]:
    """The offset of the first of these records, for each of their partitions."""
    starts: dict[TopicPartition, int] = {}
    for record in records:
        starts.setdefault(TopicPartition(record.topic, record.partition), record.offset)
    return starts


def ends_of(records: Iterable[ConsumerRecord]) -> dict[TopicPartition, int]:
    """The offset after the last of these records, for each of their partitions."""
    last = {(record.topic, record.partition): record.offset for record in records}
    return {TopicPartition(*partition): offset + 1 for partition, offset in last.items()}


async def _position(consumer: AIOKafkaConsumer, partition: TopicPartition) -> int | None:
    try:
        return await consumer.position(partition)
    except (IllegalStateError, KafkaError):
        return None
