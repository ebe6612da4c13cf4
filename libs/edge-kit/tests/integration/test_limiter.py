"""A limit in Redis: exact over processes, in few calls, and shared out while Redis is away."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry

from a1_edge_kit.buckets import MINUTE, Balance, Bucket, Charge
from a1_edge_kit.limit_metrics import LimitMetrics
from a1_edge_kit.limiter import Limiter
from a1_schemas import keys
from a1_service_kit.clock import SystemClock
from a1_testkit.brokers import free_port
from a1_testkit.clocks import ManualClock
from a1_testkit.machine import scaled
from a1_testkit.tcp_proxy import run_tcp_proxy
from a1_testkit.toxics import SILENT


@pytest.fixture
async def open_limiter(redis_url: str) -> AsyncGenerator[Callable[..., Limiter]]:
    clients: list[redis_asyncio.Redis] = []

    def opener(workers: int = 1, port: int | None = None, clock: ManualClock | None = None) -> Limiter:
        url = redis_url if port is None else f"redis://127.0.0.1:{port}/0"
        client = redis_asyncio.Redis.from_url(url, socket_timeout=5)
        clients.append(client)
        return Limiter(client, clock or SystemClock(), LimitMetrics(CollectorRegistry()), workers)

    yield opener
    for client in clients:
        await client.aclose()


async def ask(limiter: Limiter, charge: Charge, times: int, at_a_time: int) -> list[Balance]:
    turn = asyncio.Semaphore(at_a_time)

    async def one() -> Balance:
        async with turn:
            return await limiter.charge(charge)

    return await asyncio.gather(*(one() for _ in range(times)))


async def stored(redis: redis_asyncio.Redis, charge: Charge) -> Bucket:
    value = await redis.get(keys.limit(charge.bucket)) or b"0 0"
    level, at = value.split()
    return Bucket(int(level), int(at))


async def test_processes_together_admit_the_burst_and_what_each_microsecond_adds(
    redis: redis_asyncio.Redis, open_limiter: Callable[..., Limiter]
) -> None:
    limiters = [open_limiter() for _ in range(4)]
    charge = Charge("address:203.0.113.7", 6_000, 1)
    burst = Charge(charge.bucket, 6_000, 3_000)  # so that the bucket is never empty, when time adds nothing
    assert (await limiters[0].charge(burst)).is_admitted
    first, admitted = await stored(redis, charge), burst.cost
    for _ in range(6):
        balances = await asyncio.gather(*(ask(each, charge, 500, 16) for each in limiters))
        admitted += sum(balance.is_admitted for group in balances for balance in group)
    last = await stored(redis, charge)
    assert admitted * MINUTE == last.level + (last.at - first.at) * charge.per_minute
    assert charge.most - charge.step < last.level <= charge.most


async def test_each_client_has_a_bucket_of_its_own_and_costs_add_up(open_limiter: Callable[..., Limiter]) -> None:
    limiter = open_limiter()
    one, five = Charge("address:a", 20, 1), Charge("address:a", 20, 5)
    balances = await asyncio.gather(*(limiter.charge(each) for each in (one, five, five, one, five, five)))
    assert sum(each.is_admitted for each in balances) == 5
    assert (await limiter.charge(Charge("address:b", 20, 1))).remaining == 19


async def test_requests_that_ask_together_share_calls(
    redis: redis_asyncio.Redis, open_limiter: Callable[..., Limiter]
) -> None:
    limiter = open_limiter()
    await limiter.charge(Charge("address:a", 6_000, 1))
    before = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    await ask(limiter, Charge("address:a", 6_000, 1), 640, 64)
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] - before <= 25


async def test_a_bucket_that_refused_is_asked_again_when_it_may_admit(
    redis: redis_asyncio.Redis, open_limiter: Callable[..., Limiter]
) -> None:
    clock = ManualClock()
    limiter, charge = open_limiter(clock=clock), Charge("address:a", 60, 1)
    balances = await ask(limiter, charge, 61, 61)
    assert Counter(each.is_admitted for each in balances) == {True: 60, False: 1}
    wait_us = balances[-1].wait_us
    assert 0 < wait_us <= 1_000_000
    calls = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    clock.advance(wait_us / 1e6 - 0.001)
    assert (await limiter.charge(charge)).wait_us == pytest.approx(1_000, abs=2)
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] == calls
    clock.advance(0.002)
    await limiter.charge(charge)
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] == calls + 1


async def test_a_bucket_leaves_redis_once_it_is_empty(
    redis: redis_asyncio.Redis, open_limiter: Callable[..., Limiter]
) -> None:
    await open_limiter().charge(Charge("address:a", 100, 1))
    (key,) = await redis.keys("*address:a")
    assert 0 < await redis.pttl(key) <= 601


async def test_while_redis_is_away_each_process_admits_its_share(open_limiter: Callable[..., Limiter]) -> None:
    clock = ManualClock()
    limiters = [open_limiter(workers=4, port=free_port(), clock=clock) for _ in range(4)]
    charge = Charge("address:a", 100, 1)
    balances = await asyncio.gather(*(ask(each, charge, 50, 50) for each in limiters))
    assert [sum(each.is_admitted for each in group) for group in balances] == [25, 25, 25, 25]
    assert all(each.away for each in limiters)
    assert min(each.remaining for group in balances for each in group) == 0
    clock.advance(2.4)
    assert [sum(each.is_admitted for each in await ask(limiter, charge, 5, 5)) for limiter in limiters] == [1, 1, 1, 1]


async def test_a_silent_redis_costs_a_second_once_and_is_exact_again_when_it_answers(
    redis_url: str, open_limiter: Callable[..., Limiter], wait_until: Callable[..., Any]
) -> None:
    port = urlsplit(redis_url).port
    assert port is not None
    async with run_tcp_proxy(port) as proxy:
        limiter, charge = open_limiter(workers=2, port=proxy.port), Charge("address:a", 100, 1)
        assert (await limiter.charge(charge)).remaining == 99
        proxy.downstream = SILENT
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert sum(each.is_admitted for each in await ask(limiter, charge, 400, 64)) == 50
        assert loop.time() - began < scaled(2)
        assert limiter.away
        waited = 0.0
        while loop.time() < began + 4:  # longer than Redis is left alone
            asked_at = loop.time()
            await limiter.charge(charge)
            waited = max(waited, loop.time() - asked_at)
            await asyncio.sleep(0.02)
        assert waited < scaled(0.2)
        await proxy.down()
        await proxy.up()
        proxy.downstream = type(SILENT)()
        await wait_until(lambda: limiter.away is None, description="exact again, although nothing asks")
        assert (await limiter.charge(charge)).remaining < 99
