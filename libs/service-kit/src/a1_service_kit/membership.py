"""Keeps a replica in its group while its partitions are paused and nothing is read."""

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from a1_service_kit.broker_errors import final, is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.outage import Outage


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
