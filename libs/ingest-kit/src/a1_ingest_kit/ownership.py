"""Which leagues this replica asks for: whoever Kafka assigns a partition of `polls.<provider>` owns its leagues.

A tenure lasts from an assignment to its revocation. Before an effect its holder proves that the group still counts on
it: a commit that the broker accepts. A replica that was paused for longer than its session learns it that way, before
it asks or sends anything.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata

from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.ownership")

PROOF_LASTS_S = 3.0
STOP_WITHIN_S = 5.0
RETRY_S = 0.5


class Tenure:
    """The partitions of one assignment, until it is over."""

    def __init__(self, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], clock: Clock) -> None:
        self.partitions = tuple(sorted(partitions, key=lambda each: each.partition))
        self.positions = dict.fromkeys(self.partitions, 0)
        """Where the restore ended; committing these is the proof."""
        self.over = asyncio.Event()
        self.stopped = asyncio.Event()
        self._consumer = consumer
        self._clock = clock
        self._accepted_at: float | None = None
        self._proving = asyncio.Lock()

    async def prove(self) -> None:
        """Returns when the group has confirmed this tenure within the last seconds.

        When it has refused, this ends the tenure and never returns: whoever waits here is about to be cancelled.
        """
        await self._confirm()
        if self.over.is_set():
            await asyncio.Event().wait()

    async def _confirm(self) -> None:
        async with self._proving:
            while not self.over.is_set():
                began_at = self._clock.monotonic()
                if self._accepted_at is not None and began_at - self._accepted_at <= PROOF_LASTS_S:
                    return
                try:
                    await self._consumer.commit(
                        {each: OffsetAndMetadata(offset, "") for each, offset in self.positions.items()}
                    )
                except (CommitFailedError, IllegalStateError):
                    log.warning("ownership.refused", partitions=[each.partition for each in self.partitions])
                    self.over.set()
                except KafkaError as error:
                    log.warning("ownership.unproven", error=type(error).__name__)
                    await self._clock.sleep(RETRY_S)
                else:
                    self._accepted_at = began_at


class Tenures(ConsumerRebalanceListener):
    """Follows the group's assignments, one tenure after another."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._consumer: AIOKafkaConsumer | None = None
        self._current: Tenure | None = None
        self._begun: asyncio.Queue[Tenure] = asyncio.Queue()

    def follow(self, consumer: AIOKafkaConsumer, topic: str) -> None:
        """Join the group; assignments arrive from now on."""
        self._consumer = consumer
        consumer.subscribe([topic], listener=self)

    async def on_partitions_revoked(  # pyright: ignore[reportIncompatibleMethodOverride] # it may be async
        self, revoked: Sequence[TopicPartition]
    ) -> None:
        """End the tenure, and wait a little for its work to stop, so that the successor finds all it did."""
        tenure, self._current = self._current, None
        if tenure is None:
            return
        tenure.over.set()
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                await tenure.stopped.wait()
        except TimeoutError:
            log.warning("ownership.stop-was-slow", partitions=len(revoked))

    async def on_partitions_assigned(  # pyright: ignore[reportIncompatibleMethodOverride] # it may be async
        self, assigned: Sequence[TopicPartition]
    ) -> None:
        """Begin a tenure. Its restore runs elsewhere: here it would hold up the heartbeats."""
        consumer = self._consumer
        if consumer is None:
            return
        consumer.pause(*assigned)
        self._current = Tenure(consumer, assigned, self._clock)
        self._begun.put_nowait(self._current)

    async def serve(self, work: Callable[[Tenure], Awaitable[None]]) -> None:
        """Do the work of each tenure until it is over. What the work raises, this raises."""
        while True:
            tenure = await self._begun.get()
            task = asyncio.ensure_future(work(tenure))
            over = asyncio.ensure_future(tenure.over.wait())
            try:
                await asyncio.wait((task, over), return_when=asyncio.FIRST_COMPLETED)
                if task.done():
                    task.result()
                    await over
            finally:
                over.cancel()
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                tenure.stopped.set()


async def keep_membership(consumer: AIOKafkaConsumer) -> None:
    """Read nothing, for ever: a member whose partitions are paused still has to be seen fetching."""
    while True:
        await consumer.getmany(timeout_ms=1000)
