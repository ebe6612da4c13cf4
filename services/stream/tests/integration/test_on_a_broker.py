"""The whole service on a real broker: what a client holds is what the log holds."""

from collections.abc import AsyncGenerator

import pytest

from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

from .conftest import serving
from .log_writer import BrokerWriter
from .stream_client import StreamClient


@pytest.fixture
async def writer(empty_kafka: KafkaSettings) -> AsyncGenerator[BrokerWriter]:
    async with open_producer(empty_kafka, "test") as producer:
        yield BrokerWriter(producer)


async def test_a_client_outlives_its_server_and_holds_what_the_log_holds(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    await writer.put("a")
    await writer.put("e", Kind.EVENTS)
    await writer.put("c", removed="withdrawn")
    client = StreamClient("", ("events", "odds"))
    async with serving(empty_kafka) as served:
        client.url = served.url
        async with client.connected():
            await client.live()
            assert client.versions == {"a": 1, "e": 2}
            await writer.put("b")
            await writer.put("a")
            await writer.put("a", version=2)  # late
            await client.holds(a=5, b=4, e=2)
            await client.marked()
    writer.version = 5
    await writer.put("a")
    await writer.tombstone("b")
    async with serving(empty_kafka) as served:
        client.url = served.url
        async with client.connected():
            await client.holds(a=6, e=2)
            await client.marked()
    assert client.checker.breaches == []
    assert client.checker.snapshots == 1
