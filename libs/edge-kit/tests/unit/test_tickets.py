"""Tickets: one connection of the client that asked, within thirty seconds."""

import base64
from datetime import timedelta

import httpx
import pytest

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import PLANS
from a1_edge_kit.ticket_route import PATH, TicketRoute
from a1_edge_kit.tickets import Spending, Tickets, ticket_in
from a1_testkit.brokers import unreachable_redis
from a1_testkit.clocks import START, ManualClock

SECRET = b"a secret of the edge that is only for these tests"
CLIENT = Identity(
    kind=IdentityKind.KEY,
    id="aaaaaaaa",
    scopes=frozenset({"read:odds", "stream:odds", "admin:keys"}),
    plan=PLANS["standard"],
    until=START + timedelta(days=1),
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def tickets(clock: ManualClock) -> Tickets:
    return Tickets(SECRET, unreachable_redis(), clock)


def test_a_ticket_is_its_clients_with_the_scopes_of_the_stream(tickets: Tickets) -> None:
    held = tickets.read(tickets.issue(CLIENT))
    assert held is not None
    found = held.identity
    assert (found.id, found.kind, found.plan, found.until) == (CLIENT.id, CLIENT.kind, CLIENT.plan, CLIENT.until)
    assert found.scopes == {"stream:odds"}


async def test_a_ticket_is_not_taken_where_redis_cannot_say_that_it_is_the_first_time(tickets: Tickets) -> None:
    held = tickets.read(tickets.issue(CLIENT))
    assert held is not None
    assert await tickets.spend(held) is Spending.UNKNOWN


def test_a_ticket_is_over_after_thirty_seconds(clock: ManualClock, tickets: Tickets) -> None:
    early, late = tickets.issue(CLIENT), tickets.issue(CLIENT)
    clock.advance(29.5)
    assert tickets.read(early) is not None
    clock.advance(0.5)
    assert tickets.read(late) is None


def test_a_ticket_that_was_not_issued_is_refused(clock: ManualClock, tickets: Tickets) -> None:
    good = tickets.issue(CLIENT)
    data = bytearray(base64.urlsafe_b64decode(good + "=" * (-len(good) % 4)))
    data[-10] ^= 1
    changed = base64.urlsafe_b64encode(bytes(data)).rstrip(b"=").decode()
    foreign = Tickets(b"another secret that is long enough for it", unreachable_redis(), clock).issue(CLIENT)
    for text in ("", "x", "é", "a" * 5_000, good[:-4], f"{good}AAAA", changed, foreign):
        assert tickets.read(text) is None, text[:20]
    assert tickets.read(good) is not None


def test_a_ticket_is_found_among_subprotocols(tickets: Tickets) -> None:
    ticket = tickets.issue(CLIENT)
    assert ticket_in(f"a1.stream.v1, ticket.{ticket}") == ticket
    assert [ticket_in(each) for each in (None, "", "a1.stream.v1")] == [None, None, None]


async def test_the_route_answers_with_a_ticket_that_no_cache_keeps(tickets: Tickets) -> None:
    transport = httpx.ASGITransport(TicketRoute(tickets))
    async with httpx.AsyncClient(transport=transport, base_url="http://stream") as http:
        answer = await http.post(PATH)
    assert (answer.status_code, answer.headers["cache-control"], answer.json()["expires_in"]) == (201, "no-store", 30)
    assert tickets.read(answer.json()["ticket"]) is not None
