import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from a1_schemas.heartbeat import Heartbeat
from a1_schemas.topics import HEARTBEATS, MAX_MESSAGE_BYTES, MULTI_PARTITION, PARTITIONS, TOPICS
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import (
    FETCH_BYTES,
    PartitionCountError,
    check_partitions,
    ensure_topics,
    log_ends,
    open_consumer,
    open_producer,
    read_to_end,
)
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import run_tansu
from a1_testkit.machine import scaled
from a1_testkit.runtimes import a_runtime


def all_of(topic: str) -> list[TopicPartition]:
    return [TopicPartition(topic, number) for number in range(PARTITIONS)]


async def test_topics_can_be_ensured_twice(kafka: KafkaSettings) -> None:
    await ensure_topics(kafka)
    await check_partitions(kafka)


async def test_a_broker_without_the_topics_is_refused_with_the_remedy() -> None:
    with run_tansu() as empty, pytest.raises(PartitionCountError, match=r"python -m a1_service_kit\.topics"):
        await check_partitions(empty)


async def test_the_topics_program_makes_them_on_a_new_broker() -> None:
    with run_tansu() as empty:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "a1_service_kit.topics"),
            env={**os.environ, "KAFKA__BOOTSTRAP_SERVERS": empty.bootstrap_servers},
        )
        assert await process.wait() == 0
        await check_partitions(empty)


async def test_partitions_without_records_are_read_to_their_end_at_once(empty_kafka: KafkaSettings) -> None:
    async with asyncio.timeout(scaled(10)):
        assert [record async for record in read_to_end(empty_kafka, all_of("polls.odds"))] == []
    assert [record async for record in read_to_end(empty_kafka, [])] == []


async def test_no_partitions_have_no_ends_and_no_records(kafka: KafkaSettings) -> None:
    assert await log_ends(kafka, []) == {}
    assert [record async for record in read_to_end(kafka, [])] == []


async def test_what_arrives_while_reading_is_not_waited_for(empty_kafka: KafkaSettings) -> None:
    async with open_producer(empty_kafka, "test") as producer:
        for number in range(3):
            await producer.send_and_wait("polls.espn", b"%d" % number, key=b"espn/news/nba", partition=1)
        values: list[bytes | None] = []
        async for record in read_to_end(empty_kafka, all_of("polls.espn")):
            await producer.send_and_wait("polls.espn", b"later", key=b"espn/news/nba", partition=1)
            values.append(record.value)
    assert values == [b"0", b"1", b"2"]


async def test_a_board_of_the_largest_size_passes(kafka: KafkaSettings) -> None:
    board = os.urandom(MAX_MESSAGE_BYTES - 64 * 1024)  # which no compression makes smaller than a fetch
    async with open_producer(kafka, "test") as producer:
        sent = await producer.send_and_wait("raw.prizepicks", board, partition=2)
    async with open_consumer(kafka, "test") as consumer:
        partition = TopicPartition("raw.prizepicks", 2)
        consumer.assign([partition])
        consumer.seek(partition, sent.offset)
        assert (await consumer.getone(partition)).value == board


async def test_a_backlog_is_fetched_in_parts(kafka: KafkaSettings) -> None:
    partition = TopicPartition("raw.prizepicks", 4)
    body = os.urandom(1024 * 1024)
    async with open_producer(kafka, "test") as producer:
        sent = [await producer.send_and_wait(partition.topic, body, partition=partition.partition) for _ in range(8)]
    async with open_consumer(kafka, "test") as consumer:
        consumer.assign([partition])
        consumer.seek(partition, sent[0].offset)
        fetched = await consumer.getmany(timeout_ms=round(scaled(10) * 1000))
        assert [len(records) * len(body) <= FETCH_BYTES for records in fetched.values()] == [True]


async def test_what_is_read_to_the_end_is_unpacked_in_parts_and_whole(
    kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    partition = TopicPartition("raw.prizepicks", 5)
    async with open_producer(kafka, "test") as producer:
        sent = [await producer.send(partition.topic, b"row", partition=partition.partition) for _ in range(1_100)]
        offsets = {record.offset for record in await asyncio.gather(*sent)}
    parts: list[int] = []
    getmany = AIOKafkaConsumer.getmany

    async def counted(consumer: AIOKafkaConsumer, *partitions: TopicPartition, **options: Any) -> Any:
        fetched = await getmany(consumer, *partitions, **options)
        if "max_records" in options:
            parts.extend(map(len, fetched.values()))
        return fetched

    monkeypatch.setattr(AIOKafkaConsumer, "getmany", counted)
    read = {record.offset async for record in read_to_end(kafka, [partition])}
    assert offsets <= read
    assert 0 < max(parts) <= 500


async def test_a_consumer_commits_only_when_told_to(kafka: KafkaSettings) -> None:
    partition = TopicPartition("raw.prizepicks", 3)
    async with open_producer(kafka, "test") as producer:
        sent = await producer.send_and_wait(partition.topic, b"board", partition=partition.partition)
    async with open_consumer(kafka, "test", group_id="kit-commits", topics=[partition.topic]) as consumer:
        while (await consumer.getone()).offset != sent.offset:
            pass
        assert await consumer.committed(partition) is None
        await consumer.commit({partition: sent.offset + 1})
        assert await consumer.committed(partition) == sent.offset + 1


async def test_a_service_shows_signs_of_life(kafka: KafkaSettings, wait_until: Callable[..., Any]) -> None:
    async with open_producer(kafka, "test") as producer, asyncio.TaskGroup() as tasks:
        runtime = a_runtime("gateway", tasks, instance="kit-test", ops_url="http://127.0.0.1:1")
        beating = tasks.create_task(send_heartbeats(runtime, producer, lambda: HeartbeatFacts(ready=True, lag=3)))

        async def seen() -> list[Heartbeat]:
            records = read_to_end(kafka, [TopicPartition(HEARTBEATS, MULTI_PARTITION)])
            return [
                Heartbeat.model_validate_json(record.value or b"")
                async for record in records
                if record.key == b"gateway/kit-test"
            ]

        first = (await wait_until(seen, description="a heartbeat"))[0]
        beating.cancel()
    assert (first.ready, first.lag, first.commit) == (True, 3, "abc")
    assert first.valid_until > first.sent_at


def test_every_compacted_topic_is_compacted_soon() -> None:
    for topic in TOPICS:
        assert (topic.configuration()["cleanup.policy"] == "compact") == topic.compacted
        assert topic.configuration()["max.message.bytes"]
