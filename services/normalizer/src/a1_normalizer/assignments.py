"""Which partitions this process owns, and that it still does.

Every assignment begins with a restore: partitions are paused before anything else is awaited, and resume when it has
reached the ends noted at its start. Restoring inside the listener would send no heartbeats and swallow exceptions.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness

_PROOF_AFTER_S = 3.0
_REVOCATION_WITHIN_S = 5.0

Restore = Callable[[AIOKafkaConsumer, frozenset[TopicPartition]], Awaitable[None]]
"""Finds the state of these partitions; raises where it cannot, and the process ends."""


class NotOwnerError(RuntimeError):
    """The broker no longer takes this process for the owner of its partitions."""


class Assignments(ConsumerRebalanceListener):
    """The listener of one consumer, with the lock under which its batches are handled."""

    def __init__(self, name: str, clock: Clock, readiness: Readiness, restore: Restore) -> None:
        self.lock = asyncio.Lock()
        self.consumer_of: Callable[[], AIOKafkaConsumer | None] = lambda: None
        self.failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Set with an exception when the process must give up."""
        self._name = name
        self._clock = clock
        self._readiness = readiness
        self._restore = restore
        self._restored: frozenset[TopicPartition] = frozenset()
        self._restoring: asyncio.Task[None] | None = None
        self._handled: dict[TopicPartition, int] = {}
        self._proven_at = float("-inf")
        self._handling: asyncio.Task[None] | None = None
        self._logger = get_logger("a1.assignments")
        readiness.mark(name, ready=False)

    async def on_partitions_revoked(  # pyright: ignore[reportIncompatibleMethodOverride] - aiokafka awaits it
        self,
        revoked: Iterable[TopicPartition],  # noqa: ARG002 - eager assignment: all of them
    ) -> None:
        """Ownership ends at once; a batch under way may finish for a while, then it is given up without a commit."""
        self._restored = frozenset()
        self._readiness.mark(self._name, ready=False)
        if self._restoring is not None:
            self._restoring.cancel()
        handling = self._handling
        if handling is not None and not handling.done():
            await asyncio.wait({handling}, timeout=_REVOCATION_WITHIN_S)
            handling.cancel()

    async def on_partitions_assigned(  # pyright: ignore[reportIncompatibleMethodOverride] - aiokafka awaits it
        self, assigned: Iterable[TopicPartition]
    ) -> None:
        """Pause, and restore in a task of its own."""
        partitions = frozenset(assigned)
        consumer = self.open_consumer()
        consumer.pause(*partitions)
        self._restored = frozenset()
        self._restoring = asyncio.create_task(self._restore_all(consumer, partitions))

    async def fresh(self, records: Sequence[ConsumerRecord]) -> list[ConsumerRecord]:
        """The records that belong to restored partitions and to the present assignment.

        A batch that was fetched before a rebalance and comes to its turn after it would be handled ahead of what lies
        between; then the consumer's position is not the one that the batch left, and the records come again.
        """
        consumer = self.open_consumer()
        current = {
            partition
            for partition, end in ends_of(records).items()
            if partition in self._restored and await _position(consumer, partition) == end
        }
        return [record for record in records if (record.topic, record.partition) in current]

    async def prove(self, records: Sequence[ConsumerRecord]) -> None:
        """Prove ownership before effects, where the last proof is too old; raises NotOwnerError."""
        if self._clock.monotonic() - self._proven_at <= _PROOF_AFTER_S:
            return
        starts: dict[TopicPartition, int] = {}
        for record in records:
            starts.setdefault(TopicPartition(record.topic, record.partition), record.offset)
        await self.commit(starts)

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        """Commit these offsets; the broker checks member and generation. Raises NotOwnerError where it refuses."""
        began = self._clock.monotonic()
        try:
            await self.open_consumer().commit(offsets)
        except (CommitFailedError, IllegalStateError) as error:
            self._restored = frozenset()
            self._logger.warning("ownership.lost", half=self._name, error=type(error).__name__)
            raise NotOwnerError(str(error)) from error
        self._proven_at = began
        self._handled |= offsets

    async def run(self, batch: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Handle a batch under the lock, in a task that a revocation can cancel; False where ownership was lost.

        Never raises: a fault that is not the data's makes the process give up, without a commit.
        """
        async with self.lock:
            self._handling = asyncio.create_task(batch())
            await asyncio.wait({self._handling})
            handled, self._handling = self._handling, None
        if handled.cancelled():
            return False
        error = handled.exception()
        if error is not None and not isinstance(error, NotOwnerError):
            self.give_up(error)
        return error is None

    def lag(self) -> int:
        """Records behind the ends that the broker last told of."""
        consumer = self.consumer_of()
        if consumer is None:
            return 0
        ends = {partition: consumer.highwater(partition) for partition in consumer.assignment()}
        return sum(max(0, (end or 0) - self._handled.get(partition, end or 0)) for partition, end in ends.items())

    def give_up(self, error: BaseException) -> None:
        """The process must end, without a commit."""
        if not self.failure.done():
            self.failure.set_exception(error)

    async def _restore_all(self, consumer: AIOKafkaConsumer, partitions: frozenset[TopicPartition]) -> None:
        try:
            async with self.lock:
                await self._restore(consumer, partitions)
                self._proven_at = float("-inf")
                self._restored = partitions
                consumer.resume(*partitions)
                self._readiness.mark(self._name, ready=True)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - reported to the program, which ends
            self.give_up(error)

    def open_consumer(self) -> AIOKafkaConsumer:
        """The consumer whose assignments these are."""
        consumer = self.consumer_of()
        if consumer is None:
            raise RuntimeError("the consumer is not open")
        return consumer


def ends_of(records: Iterable[ConsumerRecord]) -> dict[TopicPartition, int]:
    """The offset after the last of these records, for each of their partitions."""
    last = {(record.topic, record.partition): record.offset for record in records}
    return {TopicPartition(*partition): offset + 1 for partition, offset in last.items()}


async def _position(consumer: AIOKafkaConsumer, partition: TopicPartition) -> int | None:
    try:
        return await consumer.position(partition)
    except (IllegalStateError, KafkaError):
        return None
