"""A client that does not read costs no memory for what it misses, and others nothing."""

import asyncio
import json

from websockets.exceptions import ConnectionClosed

from a1_streaming.checker import Rule
from a1_streaming.frames import Delta, Error, Why
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .log_writer import LogWriter
from .stream_client import ID, StreamClient, open_socket

LARGE = "x" * 20_000
SMALL_BUFFER = 16_384
RECEIVE_BUFFER = 131_072


async def test_a_client_that_read_nothing_gets_the_newest_changes_and_is_told_why(
    serve: Serve, writer: LogWriter
) -> None:
    async with serve(send_buffer_bytes=SMALL_BUFFER) as served:
        quick, slow = StreamClient(served.url), StreamClient(served.url)
        slow.receive_buffer = RECEIVE_BUFFER
        async with quick.connected(), slow.connected() as socket:
            await asyncio.gather(quick.live(), slow.live())
            socket.transport.pause_reading()
            for _ in range(100):
                await quick.holds(a=await writer.put("a", text=LARGE))
            await wait_until(lambda: served.value("stream_blocked_connections") == 1, description="a blocked client")
            for number in range(50):
                await writer.put(f"b{number}")
            await wait_until(lambda: len(quick.versions) == 51, description="the other goes on")
            socket.transport.resume_reading()
            await wait_until(lambda: slow.versions == quick.versions, description="the slow one catches up")
            await slow.marked()
        assert quick.checker.breaches == []
        assert [breach for breach in slow.checker.breaches if breach.rule is not Rule.SILENCE] == []
        assert quick.checker.conflated == 0
        told = [delta for delta in slow.of(Delta) if delta.con]
        assert {delta.why for delta in told} == {Why.SLOW_CLIENT}
        received = sum(len(delta.records) for delta in slow.of(Delta))
        assert received + slow.checker.conflated == 150
        assert slow.checker.conflated > 20


async def test_a_client_that_never_reads_is_closed_by_name(serve: Serve, writer: LogWriter) -> None:
    async with serve(send_buffer_bytes=SMALL_BUFFER, stalled_s=1) as served:
        quick = StreamClient(served.url)
        async with quick.connected(), open_socket(served.url, receive_buffer=RECEIVE_BUFFER) as socket:
            await quick.live()
            subscription = {"op": "subscribe", "id": ID, "scope": {"league": "nba", "kinds": ["odds"]}}
            await socket.send(json.dumps(subscription))
            await wait_until(lambda: served.value("stream_frames_total", op="live") == 2, description="both live")
            socket.transport.pause_reading()
            for _ in range(100):
                await quick.holds(a=await writer.put("a", text=LARGE))
            await wait_until(lambda: served.value("stream_closes_total", code="4410") == 1, description="cut")
            socket.transport.resume_reading()
            frames: list[dict[str, object]] = []
            closed = 0
            try:
                async with asyncio.timeout(scaled(20)):
                    while True:
                        frames.append(json.loads(await socket.recv()))
            except ConnectionClosed as error:
                closed = error.rcvd.code if error.rcvd else 0
            await quick.marked()
        assert closed == 4410
        assert frames[-1]["op"] == "error"
        assert frames[-1]["type"] == "urn:a1betting:problem:stalled"
        assert quick.checker.breaches == []
        assert quick.of(Error) == []
