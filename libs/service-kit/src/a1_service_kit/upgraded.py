"""A connection after its upgrade: another protocol reads it, and the port still counts it."""

import asyncio
from collections.abc import Callable
from typing import cast


class Upgraded(asyncio.Protocol):
    """Passes everything on to the protocol that took over, and says when the connection ends."""

    def __init__(self, inner: asyncio.BaseProtocol, ended: Callable[[], None]) -> None:
        self._inner = cast("asyncio.Protocol", inner)
        self._ended = ended

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended()
        self._inner.connection_lost(exc)
