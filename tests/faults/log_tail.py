"""A read-committed reader of whole topics, as a subscriber would be: every record once, in the order of offsets."""

import sys
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError
from tests.faults.effects import digest_of

from a1_schemas.causes import parse_causes, version_of
from a1_schemas.raw import header
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import MAX_RECORD_BYTES, PARTITIONS, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options, log_ends
from a1_service_kit.settings import KafkaSettings

_AT_ONCE = 2_000
CANONICAL = tuple(normalized_topic(kind) for kind in Kind)


class Written(NamedTuple):
    """One record of `normalized.*`. The digest of its value is None for a tombstone."""

    topic: str
    partition: int
    offset: int
    key: str
    version: int
    digest: bytes | None
    at_ms: int = 0
    """When it was published."""


class LogTail:
    """Reads on from where it stands each time it is asked."""

    def __init__(self, kafka: KafkaSettings, consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> None:
        self._kafka = kafka
        self._consumer = consumer
        self._partitions = partitions

    async def read(self) -> list[ConsumerRecord]:
        """Every record between the last call and the present ends."""
        return [record async for records in self.batches() for record in records]

    async def batches(self) -> AsyncGenerator[list[ConsumerRecord]]:
        """The same in parts."""
        ends = await log_ends(self._kafka, self._partitions)
        waiting = [each for each in self._partitions if ends[each] > await self._consumer.position(each)]
        empty = 0
        while waiting and empty < 25:  # an open transaction holds readers back: what it hides is read next time
            by_partition = await self._consumer.getmany(*waiting, timeout_ms=200, max_records=_AT_ONCE)
            empty = 0 if by_partition else empty + 1
            for records in by_partition.values():
                yield records
            waiting = [each for each in waiting if ends[each] > await self._consumer.position(each)]


def written_of(record: ConsumerRecord) -> Written:
    """A record of `normalized.*` with the version that its causes give."""
    return Written(
        record.topic,
        record.partition,
        record.offset,
        sys.intern((record.key or b"").decode()),
        version_in(record),
        digest_of(record.value),
        record.timestamp,
    )


def version_in(record: ConsumerRecord) -> int:
    """The version of a canonical record, by its causes."""
    return version_of(parse_causes(header(record.headers, "causes") or b""))


@asynccontextmanager
async def open_tail(
    kafka: KafkaSettings, topics: Iterable[str] = CANONICAL, numbers: Iterable[int] = range(PARTITIONS)
) -> AsyncGenerator[LogTail]:
    """A tail of these partitions of these topics, from the beginning."""
    of_each = sorted(numbers)
    consumer = AIOKafkaConsumer(
        **client_options(kafka),
        client_id="faults",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        fetch_max_wait_ms=kafka.fetch_max_wait_ms,
        max_partition_fetch_bytes=MAX_RECORD_BYTES,
    )
    partitions = [TopicPartition(topic, number) for topic in topics for number in of_each]
    consumer.assign(partitions)
    try:
        await consumer.start()
        await consumer.seek_to_beginning(*partitions)
        yield LogTail(kafka, consumer, partitions)
    finally:
        await consumer.stop()


async def read_log(kafka: KafkaSettings, topics: Iterable[str] = CANONICAL) -> list[ConsumerRecord]:
    """Every committed record of these topics."""
    async with open_tail(kafka, topics) as tail:
        return await tail.read()


async def unread(
    kafka: KafkaSettings, topics: Iterable[str], numbers: Iterable[int] = range(PARTITIONS), group: str = NORMALIZER
) -> int:
    """How many records of these partitions of these topics a group has not committed."""
    of_each = sorted(numbers)
    partitions = [TopicPartition(topic, number) for topic in topics for number in of_each]
    ends = await log_ends(kafka, partitions)
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    try:
        offsets = await admin.list_consumer_group_offsets(group, partitions=partitions)
    except GroupCoordinatorNotAvailableError:  # of a broker that has seen no group yet
        offsets = {}
    finally:
        await admin.close()
    return sum(max(0, end - max(0, offsets[each].offset if each in offsets else 0)) for each, end in ends.items())
