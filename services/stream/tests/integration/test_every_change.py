"""Subscriptions that want every change: those that missed some read the log again, and lose none."""

import asyncio
import random
from collections.abc import AsyncGenerator, Callable

import pytest

from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_streaming.cursors import Cursor, decode_cursor, encode_cursor
from a1_streaming.frames import Delta, Record, Resnapshot
from a1_testkit.waiting import wait_until

from .conftest import Served, serving
from .log_writer import EVENT, OTHER_EVENT, BrokerWriter
from .stream_client import StreamClient

LARGE = "x" * 20_000


@pytest.fixture
async def writer(empty_kafka: KafkaSettings) -> AsyncGenerator[BrokerWriter]:
    async with open_producer(empty_kafka, "test") as producer:
        yield BrokerWriter(producer)


def changes(client: StreamClient) -> list[tuple[str, int, str | None]]:
    """Every record of the client's deltas: key, version, and why it was removed."""
    return [(each.key, each.version, each.removed) for delta in client.of(Delta) for each in delta.records]


async def subscribed(served: Served, *, every_change: bool = True, **options: object) -> StreamClient:
    """A client that has caught up and gone."""
    client = StreamClient(served.url, every_change=every_change, **options)  # type: ignore[arg-type]
    async with client.connected():
        await client.live()
    return client


async def read_by(served: Served, **versions: int) -> None:
    """Block until the service has read these versions."""
    client = StreamClient(served.url)
    async with client.connected():
        await client.holds(**versions)


