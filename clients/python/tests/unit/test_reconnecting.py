"""How often a stream connects, to a server that does not let it catch up."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from frames import EMPTY, FULL, HELLO, LIVE, Frame
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from a1betting import Client, UnreachableError
from a1betting.backoff import Backoff
from a1betting.connection import PROTOCOL


@dataclass
class Server:
    """Sends these frames to each client that subscribes, and hangs up."""

    frames: list[Frame]
    url: str = ""
    served_at: list[float] = field(default_factory=list[float])

    async def answer(self, socket: ServerConnection) -> None:
        self.served_at.append(asyncio.get_running_loop().time())
        await socket.recv()
        for frame in self.frames:
            await socket.send(json.dumps(frame))


@asynccontextmanager
async def serving(*frames: Frame) -> AsyncGenerator[Server]:
    found = Server(list(frames))
    async with serve(found.answer, "127.0.0.1", 0, subprotocols=[Subprotocol(PROTOCOL)]) as server:
        found.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/"
        yield found


@pytest.fixture
def always_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are as long as they may be."""
    monkeypatch.setattr("a1betting.stream.random.random", lambda: 1.0)


@pytest.mark.usefixtures("always_longest")
@pytest.mark.parametrize("frames", [(HELLO, FULL), (HELLO,), (HELLO, EMPTY)], ids=["full", "gone", "gone early"])
async def test_a_server_that_hangs_up_is_asked_less_and_less_often(frames: tuple[Frame, ...]) -> None:
    async with serving(*frames) as server:
        client = Client("http://127.0.0.1:9", ws=server.url, backoff=Backoff(first_s=0.05, longest_s=0.4))
        async with client, client.stream("nba", kinds=["odds"], patience_s=1.0) as stream:
            with pytest.raises(UnreachableError, match=r"no stream for 1 s: .*(closed|rate-limited)"):
                await stream.ready()
        waits = [after - before for before, after in zip(server.served_at, server.served_at[1:], strict=False)]
    assert [wait > least for wait, least in zip(waits, (0.1, 0.2, 0.4, 0.4), strict=True)] == [True] * 4


@pytest.mark.usefixtures("always_longest")
async def test_a_server_that_was_caught_up_with_is_asked_again_soon() -> None:
    async with serving(HELLO, EMPTY, LIVE) as server:
        client = Client("http://127.0.0.1:9", ws=server.url, backoff=Backoff(first_s=0.1))
        async with client, client.stream("nba", kinds=["odds"]) as stream, asyncio.timeout(10):
            while len(server.served_at) < 8:
                with suppress(TimeoutError):
                    await asyncio.wait_for(anext(stream), 0.05)
            assert stream.reconnects >= 7
