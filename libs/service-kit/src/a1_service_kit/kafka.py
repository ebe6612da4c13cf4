"""Kafka clients with the settings that all services use, and reading a topic to its end."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from a1_schemas.topics import MAX_RECORD_BYTES, PARTITIONS, TOPICS
from a1_service_kit.membership import leave_group
from a1_service_kit.settings import KafkaSettings

_ISOLATION = "read_committed"
"""Of every consumer: on Apache Kafka the normalizer publishes in transactions, and an aborted one has no effect."""

FETCH_BYTES = 4 * 1024 * 1024
"""Of every consumer's fetch: a backlog is held in memory by so much. A larger record comes alone and whole (KIP-74)."""

_RECORDS_AT_ONCE = 500
"""So many of a fetch are unpacked at once: it is compressed, and all of it takes thirty megabytes and more."""

_BATCH_BYTES = 512 * 1024
_READ_MS = 200
_LAST_BATCHES_WITHIN_S = 60.0


class PartitionCountError(RuntimeError):
    """A topic is missing or does not have the contract's number of partitions."""


def client_options(settings: KafkaSettings) -> dict[str, Any]:
    """Return address and security options for aiokafka."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.startswith("SASL"):
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password.get_secret_value() if settings.sasl_password else None,
        }
    if settings.security_protocol.endswith("SSL"):
        options["ssl_context"] = settings.ssl_context()
    return options


def producer_options(settings: KafkaSettings, client_id: str) -> dict[str, Any]:
    """Return the options of every producer: it waits for all in-sync replicas."""
    return {
        **client_options(settings),
        "client_id": client_id,
        "acks": "all",
        "linger_ms": 0,
        "max_batch_size": _BATCH_BYTES,
        "max_request_size": MAX_RECORD_BYTES,
        "compression_type": "zstd",
    }


def consumer_options(settings: KafkaSettings) -> dict[str, Any]:
    """Return what every consumer fetches and how long its session lasts. It begins at the earliest record.

    It sees no record of a transaction that was not committed, and no end beyond one that is open.
    """
    return {
        "auto_offset_reset": "earliest",
        "isolation_level": _ISOLATION,
        "fetch_max_wait_ms": settings.fetch_max_wait_ms,
        "fetch_max_bytes": FETCH_BYTES,
        "max_partition_fetch_bytes": MAX_RECORD_BYTES,
        "session_timeout_ms": settings.session_timeout_ms,
        "heartbeat_interval_ms": settings.heartbeat_interval_ms,
    }


@asynccontextmanager
async def open_producer(settings: KafkaSettings, client_id: str) -> AsyncGenerator[AIOKafkaProducer]:
    """Open a producer that waits for all in-sync replicas. Flushes and closes it with the context."""
    producer = AIOKafkaProducer(**producer_options(settings, client_id), enable_idempotence=settings.idempotent)
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()


@asynccontextmanager
async def open_consumer(
    settings: KafkaSettings,
    client_id: str,
    *,
    group_id: str | None = None,
    topics: Sequence[str] = (),
    listener: Any = None,
    **options: Any,
) -> AsyncGenerator[AIOKafkaConsumer]:
    """Open a consumer with `consumer_options`, which commits only explicitly. Closes it with the context."""
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        client_id=client_id,
        group_id=group_id,
        enable_auto_commit=False,
        **(consumer_options(settings) | options),
    )
    if topics:
        consumer.subscribe(list(topics), listener=listener)
    try:
        await consumer.start()
        # aiokafka's tasks must have started: closing the consumer would otherwise cancel the task that closes it.
        await asyncio.sleep(0)
        yield consumer
    finally:
        await leave_group(consumer, consumer.stop())


async def ensure_topics(settings: KafkaSettings, *, replication_factor: int = 1) -> None:
    """Create every missing topic of the contract."""
    admin = AIOKafkaAdminClient(**client_options(settings))
    try:
        await admin.start()
        wanted = [
            NewTopic(
                topic.name, PARTITIONS, replication_factor, topic_configs=topic.configuration(settings.topics.times)
            )
            for topic in TOPICS
        ]
        answer = await admin.create_topics(wanted, timeout_ms=30_000)
        for name, code, *_ in answer.topic_errors:  # pyright: ignore[reportAttributeAccessIssue] - untyped answers
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise error(f"topic {name} could not be created")
    finally:
        await admin.close()


async def check_partitions(settings: KafkaSettings) -> None:
    """Raise PartitionCountError if a topic of the contract is missing or has another number of partitions."""
    admin = AIOKafkaAdminClient(**client_options(settings))
    try:
        await admin.start()
        found = {
            topic["topic"]: len(topic["partitions"])
            for topic in await admin.describe_topics([topic.name for topic in TOPICS])
        }
    finally:
        await admin.close()
    wrong = {topic.name: found.get(topic.name, 0) for topic in TOPICS if found.get(topic.name, 0) != PARTITIONS}
    if wrong:
        raise PartitionCountError(
            f"topics need {PARTITIONS} partitions: {wrong}; create them with `python -m a1_service_kit.topics`"
        )


async def read_to_end(
    settings: KafkaSettings, topic_partitions: Sequence[TopicPartition], *, last: int | None = None
) -> AsyncGenerator[ConsumerRecord[bytes, bytes]]:
    """Yield every record of these partitions, from the earliest up to the end offsets at the start of the call.

    With `last` only the records in so many offsets before the ends; a transaction's marker takes an offset too.
    Positions are compared rather than records: after compaction the last record may be well before the end.
    """
    if not topic_partitions:
        return
    async with open_consumer(settings, "a1-read-to-end") as consumer:
        partitions = list(topic_partitions)
        consumer.assign(partitions)
        ends = await _ends_of(consumer, settings, partitions)
        await consumer.seek_to_beginning(*partitions)
        if last is not None:
            for partition in partitions:
                consumer.seek(partition, max(await consumer.position(partition), ends[partition] - last))
        waiting = [partition for partition in partitions if ends[partition] > await consumer.position(partition)]
        while waiting:
            fetched = await consumer.getmany(*waiting, timeout_ms=_READ_MS, max_records=_RECORDS_AT_ONCE)
            for partition, records in fetched.items():
                for record in records:
                    if record.offset < ends[partition]:
                        yield record
            waiting = [partition for partition in waiting if ends[partition] > await consumer.position(partition)]


async def log_bounds(
    settings: KafkaSettings, topic_partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, tuple[int, int]]:
    """Return the offset of the first record that each partition keeps, and the one after its last record."""
    async with open_consumer(settings, "a1-log-bounds") as consumer:
        partitions = list(topic_partitions)
        consumer.assign(partitions)
        starts = await consumer.beginning_offsets(partitions)
        ends = await _ends_of(consumer, settings, partitions)
        return {partition: (starts[partition], ends[partition]) for partition in partitions}


async def log_ends(settings: KafkaSettings, topic_partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Return the offset after the last record of each partition."""
    async with open_consumer(settings, "a1-log-ends") as consumer:
        partitions = list(topic_partitions)
        consumer.assign(partitions)
        return await _ends_of(consumer, settings, partitions)


async def _ends_of(
    consumer: AIOKafkaConsumer, settings: KafkaSettings, partitions: list[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return the end offsets.

    If the broker reports the start of the last batch plus one, reads that batch to find its end.
    """
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    if settings.ends_are_exact or not partitions:
        return ends
    waiting = [partition for partition, end in ends.items() if end > 0]
    for partition in waiting:
        consumer.seek(partition, ends[partition] - 1)
    async with asyncio.timeout(_LAST_BATCHES_WITHIN_S):
        while waiting:
            await consumer.getmany(*waiting, timeout_ms=_READ_MS)
            for partition in tuple(waiting):
                position = await consumer.position(partition)  # a transaction's marker moves it without any record
                if position >= ends[partition]:
                    ends[partition] = position
                    waiting.remove(partition)
    return ends
