"""One batch at a time, of the lease under which its records were fetched."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from a1_service_kit.broker_errors import final, is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease, LeaseState
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.readiness import Readiness
from a1_service_kit.resting import Resting
from a1_stage_kit.stage_metrics import StageMetrics

_RETRY_UNPROVEN_S = 1.0

log = get_logger("a1.batches")

Restore = Callable[[Lease], Awaitable[None]]
"""Finds the state of a lease's partitions, and halts those that may not go on.

It is repeated while the broker is away; where it raises anything else, the process ends.
"""
Handle = Callable[[Lease, list[ConsumerRecord]], Coroutine[Any, Any, None]]
"""Does the effects of these records, and commits them."""


class Batches:
    """The work of one consumer: each lease begins with a restore, and batches wait for it.

    With `resting_every_s` partitions without records, and those of `patient` topics, are fetched so often; 0 is with
    every fetch.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        readiness: Readiness,
        restore: Restore,
        metrics: StageMetrics,
        *,
        resting_every_s: float = 0,
        patient: Collection[str] = (),
    ) -> None:
        self.listener = LeaseListener(
            name,
            clock,
            readiness,
            retry_unproven_s=_RETRY_UNPROVEN_S,
            on_grant=metrics.rebalances.labels(name).inc,
        )
        metrics.leases.labels(name).set_function(lambda: len(self.held))
        self._restore_seconds = metrics.restore_seconds.labels(name)
        self._name = name
        self._clock = clock
        self._resting_every_s = resting_every_s
        self._patient = patient
        self._restore = restore
        self._outage = Outage("restore.retried", clock, half=name)
        self._floor: dict[TopicPartition, int] = {}
        self._lock = asyncio.Lock()

    async def serve(self) -> None:
        """Restore each lease, for ever. Raises what a restore or a batch raised: the process has to end."""
        await self.listener.serve(self._begin)

    async def run(self, fetched: Sequence[ConsumerRecord], handle: Handle) -> bool:
        """Handle the fresh records of a batch; False where the lease is lost. Never raises."""
        async with self._lock:
            lease = self.listener.lease
            return lease is not None and await lease.run(lambda: self._take(lease, fetched, handle))

    async def between(self, work: Callable[[Lease], Coroutine[Any, Any, None]]) -> bool:
        """Do work of the lease while no batch is handled; False where the lease is lost. Never raises."""
        async with self._lock:
            lease = self.listener.lease
            return lease is not None and await lease.run(lambda: work(lease))

    @property
    def is_busy(self) -> bool:
        """Whether a batch or a restore is under way."""
        return self._lock.locked()

    @property
    def held(self) -> tuple[TopicPartition, ...]:
        """The partitions whose records are handled now."""
        lease = self.listener.lease
        return lease.partitions if lease is not None and lease.state is LeaseState.OWNED else ()

    async def _begin(self, lease: Lease) -> None:
        async with self._lock:
            with self._restore_seconds.time():
                await self._until_restored(lease)
            self._floor = {each: await _position(lease.consumer, each) or 0 for each in lease.partitions}
            lease.own()
            log.info(
                "partitions.restored", half=self._name, partitions=sorted({each.partition for each in lease.partitions})
            )
            lease.consumer.resume(*followed(lease))
        if self._resting_every_s:
            resting = Resting(lease.consumer, lambda: followed(lease), self._resting_every_s, patient=self._patient)
            await resting.run(self._clock)

    async def _until_restored(self, lease: Lease) -> None:
        while True:
            try:
                await self._restore(lease)
            except (KafkaError, TimeoutError, OSError) as error:
                if not is_outage(error):
                    raise final(error)  # noqa: B904 - where no setting is the cause, it is the same error
                await self._outage.wait(error)
            else:
                self._outage.end()
                return

    async def _take(self, lease: Lease, fetched: Sequence[ConsumerRecord], handle: Handle) -> None:
        floor, self._floor = self._floor, {}
        records = await fresh(lease, fetched, floor)
        if records:
            for partition, start in starts_of(records).items():  # what was read before may not be done
                lease.positions[partition] = min(start, lease.positions.get(partition, start))
            await handle(lease, records)


def followed(lease: Lease) -> frozenset[TopicPartition]:
    """The partitions that a lease reads."""
    if lease.state is LeaseState.REVOKED:
        return frozenset()
    return frozenset(lease.partitions) - lease.halted - lease.handed_over.keys()


async def fresh(
    lease: Lease, records: Sequence[ConsumerRecord], floor: Mapping[TopicPartition, int]
) -> list[ConsumerRecord]:
    """The records that were fetched under this lease, of partitions that are not halted.

    A batch that was fetched before a rebalance and is handed over after it, as the first one of the lease, would be
    handled ahead of what lies between. It ends beyond the consumer's position, or begins below `floor`, the positions
    at which the lease began. A batch of this lease ends at the position or before it: transactions and compaction
    leave holes in the offsets, over which the position moves.
    """
    current = set[TopicPartition]()
    starts, ends = starts_of(records), ends_of(records)
    for partition, end in ends.items():
        if partition not in lease.partitions or partition in lease.halted:
            continue
        position = await _position(lease.consumer, partition)
        if position is not None and position >= end and starts[partition] >= floor.get(partition, 0):
            current.add(partition)
    if len(current) == len(ends):
        return list(records)
    return [record for record in records if (record.topic, record.partition) in current]


def starts_of(records: Sequence[ConsumerRecord]) -> dict[TopicPartition, int]:
    """The offset of the first of these records, for each of their partitions."""
    first = {(record.topic, record.partition): record.offset for record in reversed(records)}
    return {TopicPartition(*partition): offset for partition, offset in first.items()}


def ends_of(records: Iterable[ConsumerRecord]) -> dict[TopicPartition, int]:
    """The offset after the last of these records, for each of their partitions."""
    last = {(record.topic, record.partition): record.offset for record in records}
    return {TopicPartition(*partition): offset + 1 for partition, offset in last.items()}


async def _position(consumer: AIOKafkaConsumer, partition: TopicPartition) -> int | None:
    try:
        return await consumer.position(partition)
    except (IllegalStateError, KafkaError):
        return None
