"""Hash A: the shipped normalizer, alone or as several, writes the same values of each key in the same order.

Hash C: the shipped analytics, alone or as several, ends in the same values over what the normalizers have written.
"""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from tests.replay.analysed import Lasting, Said, lasting, note

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.decide import take_up
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord, Output
from a1_resolving.raw_record import RawRecord
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.services import ANALYTICS, NORMALIZER
from a1_schemas.topics import LEAGUE_PARTITIONS, PARTITIONS, analytics_topic, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options, ensure_topics, log_ends, open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import kafka_environment, run_tansu, run_valkey
from a1_testkit.machine import scaled

_LOOK_EVERY = 0.005
_WITHIN = 60.0
_ANALYSED_WITHIN = 120.0

Progress = Callable[[int], None]


class Digest(NamedTuple):
    """A hash, and how many keys it is over."""

    hash: str
    keys: int


def run(records: Sequence[RawRecord], processes: int, progress: Progress) -> tuple[Digest, Digest]:
    """On a broker and a view of their own; gives the hashes of the normalizers and of analytics."""
    with run_tansu() as kafka, run_valkey() as redis_url:
        asyncio.run(ensure_topics(kafka))
        with _running("a1_normalizer", kafka, {"REDIS__URL": redis_url, "NORMALIZER__LIFE_SPANS": "off"}, processes):
            asyncio.run(_feed(kafka, records, progress))
        with _running("a1_analytics", kafka, {}, processes):
            asyncio.run(_until_analysed(kafka))
        return asyncio.run(_digest(kafka)), asyncio.run(_digest_of_analytics(kafka))


async def _feed(kafka: KafkaSettings, records: Sequence[RawRecord], progress: Progress) -> None:
    """One after the other, for topics have no order among them: the next when the last is handled and committed."""
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    try:
        async with open_producer(kafka, "replay") as producer:
            for number, record in enumerate(records, 1):
                partition, end = await _publish(producer, record)
                await asyncio.wait_for(_committed(admin, NORMALIZER, {partition: end}), scaled(_WITHIN))
                progress(number)
    finally:
        await admin.close()


async def _publish(producer: AIOKafkaProducer, record: RawRecord) -> tuple[TopicPartition, int]:
    sent = await producer.send_and_wait(
        record.topic, record.value, key=record.key, partition=record.partition, headers=list(record.headers)
    )
    return TopicPartition(sent.topic, sent.partition), sent.offset + 1


async def _until_analysed(kafka: KafkaSettings) -> None:
    """Wait until analytics has decided and committed all that the normalizers have written."""
    inputs = [TopicPartition(topic, number) for topic in INPUT_TOPICS for number in LEAGUE_PARTITIONS.values()]
    ends = {partition: end for partition, end in (await log_ends(kafka, inputs)).items() if end}
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    try:
        await asyncio.wait_for(_committed(admin, ANALYTICS, ends), scaled(_ANALYSED_WITHIN))
    finally:
        await admin.close()


async def _committed(admin: AIOKafkaAdminClient, group: str, ends: Mapping[TopicPartition, int]) -> None:
    while True:
        offsets = await admin.list_consumer_group_offsets(group, partitions=list(ends))
        if all(partition in offsets and offsets[partition].offset >= end for partition, end in ends.items()):
            return
        await asyncio.sleep(_LOOK_EVERY)


async def _digest(kafka: KafkaSettings) -> Digest:
    """Over every key in order: all its values in the order of their offsets."""
    partitions = [TopicPartition(normalized_topic(kind), number) for kind in Kind for number in range(PARTITIONS)]
    values: dict[tuple[str, bytes], list[bytes]] = {}
    async for record in read_to_end(kafka, partitions):
        values.setdefault((record.topic, record.key or b""), []).append(record.value or b"")
    digest = hashlib.sha256()
    for (topic, key), written in sorted(values.items()):
        digest.update(b"\0".join((topic.encode(), key, *written, b"")))
    return Digest(digest.hexdigest(), len(values))


async def _digest_of_analytics(kafka: KafkaSettings) -> Digest:
    """Over every key in order: what lasts of its last value."""
    values: dict[tuple[str, str], bytes] = {}
    for league, number in LEAGUE_PARTITIONS.items():
        values |= await _lasting(kafka, league, number)
    digest = hashlib.sha256()
    for (kind, key), value in sorted(values.items()):
        digest.update(b"\0".join((kind.encode(), key.encode(), value, b"")))
    return Digest(digest.hexdigest(), len(values))


async def _lasting(kafka: KafkaSettings, league: League, number: int) -> Lasting:
    state, said = LeagueValues(league), Said()
    async for record in read_to_end(kafka, [TopicPartition(topic, number) for topic in INPUT_TOPICS]):
        with suppress(ValueError):
            take_up(state, LogRecord(record.topic, record.offset, _key(record), record.value, 0))
    topics = {analytics_topic(kind): kind for kind in AnalyticsKind}
    async for record in read_to_end(kafka, [TopicPartition(topic, number) for topic in topics]):
        note(said, [Output(topics[record.topic], _key(record), record.value, {})])
    return lasting(state, said)


def _key(record: ConsumerRecord[bytes, bytes]) -> str:
    return (record.key or b"").decode()


@contextmanager
def _running(module: str, kafka: KafkaSettings, settings: Mapping[str, str], count: int) -> Generator[None]:
    environment = os.environ | {
        **kafka_environment(kafka),
        "LOG__LEVEL": "warning",
        **settings,
    }
    command = [sys.executable, "-m", module]
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
