"""Subscriptions that ask for rare deltas, and those that begin now."""

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise

import pytest

from a1_streaming.checker import Rule
from a1_streaming.frames import Delta, Mark, Record, Resnapshot, Snapshot, Why
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .log_writer import EVENT, OTHER_EVENT, LogWriter
from .stream_client import StreamClient

EACH_MS = 400


def says(word: str) -> Callable[[Record], bool]:
    return lambda record: word.encode() in bytes(record.value)


async def test_deltas_come_no_closer_than_asked_and_say_what_they_leave_out(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        client = StreamClient(served.url)
        client.request["conflate_ms"] = EACH_MS
        loop = asyncio.get_running_loop()
        async with client.connected():
            await client.live()
            began = loop.time()
            while loop.time() - began < 2.5:
                await writer.put("a")
                await asyncio.sleep(0.02)
            written = await writer.put("b")
            await wait_until(lambda: client.versions.get("b") == written, description="the last")
            marks = client.checker.marks
            await client.marked()
        assert client.checker.breaches == []
        deltas = [
            (at, frame) for at, frame in zip(client.times, client.frames, strict=True) if isinstance(frame, Delta)
        ]
        assert all(later - earlier > EACH_MS / 1_000 * 0.8 for (earlier, _), (later, _) in pairwise(deltas))
        assert {delta.why for _, delta in deltas} == {Why.ASKED}
        assert sum(len(delta.records) for _, delta in deltas) + client.checker.conflated == written
        assert client.checker.conflated > 50
        assert 4 <= len(deltas) <= 9
        assert marks > 2  # while changes came


async def test_the_first_change_after_silence_comes_at_once(serve: Serve, writer: LogWriter) -> None:
    async with serve(heartbeat_s=30) as served:
        client = StreamClient(served.url)
        client.request["conflate_ms"] = 5_000
        async with client.connected():
            await client.live()
            before = asyncio.get_running_loop().time()
            await writer.put("a")
            await client.holds(a=1)
            assert asyncio.get_running_loop().time() - before < 2


async def test_a_paced_client_is_filtered_as_others_are(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        client = StreamClient(served.url, filters={"event_id": [EVENT]}, passes=says(EVENT))
        client.request["conflate_ms"] = 100
        async with client.connected() as socket:
            await client.live()
            for number in range(20):
                await writer.put(f"k{number}", event_id=(EVENT, OTHER_EVENT)[number % 2])
            await wait_until(lambda: len(client.versions) == 10, description="what passes")
            await client.marked()
            await socket.send(json.dumps({"op": "update", "id": "odds", "filters": {"event_id": [OTHER_EVENT]}}))
            client.checker._passes = says(OTHER_EVENT)  # pyright: ignore[reportPrivateUsage]
            await wait_until(lambda: "k1" in client.versions, description="the others")
            client.frames.clear()
            for _ in range(10):
                await writer.put("k1", event_id=OTHER_EVENT)
            await wait_until(lambda: client.versions["k1"] == 30, description="the newest")
            await client.marked()
        assert sum(delta.con for delta in client.of(Delta)) > 5
        assert client.checker.breaches == []


async def test_a_paced_client_that_reads_nothing_falls_behind_and_catches_up(serve: Serve, writer: LogWriter) -> None:
    async with serve(send_buffer_bytes=16_384) as served:
        client = StreamClient(served.url)
        client.receive_buffer = 131_072
        client.request["conflate_ms"] = 10
        async with client.connected() as socket:
            await client.live()
            socket.transport.pause_reading()
            for number in range(100):
                await writer.put(f"k{number % 30}", text="x" * 20_000)
                await asyncio.sleep(0.02)
            await wait_until(lambda: served.value("stream_blocked_connections") == 1, description="a blocked client")
            socket.transport.resume_reading()
            await wait_until(lambda: max(client.versions.values(), default=0) == 100, description="the newest")
            await writer.put("a")
            await wait_until(lambda: client.versions.get("a") == 101, description="the next")
            await client.marked()
        assert [breach for breach in client.checker.breaches if breach.rule is not Rule.SILENCE] == []
        assert {delta.why for delta in client.of(Delta)} == {Why.ASKED, Why.SLOW_CLIENT}


async def test_a_client_that_begins_now_gets_what_comes_and_nothing_that_was(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a")
    async with serve() as served:
        client = StreamClient(served.url)
        client.checker.cursor = "now"
        async with client.connected():
            await client.live()
            await writer.put("b")
            await client.holds(b=2)
        assert (client.of(Snapshot), client.of(Resnapshot)) == ([], [])
        cursor = client.of(Mark)[0].from_
        resumed = StreamClient(served.url)
        resumed.checker.cursor = cursor
        async with resumed.connected():
            await resumed.holds(b=2)


@pytest.mark.parametrize("word", ["Now", "NOW", " now"])
async def test_now_is_one_word(serve: Serve, word: str) -> None:
    async with serve() as served:
        client = StreamClient(served.url)
        client.checker.cursor = word
        async with client.connected():
            await wait_until(lambda: client.frames[1:], description="a refusal")
        assert client.frames[1].parameter == "cursor"  # type: ignore[union-attr]
