"""A client that does not read costs no memory for what it misses, and others nothing."""

import asyncio
import json

from websockets.exceptions import ConnectionClosed

from a1_streaming.frames import Delta, Error, Why
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .log_writer import LogWriter
from .stream_client import ID, StreamClient, open_socket

LARGE = "x" * 20_000
SMALL_BUFFER = 16_384


async def test_a_client_that_read_nothing_gets_the_newest_changes_and_is_told_why(
    serve: Serve, writer: LogWriter
) -> None:
    async with serve(send_buffer_bytes=SMALL_BUFFER) as served:
        quick, slow = StreamClient(served.url), StreamClient(served.url)
        async with quick.connected(), slow.connected() as socket:
            await asyncio.gather(quick.live(), slow.live())
            socket.transport.pause_reading()
            for _ in range(300):
                await writer.put("a", text=LARGE)
            await quick.holds(a=300)
            await wait_until(lambda: served.value("stream_blocked_connections") == 1, description="a blocked client")
            for number in range(50):
                await writer.put(f"b{number}")
            await wait_until(lambda: len(quick.versions) == 51, description="the other goes on")
            socket.transport.resume_reading()
            await wait_until(lambda: slow.versions == quick.versions, description="the slow one catches up")
            await slow.marked()
        assert quick.checker.breaches == slow.checker.breaches == []
        assert quick.checker.conflated == 0
        told = [delta for delta in slow.of(Delta) if delta.con]
        assert {delta.why for delta in told} == {Why.SLOW_CLIENT}
        received = sum(len(delta.records) for delta in slow.of(Delta))
        assert received + slow.checker.conflated == 350
        assert slow.checker.conflated > 50


async def test_a_client_that_never_reads_is_closed_by_name(serve: Serve, writer: LogWriter) -> None:
    async with serve(send_buffer_bytes=SMALL_BUFFER, stalled_s=1) as served:
        quick = StreamClient(served.url)
        async with quick.connected(), open_socket(served.url, max_queue=1) as socket:
            await quick.live()
            subscription = {"op": "subscribe", "id": ID, "scope": {"league": "nba", "kinds": ["odds"]}}
            await socket.send(json.dumps(subscription))
            await wait_until(lambda: served.value("stream_frames_total", op="live") == 2, description="both live")
            socket.transport.pause_reading()
            for _ in range(300):
                await writer.put("a", text=LARGE)
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
            await quick.holds(a=300)
            await quick.marked()
        assert closed == 4410
        assert frames[-1]["op"] == "error"
        assert frames[-1]["type"] == "urn:a1betting:problem:stalled"
        assert quick.checker.breaches == []
        assert quick.of(Error) == []
