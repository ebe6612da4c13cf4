"""Clients of a fan-out, as cheap as they can be: each counts the records that come and notes how old they are."""

import asyncio
import json
import os
import re
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Self, cast

AT = b'"sent":'
"""Before the time of a record, in nanoseconds of the machine's clock, 19 digits."""
_DIGITS = 19
_HANDSHAKE = (
    b"GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: a1.stream.v1\r\n\r\n"
)
_SUBSCRIBE: dict[str, Any] = {"op": "subscribe", "id": "a", "scope": {"league": "nba", "kinds": ["odds"]}}
_TO = re.compile(rb'"to":"(v1\.[0-9a-zA-Z.]+)"')
_WHY = re.compile(rb'"why":"([a-z-]+)"')
_SMALL_BUFFER = 4_096


def record(version: int) -> bytes:
    """Return an offer of about 1 KB that says when it was made."""
    return b'{"version":%d,"changed_at":"2026-11-29T00:00:00Z","removed":null,"sent":%d,"text":"%b"}' % (
        version,
        time.time_ns(),
        b"x" * 900,
    )


class Received:
    """What all clients received since the last reset."""

    def __init__(self) -> None:
        self.ages: list[float] = []
        """In seconds."""
        self.live = 0
        self.open = 0
        self.cursor: str | None = None
        """Where one of them stands."""


class _Client(asyncio.Protocol):
    def __init__(self, received: Received, cursor: str | None) -> None:
        self._received = received
        self._cursor = cursor
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._received.open += 1
        subscribe(cast("asyncio.Transport", transport), self._cursor)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        self._received.open -= 1

    def data_received(self, data: bytes) -> None:
        now = time.time_ns()
        data = self._rest + data
        if b'"op":"live"' in data:
            self._received.live += 1
        if self._received.cursor is None and (found := _TO.search(data)):
            self._received.cursor = found[1].decode()
        place = data.find(AT)
        last = 0
        while place >= 0:
            end = place + len(AT) + _DIGITS
            if end > len(data):
                break
            self._received.ages.append((now - int(data[place + len(AT) : end])) / 1e9)
            last = end
            place = data.find(AT, end)
        self._rest = data[max(last, len(data) - len(AT) - _DIGITS) :]


@asynccontextmanager
async def connected(
    port: int, count: int, *, cursor: str | None = None, within_s: float = 0
) -> AsyncGenerator[Received]:
    """Connect so many clients evenly within these seconds, and subscribe each."""
    received = Received()
    loop = asyncio.get_running_loop()
    began = loop.time()
    transports: list[asyncio.BaseTransport] = []
    try:
        for number in range(count):
            if within_s:
                await asyncio.sleep(max(0.0, began + within_s * number / count - loop.time()))
            transport, _ = await loop.create_connection(lambda: _Client(received, cursor), "127.0.0.1", port)
            transports.append(transport)
        yield received
    finally:
        for transport in transports:
            transport.close()


class StalledReader(asyncio.Protocol):
    """A client that stops reading once it is live, until `go_on`."""

    def __init__(self) -> None:
        self.received = b""
        self.is_closed = False

    @classmethod
    @asynccontextmanager
    async def connected(cls, port: int) -> AsyncGenerator[Self]:
        """Connect one; yields it when it has stopped."""
        loop = asyncio.get_running_loop()
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        sock.setblocking(False)
        await loop.sock_connect(sock, ("127.0.0.1", port))
        transport, client = await loop.create_connection(cls, sock=sock)
        try:
            await client.stopped.wait()
            yield client
        finally:
            transport.close()

    @property
    def reasons(self) -> set[bytes]:
        """Why frames left something out."""
        return set(_WHY.findall(self.received))

    def go_on(self) -> None:
        """Read again."""
        self._transport.resume_reading()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.stopped = asyncio.Event()
        self._transport = cast("asyncio.Transport", transport)
        subscribe(self._transport, None)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if not self.stopped.is_set() and b'"op":"live"' in self.received:
            self.stopped.set()
            self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        self.is_closed = True


def subscribe(transport: asyncio.Transport, cursor: str | None) -> None:
    """Open a WebSocket and subscribe, after a cursor where there is one."""
    transport.write(_HANDSHAKE)
    transport.write(_masked(json.dumps(_SUBSCRIBE | ({"cursor": cursor} if cursor else {})).encode()))


def _masked(payload: bytes) -> bytes:
    mask = os.urandom(4)
    body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    assert len(payload) < 65_536
    size = bytes((0x80 | len(payload),)) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2)
    return b"\x81" + size + mask + body
