"""One WebSocket connection: frames in and out, and what ends it."""

import asyncio
from collections.abc import Mapping
from typing import Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from a1betting.errors import A1Error, UnreadableError, refusal
from a1betting.messages import Ping, ServerFrame, Subscribe, Token
from a1betting.transport import PASSING

PROTOCOL = Subprotocol("a1.stream.v1")
LARGEST_FRAME = 64 * 1024 * 1024
OPEN_WITHIN_S = 10.0
_FINAL = {
    4400: "the server could not read a frame",
    4401: "the key or token is refused",
    4403: "the key lacks the scope",
    4413: "a frame was too large",
}
"""Close codes after which the same subscription would fail again."""
_encode = msgspec.json.Encoder().encode
_decode: msgspec.json.Decoder[ServerFrame] = msgspec.json.Decoder(ServerFrame)


class ConnectionLostError(A1Error):
    """The connection is gone, or there was none. Another attempt may succeed."""


class RefusedError(A1Error):
    """The server closed the connection, and would close it again."""


class Connection:
    """An open WebSocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    @classmethod
    async def open(cls, url: str, headers: Mapping[str, str]) -> Self:
        """Connect. Raises ConnectionLostError where that may succeed later, else the server's refusal."""
        try:
            socket = await connect(
                url,
                subprotocols=[PROTOCOL],
                additional_headers=headers,
                compression=None,
                open_timeout=OPEN_WITHIN_S,
                ping_interval=None,  # the server's marks prove life
                max_size=LARGEST_FRAME,
                max_queue=4,  # a slow reader is the server's to know: it conflates
            )
        except InvalidStatus as error:
            status = error.response.status_code
            if status in PASSING:
                raise ConnectionLostError(f"{url}: status {status}") from error
            raise refusal(bytes(error.response.body or b""), status, url) from error
        except (OSError, TimeoutError, InvalidHandshake) as error:
            raise ConnectionLostError(f"{url}: {error or type(error).__name__}") from error
        return cls(socket)

    async def send(self, frame: Subscribe | Token | Ping) -> None:
        """Send a frame. Raises ConnectionLostError."""
        try:
            await self._socket.send(_encode(frame).decode())
        except ConnectionClosed as error:
            raise _lost(error) from error

    async def receive(self, within_s: float) -> ServerFrame:
        """Return the next frame. Raises TimeoutError, ConnectionLostError, or UnreadableError for what is no frame."""
        try:
            async with asyncio.timeout(within_s):
                data = await self._socket.recv(decode=False)
        except ConnectionClosed as error:
            raise _lost(error) from error
        try:
            return _decode.decode(data)
        except msgspec.DecodeError as error:
            raise UnreadableError(f"{data[:200]!r}: {error}") from error

    async def close(self) -> None:
        """Close, without waiting for the other side's goodbye for long."""
        try:
            async with asyncio.timeout(1):
                await self._socket.close()
        except (OSError, TimeoutError, WebSocketException):
            self._socket.transport.abort()


def _lost(error: ConnectionClosed) -> A1Error:
    code = error.rcvd.code if error.rcvd else None
    if code in _FINAL:
        return RefusedError(f"{code}: {_FINAL[code]}")
    return ConnectionLostError(f"closed with {code}")
