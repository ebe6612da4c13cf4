"""A client of bytes: handshakes and frames that no library would send."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from a1_testkit.machine import scaled

PING = '{"op":"ping"}'
PATH = "/api/v1/ws"
HEADERS = {
    "Host": "127.0.0.1",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": base64.b64encode(b"sixteen bytes ok").decode(),
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Protocol": "a1.stream.v1",
}


class Answered(NamedTuple):
    """A handshake's answer: its status, and the problem document where it was refused."""

    status: int
    problem: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.problem.get("type", "")).rpartition(":")[2]


async def shake_hands(
    url: str,
    path: str = PATH,
    headers: Mapping[str, str | None] | None = None,
    *,
    start: str = "GET {path} HTTP/1.1",
    more: Sequence[tuple[str, str]] = (),
) -> Answered:
    """Send a handshake with these headers changed; one that is None is left out."""
    fields = [(name, value) for name, value in {**HEADERS, **(headers or {})}.items() if value is not None]
    lines = [start.format(path=path), *(f"{name}: {value}" for name, value in [*fields, *more])]
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        async with asyncio.timeout(scaled(10)):
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head.split(b" ", 2)[1])
            body = b"" if status == 101 else await reader.read()
    finally:
        writer.close()
    is_problem = b"application/problem+json" in head.lower()
    return Answered(status, json.loads(body) if is_problem else {})


class Said(NamedTuple):
    """What a server said and how it closed: the close code, or None where the connection goes on."""

    errors: list[dict[str, Any]]
    code: int | None

    @property
    def reasons(self) -> list[tuple[str, str | None]]:
        """The code of each problem, and the parameter at fault."""
        return [(error["type"].rpartition(":")[2], error.get("parameter")) for error in self.errors]


async def answer_to(socket: ClientConnection) -> Said:
    """Return what the server said up to its close, or while two pings were answered: it goes on."""
    errors: list[dict[str, Any]] = []
    pongs = 0
    try:
        async with asyncio.timeout(scaled(20)):
            with suppress(ConnectionClosed):
                await socket.send(PING)
            while pongs < 2:
                frame = json.loads(await socket.recv())
                if frame["op"] == "error":
                    errors.append(frame)
                if frame["op"] == "pong":
                    pongs += 1
                    await socket.send(PING)
    except ConnectionClosed as closed:
        return Said(errors, closed.rcvd.code if closed.rcvd else 0)
    return Said(errors, None)


def raw_frame(first: int, payload: bytes, *, is_masked: bool = True) -> bytes:
    """Return a frame with any first byte: final bit, reserved bits and opcode (RFC 6455, 5.2)."""
    mask = 0x80 if is_masked else 0
    size = len(payload)
    length = bytes([mask | size]) if size < 126 else bytes([mask | 126]) + size.to_bytes(2)
    return bytes([first]) + length + (bytes(4) if is_masked else b"") + payload


@asynccontextmanager
async def open_with(url: str, *protocols: str, **headers: str) -> AsyncGenerator[ClientConnection]:
    """Connect with these subprotocols and headers."""
    async with connect(
        url,
        subprotocols=[Subprotocol(each) for each in protocols] or None,
        additional_headers=headers,
        compression=None,
        max_size=None,
        open_timeout=scaled(10),
    ) as socket:
        yield socket
