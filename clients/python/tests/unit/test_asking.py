"""What a stream asks of the server: where it begins, how changes come, and with which token it goes on."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from frames import EMPTY, HELLO, LIVE, MARK, Frame
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from a1betting import Client, ProblemError
from a1betting.backoff import Backoff
from a1betting.connection import PROTOCOL

LIVE_AND_MARK = (HELLO, LIVE, MARK)
SINCE = datetime(2026, 11, 29, 8, tzinfo=UTC)


class Server:
    """Sends frames to each client that subscribes, and an answer to each token. Keeps what it got."""

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self.frames = frames
        self.url = ""
        self.credentials: list[str | None] = []
        self.got: list[dict[str, Any]] = []
        self.sockets: list[ServerConnection] = []

    async def answer(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        self.credentials.append(socket.request.headers.get("authorization"))
        self.sockets.append(socket)
        try:
            async for message in socket:
                self.got.append(json.loads(message))
                answers = self.frames if self.got[-1]["op"] == "subscribe" else ({"op": "renewed", "until": "…"},)
                for frame in answers:
                    await socket.send(json.dumps(frame))
        except ConnectionClosed:
            pass


@asynccontextmanager
async def serving(*frames: Frame) -> AsyncGenerator[tuple[Server, Client]]:
    found = Server(frames)
    async with serve(found.answer, "127.0.0.1", 0, subprotocols=[Subprotocol(PROTOCOL)]) as server:
        found.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/"
        async with Client("http://127.0.0.1:9", key="first", ws=found.url, backoff=Backoff(first_s=0.01)) as client:
            yield found, client


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({}, {}),
        ({"cursor": "now"}, {"cursor": "now"}),
        ({"since": SINCE}, {"since": "2026-11-29T08:00:00+00:00"}),
        ({"every_change": True}, {"every_change": True}),
        ({"conflate_ms": 250}, {"conflate_ms": 250}),
    ],
)
async def test_a_stream_asks_for_what_its_caller_asked_for(options: dict[str, Any], sent: dict[str, Any]) -> None:
    async with (
        serving(HELLO, EMPTY, LIVE) as (server, client),
        client.stream("nba", kinds=["odds"], **options) as stream,
    ):
        await stream.ready()
    assert server.got == [{"op": "subscribe", "id": "s", "scope": {"league": "nba", "kinds": ["odds"]}} | sent]


@pytest.mark.parametrize("options", [{"cursor": "now"}, {"since": SINCE}])
async def test_a_stream_that_begins_somewhere_resumes_from_where_the_server_said_it_was(
    options: dict[str, Any],
) -> None:
    async with serving(*LIVE_AND_MARK) as (server, client), client.stream("nba", kinds=["odds"], **options) as stream:
        await _until(stream, lambda: stream.sources == "up")
        server.frames = (HELLO, LIVE)
        await server.sockets[0].close()
        await _until(stream, lambda: len(server.got) == 2)
    assert {name: server.got[1].get(name) for name in ("cursor", "since")} == {"cursor": "v1.e.O5", "since": None}


async def test_a_renewed_token_is_sent_and_opens_the_next_connection() -> None:
    async with serving(HELLO, EMPTY, LIVE) as (server, client), client.stream("nba", kinds=["odds"]) as stream:
        await stream.ready()
        await stream.renew("second")
        await _until(stream, lambda: len(server.got) == 2)
        await server.sockets[0].close()
        await _until(stream, lambda: len(server.credentials) == 2)
    assert server.got[1] == {"op": "token", "jwt": "second"}
    assert server.credentials == ["Bearer first", "Bearer second"]


async def test_a_token_that_is_about_to_end_is_renewed_by_the_one_that_the_caller_gives() -> None:
    ending = {"op": "reconnect", "reason": "token-expiring", "within_ms": 0, "spread_ms": 0}

    async def new_token() -> str:
        return "second"

    async with (
        serving(HELLO, EMPTY, LIVE, ending) as (server, client),
        client.stream("nba", kinds=["odds"], new_token=new_token) as stream,
    ):
        await _until(stream, lambda: len(server.got) == 2)
        assert stream.reconnects == 0
    assert server.got[1] == {"op": "token", "jwt": "second"}
    assert server.credentials == ["Bearer first"]


async def test_a_token_that_comes_after_the_connection_has_broken_opens_the_next_one() -> None:
    ending = {"op": "reconnect", "reason": "token-expiring", "within_ms": 0, "spread_ms": 0}
    async with serving(HELLO, EMPTY, LIVE, ending) as (server, client):

        async def new_token() -> str:
            server.frames = (HELLO, LIVE)
            await server.sockets[0].close()
            return "second"

        async with client.stream("nba", kinds=["odds"], new_token=new_token) as stream:
            await _until(stream, lambda: len(server.credentials) == 2)
    assert server.credentials == ["Bearer first", "Bearer second"]


async def test_a_refusal_names_what_is_near() -> None:
    problem = {"type": "urn:a1betting:problem:bad-parameter", "title": "Bad parameter", "status": 422, "detail": "…"}
    refusal = {"op": "error", "id": "s", **problem, "parameter": "bookmaker", "near": ["draftkings"]}
    async with serving(HELLO, refusal) as (_, client), client.stream("nba", kinds=["odds"]) as stream:
        with pytest.raises(ProblemError, match="nearest: draftkings"):
            await stream.ready()


async def _until(stream: Any, condition: Any) -> None:
    """Iterate until this holds."""
    async with asyncio.timeout(10):
        while not condition():
            with suppress(TimeoutError):
                await asyncio.wait_for(anext(stream), 0.05)
