"""Follows a group's assignments: one lease after another, its restore and work outside the client's callbacks."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Never

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition

from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness

LeaseWork = Callable[[Lease], Coroutine[Any, Any, None]]
"""Restores what the lease needs, calls `own`, then works or returns; cancelled at the revocation."""


class LeaseListener(ConsumerRebalanceListener):
    """The listener of one consumer. `name` is the readiness condition of its leases; `on_grant` is called for each.

    aiokafka awaits its methods while the group waits, sends no heartbeats meanwhile and swallows their exceptions.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        readiness: Readiness,
        *,
        retry_unproven_s: float | None = None,
        on_grant: Callable[[], object] = lambda: None,
    ) -> None:
        self.consumer_of: Callable[[], AIOKafkaConsumer | None] = lambda: None
        """To be set before the consumer subscribes."""
        self.lease: Lease | None = None
        """The newest one, until its revocation."""
        self._name = name
        self._clock = clock
        self._readiness = readiness
        self._retry_unproven_s = retry_unproven_s
        self._on_grant = on_grant
        self._granted: asyncio.Queue[Lease] = asyncio.Queue()
        readiness.mark(name, ready=False)

    async def on_partitions_revoked(  # pyright: ignore[reportIncompatibleMethodOverride] - aiokafka awaits it
        self,
        revoked: Iterable[TopicPartition],  # noqa: ARG002 - eager assignment: all of them
    ) -> None:
        """End the lease, and wait a little for its work, so that the successor finds all it did."""
        lease, self.lease = self.lease, None
        if lease is not None:
            lease.revoke()
            await lease.stop()

    async def on_partitions_assigned(  # pyright: ignore[reportIncompatibleMethodOverride] - aiokafka awaits it
        self, assigned: Iterable[TopicPartition]
    ) -> None:
        """Pause the partitions before anything is awaited, and grant the lease to `serve`."""
        consumer = self.consumer_of()
        if consumer is None:
            raise RuntimeError(f"{self._name}: the consumer is not open")
        self.lease = Lease(
            self._name, consumer, assigned, self._clock, self._readiness, retry_unproven_s=self._retry_unproven_s
        )
        consumer.pause(*self.lease.partitions)
        self._granted.put_nowait(self.lease)
        self._on_grant()

    async def serve(self, work: LeaseWork) -> Never:
        """Do the work of each lease until its revocation, one lease after another.

        Raises the error of a lease's work: nothing of it was committed, and the process has to end.
        """
        while True:
            lease = await self._granted.get()
            task = lease.start(lambda lease=lease: work(lease))
            try:
                await lease.revoked.wait()
            finally:
                task.cancel()
                await lease.stopped()
            if lease.error is not None:
                raise lease.error
