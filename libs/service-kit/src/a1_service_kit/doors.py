"""The HTTP/1.1 port of a service as a client meets it: what uvicorn leaves without bound has one here.

A request is whole within `request_s` of the connection, or of its first byte on a connection that was used before. Its
head and body are counted while they are read. Every refusal is counted, and answered as a problem document unless
another answer is on its way.
"""

import asyncio
from collections.abc import Mapping
from enum import Enum, auto
from functools import partial
from types import MappingProxyType
from typing import Any

import httptools
from prometheus_client import Counter
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from a1_service_kit.connections import Connections, client_of, is_in
from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.refusals import MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_TARGET_BYTES, Refused, answer_to
from a1_service_kit.upgraded import Upgraded

_PIECE = 2_048
"""Bytes that are parsed at a time, so that counting comes before memory."""
_MOST_LINGERING = 256
_MOST_PIPELINED = 32
"""Requests that may wait for the answers before theirs."""


class Doors:
    """What the connections of a port share: their bounds, their number and the counter of refusals."""

    def __init__(self, limits: DoorLimits, refused: Counter) -> None:
        self.limits = limits
        self.connections = Connections(limits.connections, limits.connections_of_address)
        self.lingering: set[DoorProtocol] = set()
        self._refused = {reason: refused.labels(reason) for reason in Refused}

    def address_of(self, peer: tuple[str, int] | None) -> str | None:
        """Return what the connections of this peer are counted by; None for a proxy, which is many clients."""
        if peer is None:
            return "local"
        client = client_of(peer[0])
        return None if self.limits.proxies and is_in(peer[0], self.limits.proxies) else client

    def count(self, reason: Refused) -> None:
        """Count a refusal."""
        self._refused[reason].inc()

    def protocol(self) -> type[asyncio.Protocol]:
        """Return the protocol class of this port, for `uvicorn.Config(http=…)`."""
        return type("BoundDoorProtocol", (DoorProtocol,), {"doors": self})


class _Stage(Enum):
    """How far the request that is being read has got."""

    SILENT = auto()
    """No byte since the connection was made."""
    HEAD = auto()
    BODY = auto()
    WHOLE = auto()
    RESTING = auto()
    """No byte since the last answer."""


_SILENT, _HEAD, _BODY, _WHOLE, _RESTING = _Stage
"""Read for each request several times, which is far dearer through the class."""

_LATE: Mapping[_Stage, Refused] = MappingProxyType(
    {_SILENT: Refused.SILENT, _HEAD: Refused.HEADERS_LATE, _BODY: Refused.BODY_LATE}
)


