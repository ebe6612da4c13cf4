"""Tickets are spent in a real Redis: once over all processes."""

import asyncio
from collections import Counter

import redis.asyncio as redis_asyncio

from a1_edge_kit.identity import ANONYMOUS
from a1_edge_kit.tickets import GOOD_FOR, Spending, Tickets
from a1_schemas.keys import spent_ticket
from a1_service_kit.clock import SystemClock

SECRET = b"a secret of the edge that is only for these tests"


async def test_of_many_connections_at_several_processes_one_has_the_ticket(redis: redis_asyncio.Redis) -> None:
    processes = [Tickets(SECRET, redis, SystemClock()) for _ in range(4)]
    held = processes[0].read(processes[0].issue(ANONYMOUS))
    assert held is not None
    spendings = await asyncio.gather(*[each.spend(held) for each in processes for _ in range(5)])
    assert Counter(spendings) == {Spending.SPENT: 1, Spending.BEFORE: 19}


async def test_a_spent_ticket_is_remembered_for_longer_than_it_is_good(redis: redis_asyncio.Redis) -> None:
    tickets = Tickets(SECRET, redis, SystemClock())
    held = tickets.read(tickets.issue(ANONYMOUS))
    assert held is not None
    await tickets.spend(held)
    assert await redis.ttl(spent_ticket(held.nonce)) > 2 * GOOD_FOR.total_seconds()
