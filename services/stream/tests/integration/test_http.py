"""Reads over HTTP: catching up, waiting, and what cannot be answered."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.vocabulary import Kind
from a1_streaming.cursors import Cursor, encode_cursor
from a1_streaming.frames import PART_BYTES
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

from .http_streams import EPOCH, ODDS, Held, HttpSide, http_side
from .log_writer import EVENT, OTHER_EVENT

LIVE = ({}, {"live": "long-poll"}, {"live": "sse"})


@pytest.fixture
async def side() -> AsyncGenerator[HttpSide]:
    async with http_side(long_poll=0.4) as served:
        yield served


async def test_a_stream_begins_with_what_lives_and_goes_on_with_what_changes(side: HttpSide):
    side.put("a", price=1)
    side.put("b")
    side.put("b", removed="withdrawn")
    first = await side.read("-1")
    assert first.status_code == 200
    assert [(record["key"], record["version"]) for record in first.json()] == [("a", 1)]
    assert first.json()[0]["value"] == {
        "version": 1,
        "changed_at": "2026-11-29T00:00:00Z",
        "removed": None,
        "price": 1,
    }
    assert first.headers["stream-next-offset"] == side.cursor(Kind.ODDS, 2)
    assert first.headers["stream-up-to-date"] == "true"
    assert first.headers["cache-control"] == "public, max-age=60, stale-while-revalidate=300"
    side.put("c")
    side.put("a", removed="withdrawn")
    then = await side.read(first.headers["stream-next-offset"])
    assert then.json() == [
        {"kind": "odds", "key": "c", "version": 4, "value": then.json()[0]["value"], "removed": None},
        {"kind": "odds", "key": "a", "version": 5, "value": None, "removed": "withdrawn"},
    ]
    nothing = await side.read(then.headers["stream-next-offset"])
    assert (nothing.json(), nothing.headers["cache-control"]) == ([], "no-cache")
    same = await side.http.get(
        ODDS, params={"offset": "-1"}, headers={"if-none-match": (await side.read("-1")).headers["etag"]}
    )
    assert same.status_code == 304


async def test_a_long_stream_comes_in_chunks_that_are_the_whole_together(side: HttpSide):
    for number in range(40):
        side.put(f"offer-{number}", text="x" * (PART_BYTES // 10))
    held, chunks, is_up_to_date = Held(), 0, False
    while not is_up_to_date:
        answer = await side.read(held.offset)
        assert len(answer.content) <= PART_BYTES + 2
        held.take(answer.json(), answer.headers["stream-next-offset"])
        is_up_to_date = "stream-up-to-date" in answer.headers
        side.put("offer-39", text="moved")
        chunks += 1
        assert chunks < 10
    assert chunks > 4
    last = await side.read(held.offset)
    held.take(last.json(), last.headers["stream-next-offset"])
    assert held.digest == side.log.changes(Kind.ODDS).digest % 2**64
    assert held.repeats == 0


async def test_a_record_larger_than_a_chunk_is_sent_alone(side: HttpSide):
    side.put("large", text="x" * 2 * PART_BYTES)
    side.put("small")
    first = await side.read("-1")
    assert [record["key"] for record in first.json()] == ["large"]
    assert [record["key"] for record in (await side.read(first.headers["stream-next-offset"])).json()] == ["small"]


async def test_the_cursor_of_a_page_is_an_offset(side: HttpSide):
    side.put("a")
    page = encode_cursor(Cursor(EPOCH, dict.fromkeys(VIEW_KINDS, -1) | {Kind.ODDS: 0}))
    side.put("b")
    assert [record["key"] for record in (await side.read(page)).json()] == ["b"]


@pytest.mark.parametrize("parameters", LIVE, ids=["catch-up", "long-poll", "sse"])
@pytest.mark.parametrize(
    ("reason", "cursor"),
    [
        ("epoch-changed", Cursor("another", {Kind.ODDS: 0})),
        ("cursor-ahead", Cursor(EPOCH, {Kind.ODDS: 1_000})),
        ("cursor-expired", Cursor(EPOCH, {Kind.EVENTS: 0})),
        ("cursor-expired", Cursor(EPOCH, {Kind.ODDS: 0})),
    ],
    ids=["epoch", "ahead", "kind", "expired"],
)
async def test_a_cursor_that_cannot_be_resumed_is_gone_with_the_reason_of_a_resnapshot(
    side: HttpSide, parameters: dict[str, str], reason: str, cursor: Cursor
):
    side.put("a")
    side.put("b")
    side.log.loaded({Kind.ODDS: 1})
    answer = await side.read(encode_cursor(cursor), **parameters)
    problem = answer.json()
    assert (answer.status_code, problem["reason"]) == (410, reason)
    assert problem["type"] == f"urn:a1betting:problem:{reason}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_cursor_a_moment_ahead_of_this_copy_is_waited_for():
    async with http_side(loading=10) as side:
        side.put("a")
        asking = asyncio.create_task(side.read(side.cursor(Kind.ODDS, 1)))
        await asyncio.sleep(0.1)
        assert not asking.done()
        side.put("b")
        answer = await asking
        assert (answer.status_code, answer.json()) == (200, [])


async def test_a_log_that_is_being_read_is_not_ready(side: HttpSide):
    side.log.begin("another")
    answer = await side.read("-1")
    assert (answer.status_code, answer.json()["reason"]) == (503, "view-rebuilding")
    assert answer.headers["retry-after"] == "2"


async def test_a_long_poll_ends_at_once_when_the_log_is_another_one():
    async with http_side(long_poll=25) as side:
        side.put("a")
        asking = asyncio.create_task(side.read(side.cursor(Kind.ODDS, 0), live="long-poll"))
        await asyncio.sleep(0.1)
        began = asyncio.get_running_loop().time()
        side.log.begin("another")
        answer = await asking
        assert (answer.status_code, answer.json()["reason"]) == (410, "epoch-changed")
        assert asyncio.get_running_loop().time() - began < scaled(5)


async def test_a_long_poll_is_answered_when_something_that_passes_comes():
    async with http_side(long_poll=30) as side:
        side.put(f"{EVENT}|x", event_id=EVENT)
        start = side.cursor(Kind.ODDS, 0)
        polling = asyncio.create_task(side.read(start, live="long-poll", event_id=EVENT))
        await asyncio.sleep(0.1)
        side.put(f"{OTHER_EVENT}|x", event_id=OTHER_EVENT)
        await asyncio.sleep(0.1)
        assert not polling.done()
        side.put(f"{EVENT}|y", event_id=EVENT)
        answer = await polling
        assert [record["key"] for record in answer.json()] == [f"{EVENT}|y"]
        assert answer.headers["stream-next-offset"] == side.cursor(Kind.ODDS, 2)
        assert answer.headers["stream-cursor"].isdigit()


async def test_a_long_poll_without_news_moves_over_what_the_filter_hides(side: HttpSide):
    side.put(f"{OTHER_EVENT}|x", event_id=OTHER_EVENT)
    answer = await side.read("now", live="long-poll", event_id=EVENT)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["stream-next-offset"] == side.cursor(Kind.ODDS, 0)
    assert answer.headers["stream-up-to-date"] == "true"
    assert answer.headers["cache-control"] == "no-store"
    echoed = await side.read("now", live="long-poll", event_id=EVENT, cursor=answer.headers["stream-cursor"])
    assert int(echoed.headers["stream-cursor"]) > int(answer.headers["stream-cursor"])


async def test_a_stop_ends_a_long_poll():
    async with http_side(long_poll=60) as side:
        polling = asyncio.create_task(side.read("now", live="long-poll"))
        await asyncio.sleep(0.2)
        side.stopping.set()
        assert (await polling).status_code == 204


async def test_head_says_where_the_stream_ends(side: HttpSide):
    side.put("a")
    answer = await side.http.head(ODDS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["stream-next-offset"] == side.cursor(Kind.ODDS, 0)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "target", "status", "code"),
    [
        ("PUT", ODDS, 405, "method-not-allowed"),
        ("POST", ODDS, 405, "method-not-allowed"),
        ("DELETE", ODDS, 405, "method-not-allowed"),
        ("GET", "/api/v1/streams/nba/weather", 404, "not-found"),
        ("GET", "/api/v1/streams/cricket/odds", 404, "not-found"),
        ("GET", "/api/v1/streams/nba/odds/", 404, "not-found"),
        ("GET", "/", 404, "not-found"),
        ("GET", f"{ODDS}?offset=", 400, "bad-parameter"),
        ("GET", f"{ODDS}?offset=0", 400, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&offset=-1", 400, "bad-parameter"),
        ("GET", f"{ODDS}?live=sse", 400, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&live=often", 400, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&cursor=-3", 400, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&colour=red", 422, "unknown-parameter"),
        ("GET", f"{ODDS}?offset=-1&every_change=true", 422, "unknown-parameter"),
        ("GET", f"{ODDS}?offset=-1&bookmaker=drafkings", 422, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&market=weather", 422, "bad-parameter"),
        ("GET", f"{ODDS}?offset=-1&event_id=evt_nhl_aaaaaaaaaaaaaaaaaaaaaaaaaa", 422, "bad-parameter"),
    ],
)
async def test_what_cannot_be_answered_is_a_problem(side: HttpSide, method: str, target: str, status: int, code: str):
    answer = await side.http.request(method, target, headers={"x-request-id": "my-request-1"})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"urn:a1betting:problem:{code}")
    assert problem["request_id"] == answer.headers["x-request-id"] == "my-request-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    await wait_until(lambda: side.value("stream_http_answers_total", mode="refused", status=str(status)) == 1)


async def test_a_page_of_this_machine_may_read_where_it_stands(side: HttpSide):
    answer = await side.http.get(ODDS, headers={"origin": "http://localhost:3000"})
    readable = answer.headers["access-control-expose-headers"].split(", ")
    assert {"stream-next-offset", "stream-cursor", "stream-up-to-date"} <= {*readable}