async def test_a_client_that_was_away_gets_every_version_and_then_the_live_ones(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    await writer.put("a")
    async with serving(empty_kafka) as served:
        client = await subscribed(served)
        for _ in range(5):
            await writer.put("a")
        await writer.put("b", removed="withdrawn")
        await writer.tombstone("b")
        await writer.put("b")
        await read_by(served, a=6, b=9)
        async with client.connected():
            await client.holds(a=6, b=9)
            await client.live()
            await writer.put("a")
            await writer.put("a")
            await client.holds(a=11, b=9)
            await client.marked()
        assert client.checker.breaches == []
        assert client.checker.conflated == 0
        assert changes(client) == [
            *(("a", version, None) for version in range(2, 7)),
            ("b", 7, "withdrawn"),
            ("b", 8, "withdrawn"),
            ("b", 9, None),
            *(("a", version, None) for version in (10, 11)),
        ]
        assert served.value("stream_replayed_changes_total") == 8
        assert served.value("stream_replays") == 0


async def test_what_came_late_is_left_out_as_it_was_live(empty_kafka: KafkaSettings, writer: BrokerWriter) -> None:
    async with serving(empty_kafka) as served:
        first = await subscribed(served)
        await writer.put("a", version=7)
        away = StreamClient(served.url, every_change=True)
        async with away.connected():
            await away.holds(a=7)
        await writer.put("a", version=3)
        await writer.put("a", version=8)
        await writer.put("a", version=9)
        await read_by(served, a=9)
        for client in (first, away):
            async with client.connected():
                await client.holds(a=9)
                await client.marked()
        assert changes(first) == [("a", 7, None), ("a", 8, None), ("a", 9, None)]
        assert changes(away)[-2:] == [("a", 8, None), ("a", 9, None)]
        assert [client.checker.breaches for client in (first, away)] == [[], []]


async def test_filters_hide_what_they_exclude_when_the_log_is_read_again(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    def passes(record: Record) -> bool:
        return EVENT.encode() in bytes(record.value)

    async with serving(empty_kafka) as served:
        client = await subscribed(served, filters={"event_id": [EVENT]}, passes=passes)
        for event_id in (EVENT, OTHER_EVENT) * 3:
            await writer.put("a" if event_id == EVENT else "b", event_id=event_id)
        await read_by(served, a=5, b=6)
        async with client.connected():
            await client.holds(a=5)
            await client.marked()
        assert [change for change in changes(client) if change[0] == "a"] == [
            ("a", version, None) for version in (1, 3, 5)
        ]
        assert {removed for key, _, removed in changes(client) if key == "b"} <= {"filtered"}
        assert client.checker.breaches == []


async def test_a_short_absence_in_which_nothing_changed_twice_reads_no_log(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    async with serving(empty_kafka) as served:
        client = await subscribed(served)
        for key in "abc":
            await writer.put(key)
        await read_by(served, a=1, b=2, c=3)
        async with client.connected():
            await client.holds(a=1, b=2, c=3)
        assert changes(client) == [("a", 1, None), ("b", 2, None), ("c", 3, None)]
        assert served.value("stream_replayed_changes_total") == 0


async def test_a_client_that_read_nothing_for_a_while_still_gets_every_change(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    async with serving(empty_kafka, send_buffer_bytes=16_384) as served:
        client = StreamClient(served.url, every_change=True)
        client.receive_buffer = 131_072
        async with client.connected() as socket:
            await client.live()
            socket.transport.pause_reading()
            for _ in range(100):
                await writer.put("a", text=LARGE)
            await wait_until(lambda: served.value("stream_blocked_connections") == 1, description="a blocked client")
            socket.transport.resume_reading()
            await client.holds(a=100)
            await client.marked()
        assert changes(client) == [("a", version, None) for version in range(1, 101)]
        assert client.checker.conflated == 0
        assert served.value("stream_replayed_changes_total") > 20


async def test_more_clients_than_readers_all_get_every_change_and_hear_that_the_server_lives(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    async with serving(empty_kafka, max_replays=1, heartbeat_s=0.2) as served:
        clients = [await subscribed(served) for _ in range(6)]
        for _ in range(300):
            await writer.put("a", text="x" * 2_000)
        await read_by(served, a=300)
        async with asyncio.TaskGroup() as tasks:
            for client in clients:
                tasks.create_task(_until_holds(client, a=300))
        for client in clients:
            assert [version for _, version, _ in changes(client)] == list(range(1, 301))
            assert client.checker.breaches == []


async def test_a_client_that_is_cut_anywhere_has_every_version_once(
    empty_kafka: KafkaSettings, writer: BrokerWriter
) -> None:
    dice = random.Random(11)
    async with serving(empty_kafka) as served:
        client = await subscribed(served, kinds=("odds", "events"))
        written: list[int] = []

        async def write(changes: int) -> None:
            for _ in range(changes):
                kind = dice.choice((Kind.ODDS, Kind.EVENTS))
                written.append(await writer.put(f"k{dice.randrange(4)}", kind, text="x" * dice.randrange(3_000)))

        for _ in range(30):
            async with client.connected() as socket:
                await asyncio.sleep(dice.choice((0, 0, 0.02, 0.2)))
                await write(dice.randrange(15))
                await asyncio.sleep(dice.choice((0, 0.01, 0.1)))
                if dice.random() < 0.5:
                    socket.transport.abort()
            await write(dice.choice((0, 5, 40)))
        async with client.connected():
            await wait_until(lambda: writer.version in client.versions.values(), description="the newest change")
            await client.marked()
        assert client.checker.breaches == []
        assert client.checker.snapshots == 1
        assert sorted(version for _, version, _ in changes(client)) == written
        assert served.value("stream_replayed_changes_total") > 20


async def _until_holds(client: StreamClient, **versions: int) -> None:
    async with client.connected():
        await client.holds(**versions)
        await client.marked()


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("epoch-changed", lambda cursor: Cursor("another", cursor.positions)),
        ("cursor-ahead", lambda cursor: Cursor(cursor.epoch, {Kind.ODDS: 1_000})),
        ("cursor-expired", lambda cursor: Cursor(cursor.epoch, {Kind.EVENTS: -1})),
    ],
)
async def test_a_cursor_that_cannot_be_resumed_gets_a_snapshot_and_the_reason(
    empty_kafka: KafkaSettings, writer: BrokerWriter, reason: str, change: Callable[[Cursor], Cursor]
) -> None:
    await writer.put("a")
    async with serving(empty_kafka) as served:
        client = await subscribed(served)
        assert client.checker.cursor is not None
        client.checker.cursor = encode_cursor(change(decode_cursor(client.checker.cursor)))
        async with client.connected():
            await client.holds(a=1)
            await client.live()
        assert [frame.reason for frame in client.of(Resnapshot)] == [reason]
