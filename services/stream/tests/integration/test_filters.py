import asyncio
from collections.abc import Callable

from a1_schemas.vocabulary import Kind
from a1_streaming.frames import Error, Record, Resnapshot, Unsubscribed, encode
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .log_writer import EVENT, OTHER_EVENT, LogWriter
from .stream_client import ID, StreamClient

SPREAD, TOTAL = [{"key": "spread"}], [{"key": "total"}]


def says(word: str) -> Callable[[Record], bool]:
    return lambda record: word.encode() in bytes(record.value)


async def test_a_filter_hides_what_it_excludes_and_marks_move_over_it(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a", event_id=EVENT, bookmaker="betmgm")
    await writer.put("b", event_id=OTHER_EVENT, bookmaker="betmgm")
    async with serve() as served:
        client = StreamClient(served.url, filters={"event_id": [EVENT], "bookmaker": ["BetMGM"]}, passes=says(EVENT))
        async with client.connected():
            await client.live()
            assert client.versions == {"a": 1}
            for _ in range(5):
                await writer.put("b", event_id=OTHER_EVENT, bookmaker="betmgm")
            await writer.put("c", event_id=EVENT, bookmaker="bovada")
            before = client.checker.cursor
            await client.marked()
            assert client.checker.cursor != before
            await writer.put("d", event_id=EVENT, bookmaker="betmgm")
            await writer.put("a", event_id=EVENT, bookmaker="betmgm", removed="withdrawn")
            await client.holds(d=9)
            await client.marked()
        assert client.checker.breaches == []


async def test_a_record_that_passes_no_longer_is_taken_away(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a", markets=SPREAD)
    await writer.put("b", markets=TOTAL)
    async with serve() as served:
        client = StreamClient(served.url, filters={"market": ["spread"]}, passes=says("spread"))
        async with client.connected():
            await client.live()
            await writer.put("a", markets=TOTAL)
            await client.holds()
            await writer.put("b", markets=SPREAD)
            await client.holds(b=4)
            await client.marked()
        await writer.put("b", markets=TOTAL)
        await writer.put("c", markets=SPREAD)
        async with client.connected():
            await client.holds(c=6)
            await client.marked()
        assert client.checker.breaches == []
        taken = {record.removed for frame in client.frames for record in _records(frame) if record.removed}
        assert taken == {"filtered"}


async def test_other_filters_begin_again_with_a_snapshot(serve: Serve, writer: LogWriter) -> None:
    await writer.put("a", bookmaker="betmgm")
    await writer.put("b", bookmaker="bovada")
    async with serve() as served:
        client = StreamClient(served.url, filters={"bookmaker": ["betmgm"]})
        async with client.connected() as socket:
            await client.holds(a=1)
            await client.live()
            await socket.send(encode({"op": "update", "id": ID, "filters": {"bookmaker": ["bovada"]}}), text=True)
            await client.holds(b=2)
            await client.marked()
            await socket.send(encode({"op": "unsubscribe", "id": ID}), text=True)
            await wait_until(lambda: client.of(Unsubscribed), description="unsubscribed")
            await writer.put("b", bookmaker="bovada")
            await asyncio.sleep(1)
        assert client.checker.breaches == []
        assert [frame.reason for frame in client.of(Resnapshot)] == ["filter-changed"]
        assert isinstance(client.frames[-1], Unsubscribed)


async def test_a_filter_that_is_unknown_is_rests_problem_and_the_connection_goes_on(
    serve: Serve, writer: LogWriter
) -> None:
    async with serve() as served:
        client = StreamClient(served.url, filters={"market": ["spreads"]})
        async with client.connected() as socket:
            scope = {"league": "nba", "kinds": [str(Kind.ODDS)]}
            await socket.send(
                encode({"op": "subscribe", "id": "x", "scope": scope, "filters": {"team": ["x"]}}), text=True
            )
            await socket.send(encode({"op": "subscribe", "id": ID, "scope": scope}), text=True)
            await client.live()
        found = [(frame.type.rpartition(":")[2], frame.status, frame.parameter, frame.id) for frame in client.of(Error)]
        assert found == [
            ("bad-parameter", 422, "market", ID),
            ("unknown-parameter", 422, "team", "x"),
        ]


def _records(frame: object) -> list[Record]:
    return list(getattr(frame, "records", ()))
