"""A member of a consumer group that keeps the others waiting in a join."""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiokafka.coordinator.assignors.range import RangePartitionAssignor

from a1_service_kit.kafka import open_consumer
from a1_service_kit.lease import STOP_WITHIN_S
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_testkit.clocks import ManualClock


@asynccontextmanager
async def open_slow_member(kafka: KafkaSettings, group_id: str, topic: str) -> AsyncGenerator[asyncio.Event]:
    """Open the first member of a group; gives the event that is set when it has to join again.

    It joins at the end of the context, for until then it has work that does not end.
    """
    clock = ManualClock()
    listener = LeaseListener("slow", clock, Readiness())
    async with open_consumer(
        kafka, "a1-slow", group_id=group_id, partition_assignment_strategy=(RangePartitionAssignor,)
    ) as consumer:
        listener.consumer_of = lambda: consumer
        consumer.subscribe([topic], listener=listener)
        while listener.lease is None:
            await consumer.getmany(timeout_ms=100)
        listener.lease.start(lambda: clock.sleep(math.inf))
        try:
            yield listener.lease.revoked
        finally:
            clock.advance(STOP_WITHIN_S)
