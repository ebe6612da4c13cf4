"""The only file that knows FastStream: batch subscribers that hand raw records to a worker.

FastStream's Kafka default acknowledges first; here the policy is manual and workers commit explicit offsets after their
effects. A handler never raises: with a manual policy a batch whose handler raised would be skipped by the next commit.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import chain
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import FAKE_CONSUMER, KafkaMessage
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from a1_service_kit.kafka import client_options, consumer_options
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.membership import leave_group
from a1_service_kit.settings import KafkaSettings

_WAIT_MS = 1_000
"""How long one call waits for records. It returns with the first of them."""

OnBatch = Callable[[Sequence[ConsumerRecord]], Awaitable[None]]
"""Takes a batch; never raises."""


class Subscription(NamedTuple):
    """What one group reads, and how much of it is one batch."""

    group_id: str
    topics: tuple[str, ...]
    max_records: int


_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


@asynccontextmanager
async def open_subscriber(
    kafka: KafkaSettings, subscription: Subscription, listener: LeaseListener, on_batch: OnBatch
) -> AsyncGenerator[asyncio.Task[None]]:
    """Consume while the context is open; gives the consuming task, whose end is the end of the process."""
    broker = KafkaBroker(
        kafka.bootstrap_servers,
        client_id=subscription.group_id,
        security=security_of(kafka),
        consumer_only=True,
        apply_types=False,  # which costs each batch a turn in a thread
        logger=None,
    )
    subscriber = broker.subscriber(
        *subscription.topics,
        group_id=subscription.group_id,
        batch=True,
        max_records=subscription.max_records,
        ack_policy=AckPolicy.MANUAL,
        partition_assignment_strategy=(RangePartitionAssignor,),
        listener=listener,
        parser=_unparsed,
        decoder=_records_of,
        **consumer_options(kafka),
    )

    @subscriber
    async def on_records(records: Any) -> None:
        await on_batch(records)

    async def next_batch(consumer: AIOKafkaConsumer) -> tuple[ConsumerRecord, ...]:
        fetched = await consumer.getmany(timeout_ms=_WAIT_MS, max_records=subscription.max_records)
        return tuple(chain.from_iterable(fetched.values()))

    # FastStream's own sleeps after an empty answer, deaf to what comes meanwhile, a hundred times a second.
    subscriber.get_msg = next_batch  # type: ignore[method-assign]
    listener.consumer_of = lambda: subscriber.consumer
    try:
        await broker.start()
        yield subscriber.tasks[0]
    finally:
        stop = broker.stop()
        await (stop if subscriber.consumer is None else leave_group(subscriber.consumer, stop))


async def _unparsed(records: tuple[ConsumerRecord, ...]) -> KafkaMessage:
    """Workers read the records themselves, and only the headers that they need."""
    return KafkaMessage(raw_message=records, body=b"", consumer=FAKE_CONSUMER)


async def _records_of(message: KafkaMessage) -> Any:
    """Bodies stay the bytes they are: decoding them as JSON here would cost, and refuse what mappers must report."""
    return message.raw_message


def security_of(kafka: KafkaSettings) -> BaseSecurity | None:
    """The settings' security in FastStream's words."""
    if kafka.security_protocol == "PLAINTEXT":
        return None
    context = client_options(kafka).get("ssl_context")
    if not kafka.security_protocol.startswith("SASL"):
        return BaseSecurity(ssl_context=context, use_ssl=True)
    password = kafka.sasl_password.get_secret_value() if kafka.sasl_password else ""
    return _SASL[kafka.sasl_mechanism](
        kafka.sasl_username or "", password, ssl_context=context, use_ssl=context is not None
    )
