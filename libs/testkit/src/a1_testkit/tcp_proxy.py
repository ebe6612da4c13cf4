"""A TCP proxy on loopback that cuts, refuses, delays and resumes what passes through it."""

import asyncio
import random
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from a1_testkit.toxics import CLEAN, SILENT, Toxics

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: the close is an RST."""


class TcpProxy:
    """Passes connections on to one upstream address. Each connection sees the toxics of now, also in its midst.

    `upstream` holds the toxics of what clients send, `downstream` those of what they receive.
    """

    def __init__(self, upstream_port: int, *, port: int = 0, host: str = "127.0.0.1", seed: int = 0) -> None:
        self.upstream: Toxics = CLEAN
        self.downstream: Toxics = CLEAN
        self.port = port
        """Where it listens; with 0 any free port, known once it is up."""
        self.accepted = 0
        """Connections since the start."""
        self._upstream_port = upstream_port
        self._host = host
        self._rng = random.Random(seed)  # noqa: S311 - jitter
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._connections: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = {}

    @property
    def connections(self) -> int:
        """Connections that are open now."""
        return len(self._connections)

    async def up(self) -> None:
        """Listen, on the same port as before."""
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, self._host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Refuse new connections and reset the open ones."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        while self._connections:
            await self.reset()

    async def reset(self) -> None:
        """Close every open connection by an RST. New ones are still accepted, and not waited for."""
        closing = list(self._connections)
        for task in closing:
            for writer in self._connections[task]:
                _abort(writer)
            task.cancel()
        if closing:
            await asyncio.wait(closing)

    def silence(self) -> None:
        """Hold back every byte of both directions. Connections stay open, and new ones are accepted."""
        self.poison(upstream=SILENT, downstream=SILENT)

    def poison(self, *, upstream: Toxics = CLEAN, downstream: Toxics = CLEAN) -> None:
        """Set the toxics of both directions; the defaults take them away."""
        self.upstream, self.downstream = upstream, downstream
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def resume(self) -> None:
        """Pass everything on again, and listen."""
        self.poison()
        await self.up()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a connection without a task")
        self.accepted += 1
        self._connections[task] = [writer]
        try:
            with suppress(OSError, asyncio.CancelledError):
                above, up = await asyncio.open_connection(self._host, self._upstream_port)
                self._connections[task].append(up)
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._pass(reader, up, is_upstream=True))
                    tasks.create_task(self._pass(above, writer, is_upstream=False))
        finally:
            for each in self._connections.pop(task):
                each.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_upstream: bool) -> None:
        """Pass one direction on until its end, which is passed on too."""
        passed = 0
        with suppress(OSError):
            while chunk := await reader.read(self._toxics(is_upstream=is_upstream).read_bytes):
                await self._until_not_silent(is_upstream=is_upstream)
                toxics = self._toxics(is_upstream=is_upstream)
                if toxics.limit_bytes is not None:
                    chunk = chunk[: max(0, toxics.limit_bytes - passed)]
                for piece in toxics.slices(chunk):
                    await toxics.delay(len(piece), self._rng)
                    writer.write(piece)
                    await writer.drain()
                    if toxics.slice_bytes is not None and toxics.slice_pause_s:
                        await asyncio.sleep(toxics.slice_pause_s)
                passed += len(chunk)
                if toxics.limit_bytes is not None and passed >= toxics.limit_bytes:
                    break
        await self._until_not_silent(is_upstream=is_upstream)
        await asyncio.sleep(self._toxics(is_upstream=is_upstream).slow_close_s)
        with suppress(OSError, RuntimeError):
            writer.write_eof()

    def _toxics(self, *, is_upstream: bool) -> Toxics:
        return self.upstream if is_upstream else self.downstream

    async def _until_not_silent(self, *, is_upstream: bool) -> None:
        while self._toxics(is_upstream=is_upstream).silent:
            await self._changed.wait()


@asynccontextmanager
async def run_tcp_proxy(upstream_port: int, *, port: int = 0, seed: int = 0) -> AsyncGenerator[TcpProxy]:
    """Run a proxy before a port of loopback, up and clean. Down with the context."""
    proxy = TcpProxy(upstream_port, port=port, seed=seed)
    await proxy.up()
    try:
        yield proxy
    finally:
        await proxy.down()


def _abort(writer: asyncio.StreamWriter) -> None:
    """Close by an RST, without what is buffered."""
    sock: socket.socket | None = writer.get_extra_info("socket")
    with suppress(OSError):
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
