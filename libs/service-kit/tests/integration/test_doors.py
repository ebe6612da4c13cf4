"""What a port does with clients that are slow, greedy, many or malformed: raw sockets against a real server."""

import asyncio
import resource
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import uvicorn
from prometheus_client import CollectorRegistry, Counter
from starlette.types import Receive, Scope, Send

from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.doors import Doors
from a1_service_kit.ops import SignallessServer, listen
from a1_service_kit.refusals import Refused
from a1_testkit.machine import scaled
from a1_testkit.raw_client import Client

GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"
LIMITS = DoorLimits(connections=8, connections_of_address=4, request_s=0.4, stalled_s=0.4, linger_s=0.2)
BIG = b"GET /8000000 HTTP/1.1\r\nhost: a\r\n\r\n"


class Port:
    """A served port."""

    def __init__(self, number: int, doors: Doors, registry: CollectorRegistry) -> None:
        self.number = number
        self.doors = doors
        self._registry = registry

    def refused(self) -> dict[str, float]:
        """The reasons that were counted."""
        name = "acme_refused_connections_total"
        values = {reason: self._registry.get_sample_value(name, {"reason": reason}) for reason in Refused}
        assert None not in values.values(), "a counter that does not start at zero"
        return {str(reason): value for reason, value in values.items() if value}

    @asynccontextmanager
    async def client(self, source: str = "127.0.0.1") -> AsyncGenerator[Client]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.number, local_addr=(source, 0))
        try:
            yield Client(reader, writer)
        finally:
            writer.transport.abort()


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the size of the body; `/early` before it, `/slow` after a moment, `/60000` with so many bytes."""
    size, more = 0, scope["path"] != "/early"
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
        if message["type"] == "http.disconnect":
            return
    if scope["path"] == "/slow":
        await asyncio.sleep(0.3)
    wanted = scope["path"].removeprefix("/")
    body = b"x" * int(wanted) if wanted.isdigit() else str(size).encode()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def a_port(
    limits: DoorLimits, keep_alive_s: int = 60, buffer_bytes: int = 0, ws: Any = "none", **options: Any
) -> AsyncGenerator[Port]:
    registry = CollectorRegistry()
    counter = Counter("acme_refused_connections_total", "Refused.", ["reason"], registry=registry)
    doors = Doors(limits, counter)
    sock = listen("127.0.0.1", 0)
    if buffer_bytes:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer_bytes)
    config = uvicorn.Config(
        echo,
        http=doors.protocol(),
        ws=ws,
        lifespan="off",
        log_config=None,
        timeout_keep_alive=keep_alive_s,
        timeout_graceful_shutdown=1,
        **options,
    )
    stopping = asyncio.Event()
    server = SignallessServer(config)
    serving = asyncio.create_task(server.serve_until(stopping, sock))
    try:
        yield Port(sock.getsockname()[1], doors, registry)
    finally:
        stopping.set()
        await serving


@pytest.fixture
async def port() -> AsyncGenerator[Port]:
    async with a_port(LIMITS) as opened:
        yield opened


async def test_a_whole_request_is_answered_and_its_connection_used_again(port: Port) -> None:
    async with port.client() as client:
        for _ in range(3):
            await client.send(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nabcd")
            answer = await client.answer()
            assert (answer.status, answer.body) == (200, b"4")
            await asyncio.sleep(LIMITS.request_s / 2)
    assert port.refused() == {}


async def test_a_silent_connection_is_cut_and_counted_without_an_answer(port: Port) -> None:
    async with port.client() as client:
        assert await client.rest() == b""
    assert port.refused() == {"silent": 1}


@pytest.mark.parametrize(
    ("head", "trickled", "reason"),
    [
        (b"", b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 100, "headers-timeout"),
        (b"", b"\r\n" * 200, "headers-timeout"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 200\r\n\r\n", b"x" * 199, "body-timeout"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 99, "body-timeout"),
    ],
)
async def test_a_request_that_trickles_is_cut_with_a_problem_in_time(
    port: Port, head: bytes, trickled: bytes, reason: str
) -> None:
    loop = asyncio.get_running_loop()
    async with port.client() as client, asyncio.TaskGroup() as tasks:
        began = loop.time()
        await client.send(head)
        trickling = tasks.create_task(client.trickle(trickled))
        assert (await client.answer()).problem == (408, "request-timeout")
        assert await client.rest() == b""
        assert loop.time() - began < scaled(LIMITS.request_s + 1)
        trickling.cancel()
    assert port.refused() == {reason: 1}


async def test_a_trickle_after_an_answered_request_is_cut_as_well(port: Port) -> None:
    async with port.client() as client:
        await client.send(GET)
        assert (await client.answer()).status == 200
        await client.send(b"\r\n")
        assert (await client.answer()).problem == (408, "request-timeout")
        assert await client.rest() == b""
    assert port.refused() == {"headers-timeout": 1}


async def test_headers_without_end_are_cut_while_they_are_read(port: Port) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with port.client() as client:
        await client.send(b"GET / HTTP/1.1\r\nx: ")
        with pytest.raises(ConnectionError):
            await client.flood(100_000_000)
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 20_000
    assert port.refused() == {"headers-too-large": 1}


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        (b"GET / HTTP/1.1\r\nx: " + b"y" * 20_000, 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 4_000, 431, "headers-too-large"),
        (b"GET /" + b"y" * 70_000, 414, "address-too-long"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 90000\r\n\r\n" + b"x" * 80_000, 413, "body-too-large"),
        (
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n"
            + b"x" * 65_535
            + b"\r\nfff\r\n"
            + b"x" * 4095,
            413,
            "body-too-large",
        ),
    ],
)
async def test_what_is_too_large_gets_a_problem_before_its_end(
    port: Port, sent: bytes, status: int, reason: str
) -> None:
    async with port.client() as client:
        await client.send(sent)
        assert (await client.answer()).problem == (status, "request-too-large")
        assert await client.rest() == b""
    assert port.refused() == {reason: 1}


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ncontent-length: 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4, 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\nabcd",
        b"GET / HTTP/1.1\r\nhost : a\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
async def test_what_two_servers_could_read_differently_is_malformed(port: Port, sent: bytes) -> None:
    async with port.client() as client:
        await client.send(sent)
        assert (await client.answer()).problem == (400, "malformed-request")
        assert await client.rest() == b""
    assert port.refused() == {"malformed": 1}


async def test_an_idle_connection_that_was_served_ends_after_the_keep_alive_and_is_no_refusal() -> None:
    async with a_port(LIMITS, keep_alive_s=1) as port, port.client() as client:
        await client.send(GET)
        assert (await client.answer()).status == 200
        assert await client.rest() == b""
        assert port.refused() == {}


async def test_a_body_after_its_answer_leaves_the_connection_usable() -> None:
    async with a_port(LIMITS, keep_alive_s=1) as port, port.client() as client:
        for _ in range(2):
            await client.send(b"POST /early HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n")
            assert (await client.answer()).status == 200
            await client.send(b"abcd")
        assert await client.rest() == b""
        assert port.refused() == {}


async def test_a_body_that_trickles_after_its_answer_gets_no_second_one(port: Port) -> None:
    async with port.client() as client:
        await client.send(b"POST /early HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nab")
        assert (await client.answer()).status == 200
        assert await client.rest() == b""
    assert port.refused() == {"body-timeout": 1}


async def test_an_answer_reaches_a_client_that_goes_on_sending(port: Port) -> None:
    async with port.client() as client:
        await client.send(b"GET / HTTP/1.1\r\nx: " + b"y" * 8_000_000)
        assert (await client.answer()).problem == (431, "request-too-large")


async def test_idle_connections_that_were_served_make_room_without_a_word(port: Port) -> None:
    async with AsyncExitStack() as stack:
        idle = [await stack.enter_async_context(port.client()) for _ in range(LIMITS.connections_of_address)]
        for each in idle:
            await each.send(GET)
            assert (await each.answer()).status == 200
        asking = await stack.enter_async_context(port.client())
        await asking.send(GET)
        assert (await asking.answer()).status == 200
        assert await idle[0].rest() == b""
    assert port.refused() == {"evicted": 1}


async def test_silent_connections_of_one_address_make_room_for_the_next_and_serve_it(port: Port) -> None:
    async with AsyncExitStack() as stack:
        silent = [await stack.enter_async_context(port.client()) for _ in range(LIMITS.connections_of_address + 2)]
        asking = await stack.enter_async_context(port.client())
        await asking.send(GET)
        assert (await asking.answer()).status == 200
        assert [(await each.answer()).problem[0] for each in silent[:3]] == [503] * 3
    assert port.refused() == {"evicted": 3}


async def test_silent_connections_of_many_addresses_make_room_for_the_next_and_serve_it(port: Port) -> None:
    async with AsyncExitStack() as stack:
        for number in range(LIMITS.connections):
            await stack.enter_async_context(port.client(f"127.0.0.{number + 2}"))
        asking = await stack.enter_async_context(port.client())
        await asking.send(GET)
        assert (await asking.answer()).status == 200
    assert port.refused() == {"evicted": 1}


async def test_a_connection_that_was_served_outlives_those_that_never_asked(port: Port) -> None:
    async with AsyncExitStack() as stack:
        served = await stack.enter_async_context(port.client("127.0.0.99"))
        await served.send(GET)
        assert (await served.answer()).status == 200
        for number in range(2 * LIMITS.connections):
            await stack.enter_async_context(port.client(f"127.0.0.{number + 2}"))
        await served.send(GET)
        assert (await served.answer()).status == 200


@pytest.mark.parametrize(
    ("sources", "expected", "reason"),
    [
        (["127.0.0.1"] * 4, (429, "too-many-connections"), "address-connections"),
        ([f"127.0.0.{number}" for number in range(2, 10)], (503, "too-many-connections"), "connections"),
    ],
)
async def test_where_every_connection_waits_for_us_the_newcomer_is_refused(
    port: Port, sources: list[str], expected: tuple[int, str], reason: str
) -> None:
    async with AsyncExitStack() as stack:
        busy = [await stack.enter_async_context(port.client(source)) for source in sources]
        for each in busy:
            await each.send(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n")
        await asyncio.sleep(0.1)
        late = await stack.enter_async_context(port.client())
        assert (await late.answer()).problem == expected
        assert [(await each.answer()).status for each in busy] == [200] * len(busy)
    assert port.refused() == {reason: 1}


async def test_a_client_that_reads_nothing_is_cut(port: Port, wait_until: Callable[..., Any]) -> None:
    async with port.client() as client:
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await client.send(BIG)
        await wait_until(lambda: port.refused() == {"slow-reader": 1})
        await wait_until(lambda: len(port.doors.connections) == 0)


@pytest.mark.parametrize("more", [b"", b"connection: close\r\n"])
async def test_a_connection_that_is_closed_with_an_answer_unread_ends(
    more: bytes, wait_until: Callable[..., Any]
) -> None:
    async with a_port(LIMITS, keep_alive_s=1, buffer_bytes=4_096) as port:
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            sock.connect(("127.0.0.1", port.number))
            sock.sendall(b"GET /60000 HTTP/1.1\r\nhost: a\r\n" + more + b"\r\n")
            await wait_until(lambda: port.refused() == {"slow-reader": 1})
            await wait_until(lambda: len(port.doors.connections) == 0)


async def test_pipelined_requests_are_answered_in_order_and_bounded(port: Port) -> None:
    async with port.client() as client:
        await client.send(GET * 20)
        assert [(await client.answer()).status for _ in range(20)] == [200] * 20
        await client.send(GET * 500)
        await client.rest()
    assert port.refused() == {"pipelined": 1}


async def test_an_upgrade_that_is_not_known_is_answered_as_if_it_were_not_asked(port: Port) -> None:
    async with port.client() as client:
        await client.send(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n")
        assert (await client.answer()).status == 200
        assert await client.rest() == b""
    assert port.refused() == {}


UPGRADE = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"


@pytest.mark.parametrize("asked", [b"CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n", UPGRADE])
@pytest.mark.parametrize("before", [b"", GET])
async def test_a_tunnel_and_a_websocket_of_a_port_that_has_none_are_refused(
    port: Port, asked: bytes, before: bytes, wait_until: Callable[..., Any]
) -> None:
    async with port.client() as client:
        if before:
            await client.send(before)
            assert (await client.answer()).status == 200
        await client.send(asked + b"not for us")
        assert (await client.answer()).problem == (501, "not-implemented")
        assert await client.rest() == b""
    assert port.refused() == {"upgrade": 1}
    await wait_until(lambda: len(port.doors.connections) == 0)


class Greeting(asyncio.Protocol):
    """What a WebSocket's protocol is to the port: it takes the transport over."""

    def __init__(self, **_: Any) -> None:
        self.heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(b"101" if data.startswith(b"GET /") else data)


