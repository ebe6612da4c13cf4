"""Many clients of one stream: that hold on and hear nothing, that all come back at once, and one that never reads.

`stream-idle` holds 2,000 subscribed clients while nothing changes. `stream-reconnects` cuts them, and all come back
within ten seconds from their cursors, while 20 offers a second change. `stream-slow-reader` compares the ages that 100
clients see without and with two clients that stop reading: one for good, one until it has been left behind.
"""

import asyncio
import time
from functools import partial
from typing import Any

import uvloop

from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_streaming.frames import CloseCode, Why
from a1_testkit.waiting import wait_until
from benchmarks.conditions import Conditions
from benchmarks.fanout_clients import StalledReader, connected
from benchmarks.servers import run_broker
from benchmarks.stream_process import Server, changing, run_stream

_WITHIN_S = 10.0
"""In which all clients come back."""
_READERS = 100
_MISSED_S = 20.0
"""So long offers change that the slow one misses: each more than once."""
_STALLED = str(CloseCode.STALLED.value)
_SLOW = Why.SLOW_CLIENT.encode()


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Three lines of `benchmarks/latest.jsonl`; a short run leaves the last one out, which takes minutes."""
    clients, idle_s, reading_s = conditions.size((2_000, 30.0, 30.0), smoke=(500, 5.0, 0.0))
    with run_broker(conditions.broker) as kafka:
        asyncio.run(ensure_topics(kafka))
        with run_stream(kafka, conditions.broker) as server:
            lines = uvloop.run(_crowd(server, kafka, clients, idle_s))
            return lines + ([uvloop.run(_slow_reader(server, kafka, reading_s))] if reading_s else [])


async def _crowd(server: Server, kafka: KafkaSettings, clients: int, idle_s: float) -> list[dict[str, Any]]:
    async with changing(kafka):
        await asyncio.sleep(1)  # so that there is something to hold
    before = server.rss
    async with connected(server.port, clients) as received:
        await wait_until(lambda: received.live == clients, within=60, description="all live")
        cpu, began = server.cpu_s, time.monotonic()
        await asyncio.sleep(idle_s)
        idle = {
            "name": "stream-idle",
            "clients": clients,
            "held": received.open,
            "seconds": idle_s,
            "core": round((server.cpu_s - cpu) / (time.monotonic() - began), 3),
            "kib_a_client": round((server.rss - before) / 1024 / clients, 1),
        }
        cursor = received.cursor
    began = time.monotonic()
    async with changing(kafka), connected(server.port, clients, cursor=cursor, within_s=_WITHIN_S) as received:
        await wait_until(lambda: received.live == clients, within=60, description="all live again")
        back = {
            "name": "stream-reconnects",
            "clients": clients,
            "within_s": _WITHIN_S,
            "live_s": round(time.monotonic() - began, 2),
            "held": received.open,
        }
    return [idle, back]


async def _slow_reader(server: Server, kafka: KafkaSettings, reading_s: float) -> dict[str, Any]:
    async with changing(kafka), connected(server.port, _READERS) as received:
        await wait_until(lambda: received.live == _READERS, within=60, description="all live")
        await asyncio.sleep(2)
        without = await _p99_ms(received.ages, reading_s)
        async with StalledReader.connected(server.port) as stalled, StalledReader.connected(server.port) as slow:
            stopped = time.monotonic()
            beside = await _p99_ms(received.ages, reading_s)
            await wait_until(partial(_are_blocked, server, 2), within=60, description="both blocked")
            blocked = time.monotonic()
            await asyncio.sleep(_MISSED_S)
            slow.go_on()
            await wait_until(lambda: _SLOW in slow.reasons, within=30, description="why it missed something")
            conflated = await server.metric("stream_conflated_changes_total")
            await wait_until(partial(_has_cut, server), within=90, description="the cut")
            cut = time.monotonic()
            stalled.go_on()
            await wait_until(lambda: stalled.is_closed, within=30, description="its end")
    return {
        "name": "stream-slow-reader",
        "ratio": round(beside / without, 3),
        "value": round(beside, 1),
        "unit": "ms (99th percentile of the others)",
        "beside": round(without, 1),
        "conflated": conflated,
        "why": _SLOW.decode(),
        "blocked_after_s": round(blocked - stopped, 1),
        "cut_after_s": round(cut - stopped, 1),
    }


async def _p99_ms(ages: list[float], seconds: float) -> float:
    ages.clear()
    await asyncio.sleep(seconds)
    seen = sorted(ages)
    return seen[int(len(seen) * 0.99)] * 1_000


async def _are_blocked(server: Server, count: int) -> bool:
    return await server.metric("stream_blocked_connections") == count


async def _has_cut(server: Server) -> bool:
    return await server.metric("stream_closes_total", code=_STALLED) > 0
