import logging

import pytest

from a1_schemas.vocabulary import Kind
from a1_streaming.frames import Delta, Hello, Live, Snapshot, Why

from .conftest import Serve
from .log_writer import LogWriter
from .stream_client import StreamClient


async def test_a_client_holds_what_the_log_holds(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a")
    await writer.put("b")
    await writer.put("c", removed="withdrawn")
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
            assert client.versions == {"a": 1, "b": 2}
            await writer.put("a")
            await writer.put("d")
            await writer.put("b", removed="withdrawn")
            await writer.tombstone("d")
            await client.holds(a=4)
            await client.marked()
        assert [type(frame) for frame in client.frames[:3]] == [Hello, Snapshot, Live]
        assert client.checker.breaches == []
        removed = [record.removed for delta in client.of(Delta) for record in delta.records if record.removed]
        assert removed == ["withdrawn", "expired"]


async def test_a_client_resumes_from_its_cursor_with_the_newest_changes(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a")
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
        for _ in range(5):
            await writer.put("a")
        await writer.put("b")
        await writer.tombstone("c")
        client.frames.clear()
        async with client.connected():
            await client.holds(a=6, b=7)
            await client.marked()
        assert client.checker.breaches == []
        assert client.checker.snapshots == 1
        first = client.of(Delta)[0]
        assert (first.why, [record.key for record in first.records]) == (Why.RESUME, ["a", "b", "c"])
        assert sum(delta.con for delta in client.of(Delta)) == 4


async def test_several_kinds_share_one_cursor(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        client = StreamClient(served.url, ("events", "odds", "fair"))
        async with client.connected():
            await client.live()
            await writer.put("o")
            await writer.put("e", Kind.EVENTS)
            await client.holds(o=1, e=2)
        await writer.put("e", Kind.EVENTS)
        async with client.connected():
            await client.holds(o=1, e=3)
            await client.marked()
        assert client.checker.breaches == []
        assert client.checker.snapshots == 1


async def test_a_client_that_comes_and_goes_is_not_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
    assert [record.getMessage() for record in caplog.records if "127.0.0.1" in record.getMessage()] == []
