import asyncio
from collections.abc import Callable

import pytest

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


MISSPELT = [
    ("odds", "bookmaker", "drafkings", ["draftkings"]),
    ("odds", "bookmaker", "localbok", ["localbook"]),
    ("odds", "market", "moneylin", ["moneyline", "moneyline-lay"]),
    ("events", "team", "lakerz", ["nba-los-angeles-lakers", "Los Angeles Lakers"]),
    ("events", "team", "dream teem", ["dream team"]),
    ("props", "player", "lebron jamse", ["lebron james"]),
    ("injuries", "player", "retirred man", ["retired man"]),
]


@pytest.mark.parametrize(("kind", "name", "value", "near"), MISSPELT)
async def test_a_value_that_nothing_knows_is_refused_with_those_that_are_near(
    serve: Serve, writer: LogWriter, kind: str, name: str, value: str, near: list[str]
) -> None:
    await say_something(writer)
    async with serve() as served:
        client = StreamClient(served.url, (kind,), filters={name: [value]})
        async with client.connected() as socket:
            await wait_until(lambda: client.of(Error), description="a refusal")
            await socket.send(encode(client.request | {"filters": {name: [near[0]]}}), text=True)
            await client.live()
            await socket.send(encode({"op": "update", "id": ID, "filters": {name: [value]}}), text=True)
            await wait_until(lambda: len(client.of(Error)) == 2, description="another")
            await client.marked()
        for refusal in client.of(Error):
            assert (refusal.type.rpartition(":")[2], refusal.status) == ("bad-parameter", 422)
            assert (refusal.id, refusal.parameter, list(refusal.near)) == (ID, name, near)


async def test_a_value_that_is_known_and_of_which_nothing_is_said_gives_an_empty_stream(
    serve: Serve, writer: LogWriter
) -> None:
    await say_something(writer)
    for kind, name, value in [
        ("odds", "bookmaker", "Pinnacle"),
        ("events", "team", "BOS"),
        ("odds", "event_id", OTHER_EVENT),
        ("news", "player", "LeBron James"),
    ]:
        async with serve() as served:
            client = StreamClient(served.url, (kind,), filters={name: [value]})
            async with client.connected():
                await client.live()
            assert (client.versions, client.of(Error)) == ({}, [])


@pytest.mark.parametrize(
    ("scope", "near"),
    [
        ({"league": "nbaa", "kinds": ["odds"]}, ["nba", "wnba"]),
        ({"league": "nba", "kinds": ["ods"]}, ["odds"]),
        ({"league": "nba", "kinds": ["player-stat"]}, ["player-stats", "players"]),
    ],
)
async def test_a_scope_that_is_misspelt_is_refused_with_what_is_near(
    serve: Serve, scope: dict[str, object], near: list[str]
) -> None:
    async with serve() as served:
        client = StreamClient(served.url)
        client.request["scope"] = scope
        async with client.connected():
            await wait_until(lambda: client.of(Error), description="a refusal")
        assert [list(refusal.near) for refusal in client.of(Error)] == [near]


async def say_something(writer: LogWriter) -> None:
    """Of a bookmaker and a team that no registry has, of players, and of one who is removed."""
    await writer.put("o", bookmaker="localbook", event_id=EVENT)
    await writer.put("e", Kind.EVENTS, home={"team_id": "t1", "name": "Dream Team"})
    await writer.put("p", Kind.PLAYERS, player_id="player_1", name="LeBron James")
    await writer.put("i", Kind.INJURIES, player={"player_id": "player_2", "name": "Retired Man"})
    await writer.put("i", Kind.INJURIES, player={"player_id": "player_2", "name": "Retired Man"}, removed="withdrawn")


def _records(frame: object) -> list[Record]:
    return list(getattr(frame, "records", ()))
