from collections.abc import Callable

import pytest

from a1_schemas.vocabulary import Kind
from a1_stream.league_log import LeagueLog
from a1_streaming.cursors import Cursor, decode_cursor, encode_cursor
from a1_streaming.frames import Resnapshot, Snapshot

from .conftest import Serve
from .log_writer import LogWriter
from .stream_client import StreamClient


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("epoch-changed", lambda cursor: Cursor("another", cursor.positions)),
        ("cursor-ahead", lambda cursor: Cursor(cursor.epoch, {Kind.ODDS: 1_000})),
        ("cursor-expired", lambda cursor: Cursor(cursor.epoch, {Kind.EVENTS: -1})),
    ],
)
async def test_a_cursor_that_cannot_be_resumed_gets_a_snapshot_and_the_reason(
    serve: Serve, writer: LogWriter, reason: str, change: Callable[[Cursor], Cursor]
) -> None:
    await writer.put("a")
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
        assert client.checker.cursor is not None
        client.checker.cursor = encode_cursor(change(decode_cursor(client.checker.cursor)))
        async with client.connected():
            await client.live()
            assert client.versions == {"a": 1}
        assert [frame.reason for frame in client.of(Resnapshot)] == [reason]
        assert [frame.reason for frame in client.of(Snapshot)] == [None, reason]


async def test_a_cursor_a_moment_ahead_of_this_copy_is_waited_for(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
        cursor = decode_cursor(client.checker.cursor or "")
        client.checker.cursor = encode_cursor(Cursor(cursor.epoch, {Kind.ODDS: 0}))
        async with client.connected():
            await writer.put("a")
            await client.live()
            await writer.put("b")
            await client.holds(b=2)
        assert client.of(Resnapshot) == []


async def test_a_cursor_of_more_kinds_resumes_a_scope_of_fewer(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        of_both = StreamClient(served.url, ("events", "odds"))
        async with of_both.connected():
            await of_both.live()
        await writer.put("a")
        of_one = StreamClient(served.url)
        of_one.checker.cursor = of_both.checker.cursor
        async with of_one.connected():
            await of_one.holds(a=1)
            await of_one.marked()
        assert of_one.checker.breaches == []
        assert of_one.checker.snapshots == 0


async def test_another_log_makes_every_client_begin_again(serve: Serve, writer: LogWriter, log: LeagueLog) -> None:
    await writer.put("a")
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected():
            await client.live()
            log.begin("another")
            writer.version = 0
            await writer.put("b")
            log.loaded({})
            await client.holds(b=1)
            await client.live()
            await client.marked()
        assert client.checker.breaches == []
        assert [frame.reason for frame in client.of(Resnapshot)] == ["epoch-changed"]
