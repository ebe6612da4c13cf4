"""The stream of the running server: state, changes, resume, and what the client does when the connection breaks."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest

from a1betting import Client, ProblemError, Stream, UnreachableError
from a1betting.backoff import Backoff
from a1betting.messages import BettingOdds

QUICK = Backoff(first_s=0.01, longest_s=0.05)


class Wire:
    """A TCP connection to the stream that a test can cut."""

    def __init__(self) -> None:
        self.url = ""
        self.accepted = 0
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def join(self, host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        from_server, to_server = await asyncio.open_connection(host, port)
        self._writers |= {writer, to_server}
        await asyncio.gather(self._copy(reader, to_server), self._copy(from_server, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)


@asynccontextmanager
async def wire_to(client: Client) -> AsyncGenerator[Wire]:
    address = urlsplit((await client.get_index()).links.ws or "")
    wire = Wire()

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await wire.join(address.hostname or "", address.port or 0, reader, writer)

    server = await asyncio.start_server(join, "127.0.0.1", 0)
    wire.url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}{address.path}"
    try:
        yield wire
    finally:
        wire.cut()
        server.close()


async def follow(stream: Stream, seconds: float) -> int:
    """Return how many changes were iterated over in this time."""
    count = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for _ in stream:
                count += 1
    return count


async def test_a_stream_brings_the_state_and_then_its_changes(url: str) -> None:
    async with Client(url) as client, client.stream("nba", kinds=["odds", "events"]) as stream:
        mirror = await stream.ready()
        assert {change.kind for change in mirror} == {"odds", "events"}
        async for change in stream:
            if change.kind == "odds" and not change.is_removed:
                assert isinstance(change.value, BettingOdds)
                assert change.value.version == change.version
                break


async def test_marks_prove_that_the_state_is_the_servers(url: str) -> None:
    """A breach is raised: three marks have passed."""
    async with Client(url) as client, client.stream("nba", kinds=["odds"]) as stream:
        await stream.ready()
        before = stream.cursor
        await follow(stream, 16)
        assert stream.sources is not None
        assert stream.cursor != before
        assert (stream.reconnects, stream.resnapshots) == (0, [])


async def test_a_filtered_stream_has_what_rest_has(url: str) -> None:
    wanted = {"bookmaker": ["draftkings"]}
    async with Client(url) as client, client.stream("nba", kinds=["odds"], filters=wanted) as stream:
        offers = [change.value for change in await stream.ready()]
    assert offers
    assert {offer.bookmaker for offer in offers if isinstance(offer, BettingOdds)} == {"draftkings"}


async def test_another_stream_goes_on_where_one_ended(url: str) -> None:
    async with Client(url) as client:
        async with client.stream("nba", kinds=["odds"]) as first:
            mirror = await first.ready()
            cursor = first.cursor
        held = {change.place: change.version for change in mirror}
        async with client.stream("nba", kinds=["odds"], cursor=cursor, mirror=mirror) as second:
            await second.ready()
            async for change in second:
                assert change.version > held.get(change.place, -1)
                break
            assert second.resnapshots == []


async def test_the_cursor_of_a_page_goes_on_from_it(url: str) -> None:
    async with Client(url) as client:
        page = await client.list_odds("nba", limit=1)
        assert page.meta.cursor is not None
        async with client.stream("nba", kinds=["odds"], cursor=page.meta.cursor) as stream:
            await stream.ready()
            assert stream.resnapshots == []


async def test_a_cursor_of_another_log_is_answered_with_a_snapshot(url: str) -> None:
    async with Client(url) as client, client.stream("nba", kinds=["odds"], cursor="v1.anotherlog.O15") as stream:
        assert len(await stream.ready()) > 0
        assert stream.resnapshots == ["epoch-changed"]


async def test_a_cut_connection_costs_nothing_but_a_reconnect(url: str) -> None:
    async with (
        Client(url) as plain,
        wire_to(plain) as wire,
        Client(url, ws=wire.url, backoff=QUICK) as client,
        client.stream("nba", kinds=["odds"]) as stream,
    ):
        await stream.ready()
        for cuts in range(1, 6):
            wire.cut()
            while stream.reconnects < cuts:
                await follow(stream, 0.1)
            await stream.ready()
        await follow(stream, 11)  # two marks, whose digests are those of the state
        assert (stream.reconnects, stream.mirror.is_whole, stream.resnapshots) == (5, True, [])
        assert wire.accepted == 6


async def test_a_filter_that_is_not_there_is_refused_by_name(url: str) -> None:
    async with Client(url) as client, client.stream("nba", kinds=["odds"], filters={"colour": ["red"]}) as stream:
        with pytest.raises(ProblemError) as caught:
            await stream.ready()
    assert caught.value.code == "unknown-parameter"
    assert caught.value.problem.allowed == ["bookmaker", "event_id", "market"]


async def test_patience_ends(url: str) -> None:
    async with Client(url, ws="ws://127.0.0.1:9/api/v1/ws", backoff=QUICK) as client:
        with pytest.raises(UnreachableError, match="no stream"):
            await client.stream("nba", kinds=["odds"], patience_s=0.1).ready()