class DoorProtocol(HttpToolsProtocol):
    """A connection of a port with doors."""

    doors: Doors

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.url = b""
        self._stage = _SILENT
        self._head_bytes = 0
        self._body_bytes = 0
        self._is_deaf = False
        self._is_unserved = False  # a tunnel, or a WebSocket of a port that has none
        self._deadline: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        refusal = self.doors.connections.admit(self, self.doors.address_of(self.client))
        if refusal is None:
            self._deadline = self.loop.call_later(self.doors.limits.request_s, self._on_deadline)
        else:
            self._refuse(refusal)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        self.doors.connections.leave(self)
        self.doors.lingering.discard(self)
        super().connection_lost(exc)
        if self._stall is not None:
            self._stall.cancel()

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        if self._is_deaf:
            return
        if len(data) <= _PIECE:
            self._read(data)
        else:
            for start in range(0, len(data), _PIECE):
                if not self._is_deaf:
                    self._read(data[start : start + _PIECE])
        if not self._is_deaf:
            self._settle()

    def _read(self, piece: bytes) -> None:
        """Parse a piece and refuse what has become too much."""
        if self._stage is _RESTING or self._stage is _SILENT:
            self._stage = _HEAD
            self._head_bytes = 0
        was = self._stage
        try:
            self.parser.feed_data(piece)  # pyright: ignore[reportOptionalMemberAccess] - until the connection is lost
        except httptools.HttpParserUpgrade:
            self._upgrade()
            return
        except httptools.HttpParserError:
            self._refuse(Refused.MALFORMED)
            return
        if was is _HEAD:
            self._head_bytes += len(piece)
        if self._stage is not _WHOLE or self.pipeline:
            excess = self._excess()
            if excess is not None:
                self._refuse(excess)

    def _excess(self) -> Refused | None:
        """Return why the request being read has become too much."""
        if self._stage is _HEAD:
            if len(self.url) > MAX_TARGET_BYTES:
                return Refused.ADDRESS_TOO_LONG
            if self._head_bytes - len(self.url) > MAX_HEADER_BYTES:
                return Refused.HEADERS_TOO_LARGE
        if self._stage is _BODY and self._body_bytes > MAX_BODY_BYTES:
            return Refused.BODY_TOO_LARGE
        if len(self.pipeline) > _MOST_PIPELINED:
            return Refused.PIPELINED
        return None

    def _settle(self) -> None:
        """Wait for the rest of the request, for the answer, or for the next request."""
        if self._stage is not _WHOLE:
            if self._deadline is None:
                self._deadline = self.loop.call_later(self.doors.limits.request_s, self._on_deadline)
            return
        if self._deadline is not None:
            self._disarm()
        if self._is_answered:  # before the last byte of its body
            self._stage = _RESTING
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _upgrade(self) -> None:
        """Hand over to the WebSocket's protocol, or refuse. Another upgrade is ignored, and its connection ends."""
        if self._is_unserved:
            self._refuse(Refused.UPGRADE)
            return
        self._is_deaf = True
        self._disarm()
        if self._should_upgrade():
            self.doors.connections.begin_work(self)
            self.handle_websocket_upgrade()
            self.transport.set_protocol(
                Upgraded(self.transport.get_protocol(), partial(self.doors.connections.leave, self))
            )
        else:
            self.cycle.keep_alive = False

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._stage = _HEAD
        self._head_bytes = 0
        self._body_bytes = 0

    def on_headers_complete(self) -> None:
        if self.parser.should_upgrade():  # pyright: ignore[reportOptionalMemberAccess]
            is_websocket = self._get_upgrade() == b"websocket" and not self._should_upgrade_to_ws()
            self._is_unserved = is_websocket or self.parser.get_method() == b"CONNECT"  # pyright: ignore[reportOptionalMemberAccess]
        if not self._is_unserved:
            super().on_headers_complete()
            self._stage = _BODY

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        if not self._is_unserved:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._is_unserved:
            return
        super().on_message_complete()
        self._stage = _WHOLE
        if not self._is_answered:
            self.doors.connections.begin_work(self)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._watch_unread()
        elif self._is_answered:
            self.doors.connections.end_work(self)
            if self._stage is _WHOLE:
                self._stage = _RESTING

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_unread()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def timeout_keep_alive_handler(self) -> None:
        if self._stage is _RESTING:
            super().timeout_keep_alive_handler()
            self._watch_unread()

    def evict(self) -> None:
        """End the connection to make room."""
        self._refuse(Refused.EVICTED)

    def _on_deadline(self) -> None:
        self._deadline = None
        self._refuse(_LATE[self._stage])

    def _refuse(self, reason: Refused) -> None:
        """Count a refusal, answer it if there is nothing else to answer, and close."""
        if self._is_deaf or self.transport.is_closing():
            return
        answer = answer_to(reason) if self._may_answer() else None
        self._is_deaf = True
        self._disarm()
        self._unset_keepalive_if_required()
        self.doors.count(reason)
        self.doors.connections.leave(self)
        if not self._is_answered:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if answer is not None:
            self.transport.write(answer)
        if answer is None or len(self.doors.lingering) >= _MOST_LINGERING:
            self.transport.close()
            self._watch_unread()
            return
        self.doors.lingering.add(self)
        self.transport.write_eof()
        self.flow.resume_reading()
        self._deadline = self.loop.call_later(self.doors.limits.linger_s, self.transport.abort)

    def _may_answer(self) -> bool:
        """Whether the next bytes that the client expects are the answer to the request being read."""
        if self._stage is _BODY:
            return not self.pipeline and not self.cycle.response_started
        return self._is_answered and self._stage is not _RESTING

    @property
    def _is_answered(self) -> bool:
        """Whether no request waits for its answer."""
        last: RequestResponseCycle | None = self.cycle
        return last is None or last.response_complete  # pyright: ignore[reportUnnecessaryComparison] - until the first

    def _watch_unread(self) -> None:
        """Abort the connection later if what was written is still unread by then."""
        if self._stall is None and self.transport.get_write_buffer_size():
            self._stall = self.loop.call_later(self.doors.limits.stalled_s, self._on_stall)

    def _on_stall(self) -> None:
        if not self._is_deaf:
            self.doors.count(Refused.SLOW_READER)
        self.transport.abort()

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
