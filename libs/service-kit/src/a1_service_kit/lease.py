"""A lease: the partitions of one assignment by Kafka's group, from the assignment to its revocation.

Only the broker knows whether a lease still holds, so the proof is a commit that it accepts: it checks member and
generation. A process that was paused for longer than its session is refused, before it asks or sends anything.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from enum import StrEnum
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from a1_service_kit.broker_errors import is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.readiness import Readiness

PROOF_VALID_S = 3.0
SILENT_AFTER_S = 5.0
STOP_WITHIN_S = 5.0

log = get_logger("a1.lease")

Work = Callable[[], Coroutine[Any, Any, None]]


class LeaseState(StrEnum):
    """Forward only: pending while its state is restored, owned, revoked for good."""

    PENDING = "pending"
    OWNED = "owned"
    REVOKED = "revoked"


class LeaseLostError(RuntimeError):
    """The lease is revoked, or the broker refused it: no effect may follow."""


class Lease:
    """The partitions of one assignment and the work done for them. `name` is its readiness condition: met while owned.

    `retry_unproven_s`: seconds between two tries of a commit that the broker does not answer. With None such a commit
    raises what the client raised.
    """

    def __init__(
        self,
        name: str,
        consumer: AIOKafkaConsumer,
        partitions: Iterable[TopicPartition],
        clock: Clock,
        readiness: Readiness,
        *,
        retry_unproven_s: float | None = None,
    ) -> None:
        self.consumer = consumer
        self.partitions = tuple(sorted(partitions))
        self.positions: dict[TopicPartition, int] = {}
        """Where the work stands in each partition; a proof commits these."""
        self.halted: set[TopicPartition] = set()
        """Partitions that stay paused until the end of this lease."""
        self.handed_over: dict[TopicPartition, int] = {}
        """Where partitions end that are paused because this process wrote their newest records itself."""
        self.revoked = asyncio.Event()
        self.error: BaseException | None = None
        """The first error of its own work, where that is what ended the lease."""
        self._name = name
        self._clock = clock
        self._readiness = readiness
        self._retry_unproven_s = retry_unproven_s
        self._accepted_at = float("-inf")
        self._outage = Outage("lease.unproven", clock, lease=name)
        self._question: asyncio.Task[None] | None = None
        self._asked_at = float("-inf")
        self._proving = asyncio.Lock()
        self._committing = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()
        self._enter(LeaseState.PENDING)

    def own(self) -> None:
        """The state is restored, so effects may begin. Raises LeaseLostError where the lease is revoked by now."""
        self._ensure_not_revoked()
        self._enter(LeaseState.OWNED)

    def revoke(self) -> None:
        """End the lease at once. Work under way goes on until `stop`."""
        self._enter(LeaseState.REVOKED)
        self.revoked.set()
        if self._question is not None:
            self._question.cancel()

    async def ensure_owned(self) -> None:
        """Returns when the broker has accepted a commit of this lease within the last 3 s; asks it where it has not.

        Raises LeaseLostError where the lease is revoked or the broker refuses.
        """
        if self.state is LeaseState.PENDING:
            raise RuntimeError(f"{self._name}: an effect before the restore is done")
        async with self._proving:
            while True:
                self._ensure_not_revoked()
                if self._clock.monotonic() - self._accepted_at <= PROOF_VALID_S:
                    return
                await self.commit(self.positions)

    async def ensure_not_refused(self) -> bool:
        """Return True when the broker has accepted a commit within the last 3 s, False where it gives no answer.

        Silence is no refusal: it is waited for 5 s once, and the question goes on beside until it is answered. A lease
        that was never accepted waits for the answer. Raises LeaseLostError where the lease is revoked or refused.
        """
        self._ensure_not_revoked()
        if self._accepted_at == float("-inf"):
            await self.ensure_owned()
            return True
        if self._clock.monotonic() - self._accepted_at <= PROOF_VALID_S:
            return True
        if self._question is None or self._question.done():
            self._question = asyncio.create_task(self.ensure_owned())
            self._question.add_done_callback(_retrieve)
            self._asked_at = self._clock.monotonic()
        question = self._question
        left_s = self._asked_at + SILENT_AFTER_S - self._clock.monotonic()
        if left_s > 0:
            timer = asyncio.ensure_future(self._clock.sleep(left_s))
            try:
                await asyncio.wait({timer, question}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                timer.cancel()
        self._ensure_not_revoked()
        if not question.done():
            return False
        question.result()
        return True

    def doubt(self) -> None:
        """Forget what the broker accepted: the next `ensure_owned` asks it."""
        self._accepted_at = float("-inf")

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Commit these offsets, one commit after the other. A rejection ends the lease and raises LeaseLostError; an
        outage is retried in place.
        """
        async with self._committing:
            began_at = await self._committed(offsets)
            self._accepted_at = began_at
            self.positions |= offsets

    async def _committed(self, offsets: Mapping[TopicPartition, int]) -> float:
        """Return when the try began that the broker accepted."""
        while True:
            began_at = self._clock.monotonic()
            try:
                await self.consumer.commit(dict(offsets))
            except (CommitFailedError, IllegalStateError) as error:
                log.warning("lease.refused", lease=self._name, error=type(error).__name__, partitions=self._numbers())
                self.revoke()
                raise LeaseLostError(str(error)) from error
            except KafkaError as error:
                if self._retry_unproven_s is None or not is_outage(error):
                    raise
                self._outage.note(error)
                await self._clock.sleep(self._retry_unproven_s)
                self._ensure_not_revoked()
            else:
                self._outage.end()
                return began_at

    def halt(self, partition: TopicPartition) -> None:
        """Pause a partition until the end of the lease."""
        self.halted.add(partition)
        self.consumer.pause(partition)

    async def run(self, batch: Work) -> bool:
        """Do one batch to its end; False where it was not begun, was cancelled or failed. Never raises.

        Any error of the batch has ended the lease by the return.
        """
        if self.state is not LeaseState.OWNED:
            return False
        task = self.start(batch)
        try:
            await asyncio.wait({task})
        finally:
            task.cancel()
        return not task.cancelled() and task.exception() is None

    def start(self, work: Work) -> asyncio.Task[None]:
        """Begin work that `stop` waits for. Its error ends the lease and becomes the lease's."""
        task = asyncio.create_task(work())
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """Wait for the work under way, at most 5 s, then cancel what is left of it."""
        timer = asyncio.ensure_future(self._clock.sleep(STOP_WITHIN_S))
        try:
            while self._under_way and not timer.done():
                await asyncio.wait({timer, *self._under_way}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
        if self._under_way:
            log.warning("lease.slow-stop", lease=self._name, partitions=self._numbers())
        for task in self._under_way:
            task.cancel()

    async def stopped(self) -> None:
        """Returns when no work is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def _enter(self, state: LeaseState) -> None:
        self.state = state
        self._readiness.mark(self._name, ready=state is LeaseState.OWNED)

    def _ensure_not_revoked(self) -> None:
        if self.state is LeaseState.REVOKED:
            raise LeaseLostError(f"{self._name}: the lease is revoked")

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Runs before anything that waits for the task, so nothing can begin between its error and the lease's end."""
        self._under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is None or _is_loss(error):
            return
        if self.state is LeaseState.REVOKED:
            log.warning("lease.work-failed", lease=self._name, exc_info=error)
            return
        self.error = error
        self.revoke()

    def _numbers(self) -> list[int]:
        return sorted({each.partition for each in self.partitions})


def _retrieve(question: asyncio.Task[None]) -> None:
    """Retrieve the error of a question that nothing awaits by now."""
    if not question.cancelled():
        question.exception()


def _is_loss(error: BaseException) -> bool:
    """Whether an error, or all of a group, says that the lease is lost."""
    if isinstance(error, BaseExceptionGroup):
        return all(_is_loss(each) for each in error.exceptions)
    return isinstance(error, LeaseLostError)
