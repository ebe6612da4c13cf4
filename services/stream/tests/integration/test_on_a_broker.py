"""The whole service on a real broker: what a client holds is what the log holds."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from a1_edge_kit.settings import EdgeSettings
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_streaming.frames import Delta, Snapshot
from a1_testkit.brokers import free_port

from .conftest import PROXIES, serving
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


async def test_a_client_behind_a_proxy_has_a_limit_of_its_own(empty_kafka: KafkaSettings, writer: BrokerWriter) -> None:
    await writer.put("a")
    port = free_port()
    edge = EdgeSettings(limit_per_minute=3, trusted_proxies=PROXIES)
    path = f"http://127.0.0.1:{port}/api/v1/streams/nba/odds"
    async with serving(empty_kafka, edge, port=port), httpx.AsyncClient(trust_env=False) as http:

        async def read(client: str) -> int:
            return (await http.get(path, headers={"x-forwarded-for": client})).status_code

        assert [await read("203.0.113.9") for _ in range(4)] == [200, 200, 200, 429]
        assert await read("203.0.113.8") == 200


async def test_a_client_may_begin_at_a_time(empty_kafka: KafkaSettings, writer: BrokerWriter) -> None:
    await writer.put("a")
    await writer.put("e", Kind.EVENTS)
    await asyncio.sleep(0.1)
    at = datetime.now(UTC)
    await asyncio.sleep(0.1)
    await writer.put("b")
    await writer.put("a")
    held = {"since it was": {"b": 3, "a": 4}, "since ever": {"b": 3, "a": 4, "e": 2}, "to come": {}}
    times = dict(zip(held, (at, at - timedelta(days=1), at + timedelta(hours=1)), strict=True))
    async with serving(empty_kafka) as served:
        for when, versions in held.items():
            client = StreamClient(served.url, ("events", "odds"))
            client.request["since"] = times[when].isoformat()
            async with client.connected():
                await client.live()
                assert client.versions == versions
            assert client.of(Snapshot) == []
            assert client.checker.breaches == []
            again = StreamClient(served.url, ("events", "odds"))
            again.checker = client.checker
            async with again.connected():
                await again.marked()
            assert (again.of(Snapshot), again.of(Delta)) == ([], [])


async def test_every_change_since_a_time_is_there(empty_kafka: KafkaSettings, writer: BrokerWriter) -> None:
    at = datetime.now(UTC)
    async with serving(empty_kafka) as served:
        for _ in range(5):
            await writer.put("a")
        client = StreamClient(served.url, every_change=True)
        client.request["since"] = at.isoformat().replace("+00:00", "Z")
        async with client.connected():
            await client.holds(a=5)
        assert [each.version for delta in client.of(Delta) for each in delta.records] == [1, 2, 3, 4, 5]
