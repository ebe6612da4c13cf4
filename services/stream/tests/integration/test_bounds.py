"""Clients that do what they may not: each is closed by name, and others go on."""

import asyncio
import json

import pytest
import redis.asyncio as redis_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from a1_edge_kit.identity import ANONYMOUS, Identity, IdentityKind
from a1_edge_kit.plans import PLANS
from a1_edge_kit.scopes import stream_scope
from a1_schemas.vocabulary import Kind
from a1_streaming.frames import PROTOCOL
from a1_testkit.brokers import unreachable_redis
from a1_testkit.canonical import event_id
from a1_testkit.machine import scaled

from .conftest import Serve
from .log_writer import LogWriter
from .stream_client import StreamClient, open_socket


async def close_code(socket: ClientConnection) -> int:
    """Return how the server closes, after reading what it sends before."""
    async with asyncio.timeout(scaled(20)):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


async def refusal_of(url: str, offered: list[Subprotocol]) -> tuple[int, int]:
    """Return the status of the problem that is the first frame, and the close code after it."""
    async with connect(url, subprotocols=offered) as socket:
        problem = json.loads(await socket.recv())
        assert problem["op"] == "error"
        return problem["status"], await close_code(socket)


async def test_clients_behind_a_proxy_are_bounded_each_by_its_own_address(serve: Serve) -> None:
    one, other = ({"X-Forwarded-For": f"198.51.100.1, 203.0.113.{number}"} for number in (8, 9))
    async with (
        serve(max_connections_of_address=1) as served,
        open_socket(served.url, additional_headers=one) as first,
        open_socket(served.url, additional_headers=other) as second,
        open_socket(served.url, additional_headers=one) as third,
    ):
        assert await close_code(third) == 4429
        for socket in (first, second):
            await socket.send('{"op":"ping"}')
            assert [json.loads(await socket.recv())["op"] for _ in range(2)] == ["hello", "pong"]


async def test_one_that_misbehaves_changes_nothing_for_another(serve: Serve, writer: LogWriter) -> None:
    async with serve() as served:
        client = StreamClient(served.url)
        async with client.connected(), open_socket(served.url) as other:
            await client.live()
            await other.send("not json")
            await writer.put("a")
            await client.holds(a=1)
            await client.marked()
        assert client.checker.breaches == []


async def test_a_stop_asks_clients_to_connect_elsewhere_and_closes_them(serve: Serve) -> None:
    async with serve(drain_s=0.5) as served, open_socket(served.url) as socket:
        draining = asyncio.create_task(served.clients.drain())
        assert [json.loads(await socket.recv())["op"] for _ in range(2)] == ["hello", "reconnect"]
        with pytest.raises(InvalidStatus) as refused:
            async with open_socket(served.url):
                pass
        assert refused.value.response.status_code == 503
        assert await close_code(socket) == 1012
        await draining


async def test_a_ticket_admits_its_owner_once_and_no_further_than_its_scopes(serve: Serve) -> None:
    async with serve() as served:
        assert served.tickets is not None
        scopes = frozenset({stream_scope(Kind.EVENTS)})
        owner = Identity(kind=IdentityKind.KEY, id="k", scopes=scopes, plan=PLANS["standard"])
        offered = [Subprotocol(PROTOCOL), Subprotocol(f"ticket.{served.tickets.issue(owner)}")]
        async with connect(served.url, subprotocols=offered) as socket:
            assert socket.subprotocol == PROTOCOL
            assert json.loads(await socket.recv())["op"] == "hello"
        assert await refusal_of(served.url, offered) == (401, 4401)


async def test_a_subscription_has_as_many_filter_values_as_its_plan(serve: Serve) -> None:
    async with serve() as served:
        assert served.tickets is not None
        plan = PLANS["free"]
        owner = Identity(kind=IdentityKind.KEY, id="k", scopes=frozenset({stream_scope(Kind.ODDS)}), plan=plan)
        offered = [Subprotocol(PROTOCOL), Subprotocol(f"ticket.{served.tickets.issue(owner)}")]
        games = [event_id(number) for number in range(plan.filters + 1)]
        wanted = {"op": "subscribe", "id": "a", "scope": {"league": "nba", "kinds": ["odds"]}}
        async with connect(served.url, subprotocols=offered) as socket:
            assert json.loads(await socket.recv())["limits"]["filters"] == plan.filters
            await socket.send(json.dumps(wanted | {"filters": {"event_id": games}}))
            refused = json.loads(await socket.recv())
            assert (refused["status"], refused["parameter"]) == (422, "filters")
            await socket.send(json.dumps(wanted | {"filters": {"event_id": games[1:]}}))
            assert [json.loads(await socket.recv())["op"] for _ in range(2)] == ["snapshot", "live"]
            await socket.send(json.dumps({"op": "update", "id": "a", "filters": {"event_id": games}}))
            while (said := json.loads(await socket.recv()))["op"] == "mark":
                pass
            assert (said["status"], said["parameter"]) == (422, "filters")


async def test_a_ticket_is_not_taken_twice_while_redis_is_away(serve: Serve) -> None:
    async with serve(redis=unreachable_redis()) as served:
        assert served.tickets is not None
        offered = [Subprotocol(PROTOCOL), Subprotocol(f"ticket.{served.tickets.issue(ANONYMOUS)}")]
        assert await refusal_of(served.url, offered) == (503, 1013)
        assert served.value("stream_closes_total", code="1013") == 1


async def test_what_a_client_sends_while_its_ticket_is_spent_is_not_lost(
    serve: Serve, redis: redis_asyncio.Redis
) -> None:
    async with serve() as served:
        assert served.tickets is not None
        offered = [Subprotocol(PROTOCOL), Subprotocol(f"ticket.{served.tickets.issue(ANONYMOUS)}")]
        await redis.client_pause(300)  # milliseconds in which it answers nothing
        async with connect(served.url, subprotocols=offered) as socket:
            await socket.send(json.dumps({"op": "subscribe", "id": "a", "scope": {"league": "nba", "kinds": ["odds"]}}))
            ops = [json.loads(await socket.recv())["op"] for _ in range(3)]
        assert ops == ["hello", "snapshot", "live"]
