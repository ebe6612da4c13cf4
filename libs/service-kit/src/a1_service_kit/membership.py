"""Keeps a replica in its group while its partitions are paused and nothing is read, and takes it out in time."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from a1_service_kit.broker_errors import final, is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.lease import STOP_WITHIN_S
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage

_LEAVE_WITHIN_S = STOP_WITHIN_S + 1
"""Long enough for the work of a lease to end."""

log = get_logger("a1.membership")


async def keep_membership(consumer: AIOKafkaConsumer, clock: Clock) -> None:
    """Fetch without reading until cancelled: a member whose partitions are paused must still be seen fetching."""
    outage = Outage("fetch.failed", clock)
    while True:
        try:
            await consumer.getmany(timeout_ms=1000)
        except KafkaError as error:
            if not is_outage(error):
                raise final(error)  # noqa: B904 - where no setting is the cause, it is the same error
            await outage.wait(error)
        else:
            outage.end()


async def leave_group(consumer: AIOKafkaConsumer, stop: Coroutine[Any, Any, None]) -> None:
    """Stop a consumer, by `stop`, without waiting for the other members of a join that is under way.

    The broker removes a member that could not leave when its session is over.
    """
    stopping = asyncio.create_task(stop)
    await asyncio.wait({stopping}, timeout=_LEAVE_WITHIN_S)
    if not stopping.done():
        log.warning("group.left-in-a-join", after_s=_LEAVE_WITHIN_S)
        # Without connections the join ends, and nothing public ends one.
        await consumer._client.close()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    await stopping