async def test_an_upgraded_connection_has_no_deadline_another_reader_and_its_place(
    wait_until: Callable[..., Any],
) -> None:
    async with a_port(LIMITS, ws=Greeting) as port, port.client() as client:
        await client.send(UPGRADE)
        assert await client.reader.readexactly(3) == b"101"
        await asyncio.sleep(2 * LIMITS.request_s)
        await client.send(b"still here")
        assert await client.reader.readexactly(10) == b"still here"
        assert len(port.doors.connections) == 1
        client.writer.close()
        await wait_until(lambda: len(port.doors.connections) == 0)
        assert port.refused() == {}


async def test_upgraded_connections_fill_the_port_as_others_do() -> None:
    async with a_port(LIMITS, ws=Greeting) as port, AsyncExitStack() as clients:
        for _ in range(LIMITS.connections_of_address):
            client = await clients.enter_async_context(port.client())
            await client.send(UPGRADE)
            assert await client.reader.readexactly(3) == b"101"
        newcomer = await clients.enter_async_context(port.client())
        await newcomer.send(GET)
        assert (await newcomer.answer()).problem == (429, "too-many-connections")


async def test_every_connection_is_forgotten_at_its_end(port: Port, wait_until: Callable[..., Any]) -> None:
    for sent in (GET, b"", b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n"):
        async with port.client() as client:
            await client.send(sent)
            await asyncio.sleep(0.02)
    await wait_until(lambda: len(port.doors.connections) == 0)
    await wait_until(lambda: not port.doors.lingering)
