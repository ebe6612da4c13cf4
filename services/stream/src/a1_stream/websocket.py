"""The WebSocket port. The one module that knows picows."""

import asyncio
import logging
import random
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.identity import Identity
from a1_edge_kit.tickets import HeldTicket
from a1_service_kit.logging import get_logger
from a1_stream.connection import Connection, turn_away
from a1_stream.gate import NOT_READY, Gate, RefusedHandshake, as_bytes
from a1_stream.problems import bad_frame, credential_ended, no_subscription, stalled, too_many_connections
from a1_stream.shared import Shared
from a1_streaming.frames import PROTOCOL, CloseCode, Reconnect

_LARGEST_FRAME = 65_536
"""A larger frame of a client ends its connection while it is read: with 1009, or 4413 up to here."""
_HANDSHAKE_S = 5.0
_READ_BUFFER = 2_048
_SWEEP_EVERY_S = 1.0
_ABORT_AFTER_S = 15.0
"""How long the last frames may take to be read by a client that is closed."""

log = get_logger("a1.stream.websocket")
_LIBRARYS_LOG = logging.LoggerAdapter(logging.getLogger("a1.stream.picows"), {})
_LIBRARYS_LOG.setLevel(logging.WARNING)  # below, it writes two lines a connection, with the client's address


