"""Every change within the window, on a broker that compacts: none is lost, and what is older is refused by name."""

import asyncio
import random
from collections import deque
from collections.abc import AsyncGenerator

import pytest
from aiokafka import TopicPartition

from a1_schemas.causes import version_in
from a1_schemas.raw import header
from a1_schemas.topics import partition_of, topic_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings, TopicSettings
from a1_service_kit.topic_settings import change_topics
from a1_streaming.frames import Delta, Resnapshot
from a1_testkit.waiting import wait_until

from .conftest import Served, serving
from .log_writer import BrokerWriter
from .stream_client import StreamClient

pytestmark = [pytest.mark.apache_kafka, pytest.mark.timeout(300)]

WINDOW_S = 30
KEYS = 5
OLD = 100
"""The first changes: compaction takes some of them."""
PLACE = TopicPartition(topic_of(Kind.ODDS), partition_of("nba"))


@pytest.fixture
async def compacting(empty_kafka: KafkaSettings) -> KafkaSettings:
    """A broker whose topics keep every change for 30 s, and compact a second after that."""
    short = empty_kafka.model_copy(update={"topics": TopicSettings(segment_s=1, compaction_lag_s=WINDOW_S)})
    await change_topics(short)
    return short


@pytest.fixture
async def writer(compacting: KafkaSettings) -> AsyncGenerator[BrokerWriter]:
    async with open_producer(compacting, "test") as producer:
        yield BrokerWriter(producer)


async def is_compacted(kafka: KafkaSettings, version: int) -> bool:
    """Whether the log has lost a record of up to this version."""
    kept = [version_in(header(record.headers, "causes")) async for record in read_to_end(kafka, [PLACE])]
    return sum(each <= version for each in kept) < version


def versions_sent(client: StreamClient) -> list[int]:
    return [each.version for delta in client.of(Delta) for each in delta.records]


async def test_none_is_lost_within_the_window_and_an_older_cursor_begins_again_by_name(
    compacting: KafkaSettings, writer: BrokerWriter
) -> None:
    dice = random.Random(7)

    async def put() -> None:
        await writer.put(f"k{dice.randrange(KEYS)}")

    await put()
    recent: deque[tuple[StreamClient, int]] = deque(maxlen=4)
    async with serving(compacting) as served:
        old = await gone(served)
        for _ in range(OLD):
            await put()
        while not await is_compacted(compacting, OLD):
            recent.append((await gone(served), writer.version))
            for _ in range(60):
                await put()
                await asyncio.sleep(0.05)
    last = writer.version
    async with serving(compacting) as served:  # which has read the log after it was compacted, and not before
        for client, seen in recent:
            await resumed(client, served, last)
            assert client.checker.breaches == []
            assert client.of(Resnapshot) == []
            assert versions_sent(client) == list(range(seen + 1, last + 1))
        missed = sum(last - seen for _, seen in recent)  # the maps may have all of the last few: a version a key
        assert missed - len(recent) * KEYS <= served.value("stream_replayed_changes_total") <= missed
        await resumed(old, served, last)
        assert [frame.reason for frame in old.of(Resnapshot)] == ["cursor-expired"]
        assert old.checker.breaches == []


async def gone(served: Served) -> StreamClient:
    """A client that has caught up and left."""
    client = StreamClient(served.url, every_change=True)
    async with client.connected():
        await client.live()
    client.frames.clear()
    return client


async def resumed(client: StreamClient, served: Served, last: int) -> None:
    client.url = served.url
    async with client.connected():
        await wait_until(lambda: last in client.versions.values(), description="the newest change")
        await client.marked()
