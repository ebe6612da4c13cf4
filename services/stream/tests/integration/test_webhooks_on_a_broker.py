"""Webhooks of whole services on a real broker: the same records as everywhere, also when the delivering copy dies."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaProducer

from a1_schemas.topics import EDGE_WEBHOOKS, MULTI_PARTITION
from a1_schemas.webhook import Webhook
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_stream.webhooks.webhook_log import read_progress
from a1_streaming.frames import Delta, Mark, encode
from a1_testkit.waiting import wait_until

from .log_writer import BrokerWriter
from .stream_client import StreamClient
from .stream_copy import OWNED_S, Copy, running_copy
from .webhook_delivery import ID, SECRETS, webhook_of
from .webhook_receiver import Receiver, receiving

ODDS = {"kinds": ("odds",)}


@pytest.fixture
async def producer(empty_kafka: KafkaSettings) -> AsyncGenerator[AIOKafkaProducer]:
    async with open_producer(empty_kafka, "test") as producer:
        yield producer


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with receiving(Receiver(ID, SECRETS.present(webhook_of("https://a.example/")))) as receiver:
        yield receiver


async def define(producer: AIOKafkaProducer, webhook: Webhook | None) -> None:
    """Write a webhook as an operator does; None deletes it."""
    value = webhook.model_dump_json().encode() if webhook else None
    await producer.send_and_wait(EDGE_WEBHOOKS, value, key=ID.encode(), partition=MULTI_PARTITION)


@asynccontextmanager
async def ready_copy(kafka: KafkaSettings, folder: Path) -> AsyncGenerator[Copy]:
    """Run one copy, and yield it once it has read the log."""
    with running_copy(kafka, folder) as copy:
        await copy.ready()
        yield copy


async def test_one_cursor_gives_the_same_records_by_webhook_websocket_and_http(
    empty_kafka: KafkaSettings, producer: AIOKafkaProducer, receiver: Receiver, tmp_path: Path
) -> None:
    writer = BrokerWriter(producer)
    await writer.put("a")
    async with httpx.AsyncClient(trust_env=False) as http, ready_copy(empty_kafka, tmp_path) as served:
        path = served.odds
        cursor = (await http.head(path)).headers["stream-next-offset"]
        for key in ("b", "a", "c", "b"):
            await writer.put(key)
        await writer.put("d", removed="withdrawn")

        async def by_http() -> list[dict[str, object]]:
            return (await http.get(path, params={"offset": cursor})).json()

        async def are_read() -> bool:
            return len(await by_http()) == 4

        await wait_until(are_read)
        client = StreamClient(served.url)
        client.checker.cursor = receiver.checker.cursor = cursor
        await define(producer, webhook_of(receiver.url, start=cursor, **ODDS))
        async with client.connected():
            await client.live()
        await receiver.holds(a=3, b=5, c=4)
        (posted,), (written,) = receiver.of(Delta), client.of(Delta)
        assert isinstance(posted, Delta)
        assert encode(posted.records) == encode(written.records)
        assert [(each.key, each.version, each.removed) for each in posted.records] == [
            (each["key"], each["version"], each["removed"]) for each in await by_http()
        ]
        assert (posted.from_, posted.to, posted.con) == (cursor, written.to, written.con)
        assert receiver.checker.breaches == []


async def test_the_state_of_a_receiver_is_that_of_a_mark_and_its_place_is_kept_for_the_next_start(
    empty_kafka: KafkaSettings, producer: AIOKafkaProducer, receiver: Receiver, tmp_path: Path
) -> None:
    writer, client = BrokerWriter(producer), StreamClient("")
    for number in range(30):
        await writer.put(f"k{number % 7}")
    await define(producer, webhook_of(receiver.url, start="beginning", **ODDS))
    async with ready_copy(empty_kafka, tmp_path) as served:
        client.url = served.url
        async with client.connected():
            await client.live()
            await client.holds(**{f"k{number % 7}": number + 1 for number in range(23, 30)})
            await receiver.holds(**client.versions)
            await writer.put("k0", removed="withdrawn")
            await wait_until(lambda: "k0" not in client.versions)
            await client.marked()
            await receiver.holds(**client.versions)
        last = client.of(Mark)[-1]
        assert (receiver.checker.digest, len(receiver.versions)) == (last.digest, last.count)
        await define(producer, webhook_of(receiver.url, start="beginning", is_paused=True, **ODDS))
        await served.reaches(1, "paused")
        await writer.put("k1")
    await define(producer, webhook_of(receiver.url, start="beginning", run=2, **ODDS))
    async with ready_copy(empty_kafka, tmp_path) as served:
        await wait_until(lambda: receiver.versions["k1"] == 32, within=OWNED_S, description="k1")
        assert receiver.checker.breaches == []
        assert receiver.checker.snapshots == 1
        await define(producer, None)
        await served.reaches(0, "active")

        async def is_forgotten() -> bool:
            return not await read_progress(empty_kafka)

        await wait_until(is_forgotten, within=OWNED_S)


async def test_when_the_copy_that_delivers_is_killed_another_goes_on_where_it_stood(
    empty_kafka: KafkaSettings, producer: AIOKafkaProducer, receiver: Receiver, tmp_path: Path
) -> None:
    writer = BrokerWriter(producer)
    await writer.put("k0")
    await define(producer, webhook_of(receiver.url, start="beginning", **ODDS))

    is_over = asyncio.Event()

    async def write() -> None:
        while not is_over.is_set():
            await writer.put(f"k{writer.version % 9}")
            await asyncio.sleep(0.05)

    with running_copy(empty_kafka, tmp_path) as one, running_copy(empty_kafka, tmp_path) as other:
        await receiver.has(1)
        writing = asyncio.create_task(write())
        try:
            for victim in (one, other):
                before = len(receiver.posted)
                await receiver.has(before + 5)
                if await victim.has(1, "active"):
                    victim.kill()
                    before = len(receiver.posted)
                    await receiver.has(before + 3)
                    break
            else:
                pytest.fail("no copy delivers")
        finally:
            is_over.set()
            await writing
        await receiver.holds(
            **{f"k{version % 9}": version + 1 for version in range(writer.version - 9, writer.version)}
        )
    assert receiver.checker.breaches == []
    assert receiver.checker.snapshots == 1
    assert receiver.most_at_once == 1