class Client(WSListener):
    """A client's WebSocket: what the library calls, and what a `Connection` writes to."""

    def __init__(
        self, port: "WebSocketPort", asking: Identity | HeldTicket, forwarded: list[tuple[bytes, bytes]]
    ) -> None:
        super().__init__()
        self.is_blocked = False
        self.address = ""
        self.connection: Connection | None = None
        self.write: Callable[[bytes], None] = _nowhere
        """Write a whole frame: the transport's own method, without a call between."""
        self._port = port
        self._asking = asking
        self._forwarded = forwarded
        self._transport: WSTransport | None = None
        self._raw: asyncio.Transport | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        self._raw = raw = transport.underlying_transport
        self.write = raw.write
        size = self._port.shared.settings.send_buffer_bytes
        raw.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size // 2)  # the kernel doubles it
        raw.set_write_buffer_limits(high=size, low=size // 4)
        peer = raw.get_extra_info("peername")
        self.address = self._port.addresses.of(peer[0] if peer else None, self._forwarded).client
        is_admitted = self._port.admit(self)
        if isinstance(self._asking, HeldTicket):
            raw.pause_reading()  # what the client sends waits in its socket until the ticket is spent
            self._port.shared.start(self._begin_by_ticket(raw, self._asking, is_admitted=is_admitted))
        else:
            self._begin(self._asking, is_admitted=is_admitted)

    async def _begin_by_ticket(self, raw: asyncio.Transport, ticket: HeldTicket, *, is_admitted: bool) -> None:
        found = await self._port.gate.spend(ticket)
        if raw.is_closing():
            return
        raw.resume_reading()
        if isinstance(found, Identity):
            self._begin(found, is_admitted=is_admitted)
        else:
            turn_away(self, self._port.shared.metrics, found)

    def _begin(self, identity: Identity, *, is_admitted: bool) -> None:
        self.connection = Connection(self, self._port.shared, identity, self._port.now())
        if not is_admitted:
            self.connection.refuse(too_many_connections())

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        connection = self.connection
        if connection is None or connection.is_closed:
            if frame.msg_type == WSMsgType.CLOSE:
                transport.disconnect()
            return
        if frame.msg_type == WSMsgType.CLOSE:
            connection.forget()
            transport.send_close(frame.get_close_code(), frame.get_close_message())
            transport.disconnect()
        elif frame.msg_type == WSMsgType.PING:
            if connection.on_ping(self._port.now()):
                transport.send_pong(frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.PONG:
            connection.on_ping(self._port.now())
        elif frame.msg_type == WSMsgType.TEXT and frame.fin and not frame.rsv1:
            connection.on_frame(frame.get_payload_as_bytes(), self._port.now())
        else:
            connection.refuse(bad_frame("A frame of a client is one whole text message, not compressed."))

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002 - the library's signature
        if self.connection is not None:
            self.connection.forget()
        self._port.leave(self)

    def pause_writing(self) -> None:
        self.is_blocked = True
        if self.connection is not None:
            self.connection.on_blocked(self._port.now())

    def resume_writing(self) -> None:
        self.is_blocked = False
        if self.connection is not None:
            self.connection.on_writable()

    def close(self, code: CloseCode, reason: str) -> None:
        if self._transport is None or self._raw is None:
            return
        self._transport.send_close(code, reason.encode())  # pyright: ignore[reportArgumentType] - its enum has not ours
        asyncio.get_running_loop().call_later(_ABORT_AFTER_S, self._raw.abort)


class WebSocketPort:
    """The clients of the port, and what happens to them by time."""

    def __init__(self, shared: Shared, gate: Gate, addresses: ClientAddresses) -> None:
        self.shared = shared
        self.addresses = addresses
        self.now: Callable[[], float] = asyncio.get_running_loop().time
        self.clients: dict[Client, None] = {}
        self.is_draining = False
        self.gate = gate
        self._of_address: dict[str, int] = {}

    def answer(self, request: WSUpgradeRequest) -> WSListener | WSUpgradeResponseWithListener:
        """Return the client of a handshake, or the answer that refuses it."""
        found = NOT_READY if self.is_draining else self.gate.admit(request.path, request.headers)
        if isinstance(found, RefusedHandshake):
            self.shared.metrics.refused.labels(found.reason).inc()
            return WSUpgradeResponseWithListener(_refused(found), None)
        request.headers["Connection"] = "upgrade"  # the library takes no list, as Firefox sends; the gate has read it
        offers = request.headers.get("Sec-WebSocket-Protocol")
        headers = {} if offers is None else {"Sec-WebSocket-Protocol": PROTOCOL}
        forwarded = [(b"x-forwarded-for", as_bytes(value)) for value in request.headers.getall("X-Forwarded-For", ())]
        client = Client(self, found, forwarded)
        return WSUpgradeResponseWithListener(WSUpgradeResponse.create_101_response(headers), client)

    def admit(self, client: Client) -> bool:
        """Count a client. Returns False where there are too many."""
        self.clients[client] = None
        count = self._of_address[client.address] = self._of_address.get(client.address, 0) + 1
        self.shared.metrics.connections.set(len(self.clients))
        settings = self.shared.settings
        return len(self.clients) <= settings.max_connections and count <= settings.max_connections_of_address

    def leave(self, client: Client) -> None:
        """Count a client no longer."""
        if client not in self.clients:
            return
        del self.clients[client]
        self._of_address[client.address] -= 1
        if not self._of_address[client.address]:
            del self._of_address[client.address]
        self.shared.metrics.connections.set(len(self.clients))

    async def sweep(self) -> None:
        """Close each second, until cancelled, those that may not stay, that never subscribe and that never read."""
        settings = self.shared.settings
        while True:
            await asyncio.sleep(_SWEEP_EVERY_S)
            now = self.now()
            blocked = 0
            for connection in self._connections():
                connection.ask_to_renew()
                if not connection.may_stay:
                    connection.refuse(credential_ended())
                elif connection.blocked_since is not None:
                    blocked += 1
                    if now - connection.blocked_since > settings.stalled_s:
                        connection.refuse(stalled(settings.stalled_s))
                elif not connection.has_subscribed and now - connection.opened_at > settings.hello_s:
                    connection.refuse(no_subscription(settings.hello_s))
            self.shared.metrics.blocked.set(blocked)
            self.shared.metrics.streams.set(sum(len(each.streams) for each in self._connections()))

    async def mark(self) -> None:
        """Write marks at each heartbeat, until cancelled. The leagues take turns within it."""
        heartbeat_s = self.shared.settings.heartbeat_s
        loop = asyncio.get_running_loop()
        next_at = loop.time()
        while True:
            for fanout in self.shared.fanouts.values():
                next_at += heartbeat_s / len(self.shared.fanouts)
                await asyncio.sleep(max(0.0, next_at - loop.time()))
                fanout.mark()

    async def drain(self) -> None:
        """Ask every client to connect again, and close each at a random time within the spread."""
        spread_s = self.shared.settings.drain_s
        milliseconds = round(spread_s * 1_000)
        asked = Reconnect(reason="deploy", within_ms=milliseconds, spread_ms=milliseconds)
        self.is_draining = True
        waiting = self._connections()
        for connection in waiting:
            connection.send("reconnect", asked)
        log.info("clients.draining", clients=len(waiting), spread_s=spread_s)
        times = sorted(random.uniform(0, spread_s) for _ in waiting)  # noqa: S311 - spreads, protects nothing
        began = self.now()
        for at, connection in zip(times, waiting, strict=True):
            await asyncio.sleep(max(0.0, began + at - self.now()))
            connection.close(CloseCode.RESTART, "deploy")

    def _connections(self) -> list[Connection]:
        return [client.connection for client in self.clients if client.connection and not client.connection.is_closed]


@asynccontextmanager
async def open_websockets(
    shared: Shared, gate: Gate, addresses: ClientAddresses
) -> AsyncGenerator[tuple[WebSocketPort, int]]:
    """Serve the port. Yields its clients and its number; at the end no further client is taken."""
    port = WebSocketPort(shared, gate, addresses)
    options: dict[str, Any] = {"reuse_port": False, "backlog": 2_048}
    server = await ws_create_server(
        port.answer,
        shared.settings.host,
        shared.settings.ws_port,
        websocket_handshake_timeout=_HANDSHAKE_S,
        logger_name=_LIBRARYS_LOG,
        enable_auto_pong=False,
        max_frame_size=_LARGEST_FRAME,
        read_buffer_init_size=_READ_BUFFER,
        **options,
    )
    tasks = (asyncio.create_task(port.sweep()), asyncio.create_task(port.mark()))
    try:
        yield port, server.sockets[0].getsockname()[1]
    finally:
        for task in tasks:
            task.cancel()
        server.close()


def _nowhere(_: bytes) -> None:
    """Write to a client that is not connected yet."""


def _refused(refusal: RefusedHandshake) -> WSUpgradeResponse:
    headers = {"Content-Type": "application/problem+json"}
    if refusal is NOT_READY:
        headers["Retry-After"] = "2"
    return WSUpgradeResponse.create_error_response(refusal.status, refusal.body, headers)
