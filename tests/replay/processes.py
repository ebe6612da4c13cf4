"""Hash A: the shipped normalizer, alone or as several, writes the same values of each key in the same order."""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from a1_resolving.raw_record import RawRecord
from a1_schemas.topics import PARTITIONS, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options, ensure_topics, open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import run_tansu, run_valkey
from a1_testkit.machine import scaled

_GROUP = "normalizer"
_LOOK_EVERY = 0.005
_WITHIN = 60.0

Progress = Callable[[int], None]


def run(records: Sequence[RawRecord], processes: int, progress: Progress) -> tuple[str, int]:
    """On a broker and a view of their own; gives the hash and the number of keys."""
    with run_tansu() as kafka, run_valkey() as redis_url:
        asyncio.run(ensure_topics(kafka))
        with _normalizers(kafka, redis_url, processes):
            asyncio.run(_feed(kafka, records, progress))
        return asyncio.run(_digest(kafka))


async def _feed(kafka: KafkaSettings, records: Sequence[RawRecord], progress: Progress) -> None:
    """One after the other, for topics have no order among them: the next when the last is handled and committed."""
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    try:
        async with open_producer(kafka, "replay") as producer:
            for number, record in enumerate(records, 1):
                partition, end = await _publish(producer, record)
                await asyncio.wait_for(_committed(admin, partition, end), scaled(_WITHIN))
                progress(number)
    finally:
        await admin.close()


async def _publish(producer: AIOKafkaProducer, record: RawRecord) -> tuple[TopicPartition, int]:
    sent = await producer.send_and_wait(
        record.topic, record.value, key=record.key, partition=record.partition, headers=list(record.headers)
    )
    return TopicPartition(sent.topic, sent.partition), sent.offset + 1


async def _committed(admin: AIOKafkaAdminClient, partition: TopicPartition, end: int) -> None:
    while True:
        offsets = await admin.list_consumer_group_offsets(_GROUP, partitions=[partition])
        if partition in offsets and offsets[partition].offset >= end:
            return
        await asyncio.sleep(_LOOK_EVERY)


async def _digest(kafka: KafkaSettings) -> tuple[str, int]:
    """Over every key in order: all its values in the order of their offsets."""
    partitions = [TopicPartition(normalized_topic(kind), number) for kind in Kind for number in range(PARTITIONS)]
    values: dict[tuple[str, bytes], list[bytes]] = {}
    async for record in read_to_end(kafka, partitions):
        values.setdefault((record.topic, record.key or b""), []).append(record.value or b"")
    digest = hashlib.sha256()
    for (topic, key), written in sorted(values.items()):
        digest.update(b"\0".join((topic.encode(), key, *written, b"")))
    return digest.hexdigest(), len(values)


@contextmanager
def _normalizers(kafka: KafkaSettings, redis_url: str, count: int) -> Generator[None]:
    environment = os.environ | {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__FETCH_MAX_WAIT_MS": str(kafka.fetch_max_wait_ms),
        "KAFKA__IDEMPOTENT": str(kafka.idempotent).lower(),
        "KAFKA__ENDS_ARE_EXACT": str(kafka.ends_are_exact).lower(),
        "REDIS__URL": redis_url,
        "NORMALIZER__LIFE_SPANS": "off",
        "LOG__LEVEL": "warning",
    }
    command = [sys.executable, "-m", "a1_normalizer"]
    running = [subprocess.Popen(command, env=environment) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(scaled(20))
            finally:
                process.kill()
