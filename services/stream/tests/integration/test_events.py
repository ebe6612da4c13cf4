"""Server-sent events, and readers that are cut off anywhere."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from a1_schemas.vocabulary import Kind
from a1_testkit.waiting import wait_until

from .http_streams import ODDS, Event, Held, HttpSide, events_of, http_side
from .log_writer import EVENT, OTHER_EVENT

Part = Callable[[HttpSide, Held, random.Random], Awaitable[None]]
CUTS = 100
"""For each of HTTP and server-sent events."""
SSE = {"offset": "-1", "live": "sse"}


async def next_of(events: AsyncIterator[Event], name: str) -> Event:
    """The next event of this name."""
    async for event in events:
        if event.name == name:
            return event
    raise AssertionError(f"no {name} event")


async def test_events_carry_the_records_and_then_where_the_reader_stands():
    async with http_side() as side:
        side.put("a")
        async with side.http.stream("GET", ODDS, params=SSE) as answer:
            events = events_of(answer)
            assert answer.headers["content-type"] == "text/event-stream"
            assert [record["key"] for record in (await next_of(events, "data")).data] == ["a"]
            control = await next_of(events, "control")
            assert control.data["streamNextOffset"] == control.id == side.cursor(Kind.ODDS, 0)
            assert (control.data["upToDate"], control.data["streamCursor"].isdigit()) == (True, True)
            side.put("b")
            assert [record["key"] for record in (await next_of(events, "data")).data] == ["b"]
        await wait_until(lambda: side.value("stream_event_streams") == 0)


async def test_silence_is_broken_and_the_reader_moved_over_what_the_filter_hides():
    filtered = SSE | {"event_id": EVENT}
    async with http_side(heartbeat=0.2) as side, side.http.stream("GET", ODDS, params=filtered) as answer:
        events = events_of(answer)
        assert (await next_of(events, "control")).id == side.cursor(Kind.ODDS, -1)
        await next_of(events, "")
        side.put(f"{OTHER_EVENT}|x", event_id=OTHER_EVENT)
        assert (await next_of(events, "control")).id == side.cursor(Kind.ODDS, 0)


async def test_events_end_after_their_time_and_go_on_from_the_last_id():
    async with http_side(events=0.3, heartbeat=5) as side:
        side.put("a")
        async with side.http.stream("GET", ODDS, params=SSE) as answer:
            seen = [event async for event in events_of(answer)]
        assert [event.name for event in seen] == ["data", "control"]
        side.put("b")
        async with side.http.stream("GET", ODDS, params=SSE, headers={"last-event-id": seen[-1].id}) as answer:
            assert [record["key"] for record in (await next_of(events_of(answer), "data")).data] == ["b"]


async def test_events_end_when_the_log_is_another_one():
    async with http_side() as side:
        side.put("a")
        async with side.http.stream("GET", ODDS, params=SSE) as answer:
            events = events_of(answer)
            control = await next_of(events, "control")
            side.log.begin("another")
            side.log.loaded({})
            assert [event.name async for event in events if event.name] == []
        gone = await side.read(control.id, live="sse")
        assert (gone.status_code, gone.json()["reason"]) == (410, "epoch-changed")


async def test_line_ends_between_the_tokens_of_a_record_do_not_end_an_event():
    async with http_side() as side:
        side._take(Kind.ODDS, "a", b'{"version":1,\r\n"removed":null}')
        async with side.http.stream("GET", ODDS, params=SSE) as answer:
            event = await next_of(events_of(answer), "data")
        assert event.data[0]["value"] == {"version": 1, "removed": None}


async def read_a_part(side: HttpSide, held: Held, chance: random.Random) -> None:
    """Read over HTTP, sometimes waiting, and lose the answer now and then."""
    parameters = {"live": "long-poll"} if held.offset != "-1" and chance.random() < 0.3 else {}
    answer = await side.read(held.offset, **parameters)
    if chance.random() < 0.7 and answer.status_code == 200:
        held.take(answer.json(), answer.headers["stream-next-offset"])


async def listen_a_part(side: HttpSide, held: Held, chance: random.Random) -> None:
    """Take some events and cut the connection, sometimes between the records and their offset."""
    many = chance.randint(1, 4)
    async with side.http.stream("GET", ODDS, params={"offset": held.offset, "live": "sse"}) as answer:
        records: list[dict[str, Any]] = []
        async for event in events_of(answer):
            many -= 1
            if event.name == "data":
                records = event.data
            elif event.name == "control":
                held.take(records, event.id or "")
                records = []
            if not many:
                return


@pytest.mark.parametrize("part", [read_a_part, listen_a_part], ids=["http", "events"])
async def test_a_reader_that_is_cut_off_anywhere_misses_nothing_and_gets_nothing_twice(part: Part):
    chance = random.Random(13)
    held = Held()
    async with http_side(long_poll=0.05, heartbeat=0.05) as side:

        async def write() -> None:
            while True:
                key = f"offer-{chance.randrange(12)}"
                if chance.random() < 0.2:
                    side.put(key, removed="withdrawn")
                elif chance.random() < 0.1:
                    side.tombstone(key)
                else:
                    side.put(key, text="x" * chance.choice((10, 10, 60_000)))
                await asyncio.sleep(0.002)

        writing = asyncio.create_task(write())
        for _ in range(CUTS):
            await part(side, held, chance)
        writing.cancel()
        assert not writing.done() or writing.cancelled()
        answer: httpx.Response | None = None
        while answer is None or "stream-up-to-date" not in answer.headers:
            answer = await side.read(held.offset)
            held.take(answer.json(), answer.headers["stream-next-offset"])
        changes = side.log.changes(Kind.ODDS)
        assert held.digest == changes.digest % 2**64
        assert len(held.versions) == changes.count
        assert held.repeats == 0
