"""The proxy before a real echo server."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import pytest

from a1_testkit.tcp_proxy import TcpProxy, run_tcp_proxy
from a1_testkit.toxics import Toxics
from a1_testkit.waiting import wait_until

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
QUIET_S = 0.2
"""Long enough for an answer that is not held back, on loopback."""


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(4096):
        writer.write(chunk)
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[TcpProxy]:
    server = await asyncio.start_server(_echo, "127.0.0.1", 0)
    async with run_tcp_proxy(server.sockets[0].getsockname()[1]) as proxy:
        yield proxy
    server.close()


@asynccontextmanager
async def connected(proxy: TcpProxy) -> AsyncGenerator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def echoed(streams: Streams, text: bytes) -> bytes:
    reader, writer = streams
    writer.write(text)
    return await reader.readexactly(len(text))


async def test_a_clean_proxy_passes_everything_in_order(proxy: TcpProxy) -> None:
    text = bytes(range(256)) * 4000
    async with connected(proxy) as streams:
        assert await echoed(streams, text) == text
        assert (proxy.accepted, proxy.connections) == (1, 1)
    await wait_until(lambda: proxy.connections == 0)


async def test_a_proxy_that_is_down_resets_and_refuses_until_it_is_up_on_the_same_port(proxy: TcpProxy) -> None:
    port = proxy.port
    async with connected(proxy) as streams:
        await echoed(streams, b"a")
        await proxy.down()
        with pytest.raises(ConnectionResetError):
            await streams[0].read(1)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
    await proxy.resume()
    assert proxy.port == port
    async with connected(proxy) as streams:
        assert await echoed(streams, b"b") == b"b"


async def test_a_reset_ends_what_is_open_and_accepts_what_is_new(proxy: TcpProxy) -> None:
    async with connected(proxy) as streams:
        await echoed(streams, b"a")
        await proxy.reset()
        with pytest.raises(ConnectionResetError):
            await streams[0].read(1)
    async with connected(proxy) as streams:
        assert await echoed(streams, b"b") == b"b"


async def test_silence_holds_everything_back_and_loses_nothing(proxy: TcpProxy) -> None:
    async with connected(proxy) as streams:
        await echoed(streams, b"a")
        proxy.silence()
        answer = asyncio.ensure_future(echoed(streams, b"bcd"))
        async with connected(proxy) as another:
            later = asyncio.ensure_future(echoed(another, b"e"))
            done, _ = await asyncio.wait({answer, later}, timeout=QUIET_S)
            assert not done
            await proxy.resume()
            assert (await answer, await later) == (b"bcd", b"e")


@pytest.mark.parametrize(
    ("toxics", "least_s"),
    [
        (Toxics(latency_s=0.2), 0.2),
        (Toxics(latency_s=0.1, jitter_s=0.1), 0.1),
        (Toxics(bandwidth=5000), 0.2),
        (Toxics(slice_bytes=100, slice_pause_s=0.02), 0.18),
    ],
    ids=["latency", "jitter", "bandwidth", "slicer"],
)
async def test_a_delay_takes_its_time_and_keeps_the_bytes(proxy: TcpProxy, toxics: Toxics, least_s: float) -> None:
    text = b"0123456789" * 100
    async with connected(proxy) as streams:
        proxy.poison(downstream=toxics)
        began = time.monotonic()
        assert await echoed(streams, text) == text
        assert time.monotonic() - began >= least_s


async def test_a_limit_passes_this_many_bytes_and_then_closes(proxy: TcpProxy) -> None:
    proxy.poison(downstream=Toxics(limit_bytes=7))
    async with connected(proxy) as (reader, writer):
        writer.write(b"0123456789")
        assert await reader.read(-1) == b"0123456"


async def test_a_slow_close_is_passed_on_late(proxy: TcpProxy) -> None:
    proxy.poison(downstream=Toxics(slow_close_s=0.3))
    async with connected(proxy) as (reader, writer):
        began = time.monotonic()
        writer.write_eof()
        assert await reader.read(-1) == b""
        assert time.monotonic() - began >= 0.3
