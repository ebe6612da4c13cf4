"""A client on the real protocol, whose frames go through the checker."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from a1_streaming.checker import Checker
from a1_streaming.frames import NOW, PROTOCOL, Record, ServerFrame, encode, read_server_frame
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

ID = "odds"


class StreamClient:
    """One subscription, which outlives its connections."""

    receive_buffer = 0

    def __init__(
        self,
        url: str,
        kinds: Sequence[str] = ("odds",),
        filters: Mapping[str, Sequence[str]] | None = None,
        *,
        every_change: bool = False,
        passes: Callable[[Record], bool] = lambda _: True,
    ) -> None:
        self.url = url
        self.checker = Checker(ID, every_change=every_change, passes=passes)
        self.frames: list[ServerFrame] = []
        self.times: list[float] = []
        """When each frame came, by the event loop's clock."""
        self.request: dict[str, Any] = {"op": "subscribe", "id": ID, "scope": {"league": "nba", "kinds": list(kinds)}}
        if filters:
            self.request["filters"] = filters
        if every_change:
            self.request["every_change"] = True

    @asynccontextmanager
    async def connected(self) -> AsyncGenerator[ClientConnection]:
        """Subscribe from the cursor, and take frames until the context ends or the server closes."""
        async with open_socket(self.url, receive_buffer=self.receive_buffer) as connection:
            self.checker.reconnected()
            begin = {} if "since" in self.request else {"cursor": self.checker.cursor}
            self.checker.begins_anywhere = "since" in self.request or self.checker.cursor == NOW
            await connection.send(encode(self.request | begin), text=True)
            reading = asyncio.create_task(self._read(connection))
            try:
                yield connection
            finally:
                reading.cancel()
                with suppress(asyncio.CancelledError):
                    await reading

    async def live(self) -> None:
        await wait_until(lambda: self.checker.is_live, description="live")

    async def holds(self, **versions: int) -> None:
        """Block until the state is this, by key and version."""
        await wait_until(lambda: self.versions == versions, description=f"{versions}, not {self.versions}")

    async def marked(self) -> None:
        """Block until another mark has come, which proves the state."""
        marks = self.checker.marks
        await wait_until(lambda: self.checker.marks > marks, description="a mark")

    @property
    def versions(self) -> dict[str, int]:
        return {key: record.version for (_, key), record in self.checker.records.items()}

    def of(self, op: type[Any]) -> list[Any]:
        return [frame for frame in self.frames if isinstance(frame, op)]

    async def _read(self, connection: ClientConnection) -> None:
        loop = asyncio.get_running_loop()
        with suppress(ConnectionClosed):
            async for message in connection:
                frame = read_server_frame(message)
                self.frames.append(frame)
                self.times.append(loop.time())
                self.checker.take(frame, loop.time())


@asynccontextmanager
async def open_socket(url: str, *, receive_buffer: int = 0, **options: Any) -> AsyncGenerator[ClientConnection]:
    """Connect. A small buffer makes the kernel tell the server early that nothing is read."""
    sock = socket.socket()
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.setblocking(False)
    parts = urlsplit(url)
    await asyncio.get_running_loop().sock_connect(sock, (parts.hostname, parts.port))
    async with connect(
        url,
        sock=sock,
        subprotocols=[Subprotocol(PROTOCOL)],
        compression=None,
        max_size=None,
        open_timeout=scaled(10),
        **options,
    ) as connection:
        yield connection
