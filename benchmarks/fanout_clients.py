"""Clients of a fan-out, as cheap as they can be: each counts the records that come and notes how old they are."""

import asyncio
import json
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

AT = b'"sent":'
"""Before the time of a record, in nanoseconds of the machine's clock, 19 digits."""
_DIGITS = 19
_HANDSHAKE = (
    b"GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: a1.stream.v1\r\n\r\n"
)
_SUBSCRIBE = json.dumps({"op": "subscribe", "id": "a", "scope": {"league": "nba", "kinds": ["odds"]}}).encode()


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


class _Client(asyncio.Protocol):
    def __init__(self, received: Received) -> None:
        self._received = received
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(_HANDSHAKE)
        self._transport.write(_masked(_SUBSCRIBE))

    def data_received(self, data: bytes) -> None:
        now = time.time_ns()
        data = self._rest + data
        if b'"op":"live"' in data:
            self._received.live += 1
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
async def connected(port: int, count: int) -> AsyncGenerator[Received]:
    """Connect so many clients, and subscribe each."""
    received = Received()
    loop = asyncio.get_running_loop()
    transports: list[asyncio.BaseTransport] = []
    try:
        for _ in range(count):
            transport, _ = await loop.create_connection(lambda: _Client(received), "127.0.0.1", port)
            transports.append(transport)
        yield received
    finally:
        for transport in transports:
            transport.close()


def _masked(payload: bytes) -> bytes:
    mask = os.urandom(4)
    body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    assert len(payload) < 126
    return bytes((0x81, 0x80 | len(payload))) + mask + body
