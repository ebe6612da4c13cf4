"""From a changed price to the gateway's answer: the whole stack on the sandbox's world, as `a1 up` runs it.

What is measured is the time from the arrival of the provider's answer until a client of the gateway sees the offer:
broker, normalizer, broker, view and snapshot. An offer's `changed_at` is when the request was sent that brought the
change; by it the answer is found among the raw records, which are read when all is measured. The client asks every ten
milliseconds, which is in the figures. After it a bare path of the same hops (`bare_path.py`) runs beside the same
stack, which goes on: together each would wait for the other's processes.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import msgspec
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from a1_cli.stack.addresses import Addresses, choose_addresses
from a1_cli.stack.log import StackLog
from a1_cli.stack.ports import free_ports
from a1_cli.stack.stack import StackConfig, open_stack
from a1_schemas.leagues import League
from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled
from benchmarks import bare_path
from benchmarks.answers import Arrival, ages
from benchmarks.conditions import Conditions

SPORT = "basketball"
LEAGUES = [league for league in League if league.traits.sport == SPORT]
_FEWEST = 30
_LONGER_S = 20
"""So much longer a run goes on for the fewest changes."""
_ASK_EVERY = 0.01
CHANGES_PER_S = 500
_CAUGHT_UP = 20
"""Unread records of a normalizer that is in step."""
_BODY = "/espn/apis/site/v2/sports/basketball/nba/scoreboard"

T = TypeVar("T")
Look = Callable[[], Awaitable[list[T]]]
"""Return the changes that are seen for the first time; of the bare path their ages in seconds."""
Looking = Callable[[httpx.AsyncClient, Addresses], AbstractAsyncContextManager[Look[Arrival]]]
"""Opens what looks at a stack."""


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Prices that move evenly, and all providers' changes in bursts; a short run leaves the bursts out."""
    broker, seconds = conditions.broker, conditions.size(60, smoke=10)
    ours, bare = asyncio.run(measure(broker, changes=CHANGES_PER_S, seconds=seconds, looking=_at_the_gateway))
    if conditions.is_smoke:
        print("end-to-end-bursts: left out of a short run", flush=True)
        return [line("end-to-end", ours, bare)]
    bursts, bare_beside_bursts = asyncio.run(measure(broker, changes=0, seconds=seconds, looking=_at_the_gateway))
    return [line("end-to-end", ours, bare), line("end-to-end-bursts", bursts, bare_beside_bursts)]


def line(name: str, ours: list[float], bare: list[float]) -> dict[str, Any]:
    """Return a line of `benchmarks/latest.jsonl`, of latencies in seconds."""
    p50, bare_p50 = statistics.median(ours) * 1000, statistics.median(bare) * 1000
    return {
        "name": name,
        "ratio": round(bare_p50 / p50, 3),
        "value": round(p50, 1),
        "unit": "ms (median)",
        "beside": round(bare_p50, 1),
        "p50_ms": round(p50, 1),
        "p99_ms": round(statistics.quantiles(ours, n=100)[98] * 1000, 1),
        "bare_p50_ms": round(bare_p50, 1),
        "changes": len(ours),
    }


async def measure(broker: str, *, changes: float, seconds: float, looking: Looking) -> tuple[list[float], list[float]]:
    """The latencies in seconds of the stack and of the bare path."""
    folder = Path(tempfile.mkdtemp(prefix="a1-bench-"))
    port, bare_port = free_ports(2)
    addresses = choose_addresses(port)
    config = StackConfig(addresses, "world", 1, broker, folder, changes=changes)
    path = bare_path.Path(
        f"{addresses.sandbox_url}{_BODY}", addresses.bootstrap_servers, addresses.redis_url, bare_port
    )
    log = StackLog(folder, level="error", colour=False)
    try:
        async with open_stack(config, log), httpx.AsyncClient(timeout=scaled(10), trust_env=False) as http:
            await _create_topics(path)
            await _caught_up(http, addresses.gateway_url)
            async with looking(http, addresses) as look:
                seen = await _watch(look, seconds)
            with bare_path.run_bare_path(path):
                bare = await _watch(_bare(http, path.url), seconds)
            kafka = KafkaSettings(bootstrap_servers=addresses.bootstrap_servers, ends_are_exact=broker != "embedded")
            return await ages(kafka, LEAGUES, seen), bare
    finally:
        log.close()


async def _caught_up(http: httpx.AsyncClient, gateway_url: str) -> None:
    """Wait until the first bodies of all targets, which come at once, are in the view."""
    deadline = time.monotonic() + scaled(120)
    while True:
        lag = (await http.get(f"{gateway_url}/health/detailed")).json()["kafka"]["lag"].get("normalizer")
        if lag is not None and lag < _CAUGHT_UP:
            return
        if time.monotonic() > deadline:
            raise RuntimeError(f"the normalizer does not catch up: {lag} records are unread")
        await asyncio.sleep(1)


async def _create_topics(path: bare_path.Path) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=path.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1) for topic in (path.raw, path.normalized)])
    await admin.close()


async def _watch(look: Look[T], seconds: float) -> list[T]:
    """Each change when it is first seen; what was there at the start does not count."""
    found: list[T] = []
    deadline = time.monotonic() + scaled(60)
    while not await look():
        if time.monotonic() > deadline:
            raise RuntimeError("no answer with a change")
        await asyncio.sleep(_ASK_EVERY)
    began = time.monotonic()
    while time.monotonic() < began + seconds or (
        len(found) < _FEWEST and time.monotonic() < began + seconds + scaled(_LONGER_S)
    ):
        found += await look()
        await asyncio.sleep(_ASK_EVERY)
    if len(found) < _FEWEST:
        raise RuntimeError(f"only {len(found)} changes in {seconds:g} s")
    return found


def _bare(http: httpx.AsyncClient, url: str) -> Look[float]:
    seen = 0.0

    async def look() -> list[float]:
        nonlocal seen
        try:
            newest = float((await http.get(url)).content)
        except httpx.ConnectError:
            return []
        if newest == seen:
            return []
        seen = newest
        return [time.time() - newest]

    return look


@asynccontextmanager
async def _at_the_gateway(http: httpx.AsyncClient, addresses: Addresses) -> AsyncGenerator[Look[Arrival]]:
    yield _offers(http, f"{addresses.gateway_url}/api/v1/data/unified-odds/{SPORT}")


class _Offer(msgspec.Struct):
    provider: str
    bookmaker: str
    changed_at: datetime


class _Event(msgspec.Struct):
    event_id: str
    offers: list[_Offer]


class _Page(msgspec.Struct):
    data: list[_Event]


_read = msgspec.json.Decoder(_Page).decode


def _offers(http: httpx.AsyncClient, url: str) -> Look[Arrival]:
    seen: dict[tuple[str, str, str], datetime] = {}
    tag = ""

    async def look() -> list[Arrival]:
        nonlocal tag
        answer = await http.get(url, params={"limit": 500}, headers={"If-None-Match": tag} if tag else {})
        now = time.time()
        if answer.status_code != 200:
            return []
        tag = answer.headers["etag"]
        return [Arrival(offer.provider, offer.changed_at, now) for offer in _changed(_read(answer.content).data, seen)]

    return look


def _changed(events: list[_Event], seen: dict[tuple[str, str, str], datetime]) -> Iterator[_Offer]:
    """Yield the offers that are new since the last answer."""
    for event in events:
        for offer in event.offers:
            key = (event.event_id, offer.provider, offer.bookmaker)
            if seen.get(key) != offer.changed_at:
                seen[key] = offer.changed_at
                yield offer
