"""The shipped stream beside a bare loop of its WebSocket library, in turns: deliveries a CPU second of the server.

Both write 20 records of 1 KB a second to 500 clients. The stream's come through a broker, and their age counts from
before they were sent to it; the bare loop makes its own. Processor time is the whole process's: the stream also reads
the log, keeps the maps and proves states.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

import uvloop

from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port
from a1_testkit.waiting import wait_until
from benchmarks.conditions import Conditions
from benchmarks.fanout_clients import connected
from benchmarks.servers import run_broker
from benchmarks.stream_process import CHANGES_PER_S, Server, changing, run_server, run_stream

_WARM_S = 2.0


class _Load(NamedTuple):
    """What a server did."""

    delivered: int
    cpu_s: float
    seconds: float
    ages: list[float]
    kib_a_client: float

    @property
    def per_cpu_s(self) -> float:
        return self.delivered / max(self.cpu_s, 0.01)


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    clients, seconds, rounds = conditions.size((500, 10.0, 3), smoke=(100, 4.0, 1))
    with run_broker(conditions.broker) as kafka:
        asyncio.run(ensure_topics(kafka))
        with run_stream(kafka, conditions.broker) as server, _bare() as bare_server:
            pairs = [
                (
                    uvloop.run(_measure(server, clients, seconds, kafka)),
                    uvloop.run(_measure(bare_server, clients, seconds, None)),
                )
                for _ in range(rounds)
            ]
    ours, bare = zip(*pairs, strict=True)
    ages = sorted(age for load in ours for age in load.ages)
    bare_ages = sorted(age for load in bare for age in load.ages)
    ratios = [mine.per_cpu_s / beside.per_cpu_s for mine, beside in pairs]
    return [
        {
            "name": "stream-fanout",
            "ratio": round(statistics.median(ratios), 3),
            "ratios": [round(each, 3) for each in ratios],
            "value": round(statistics.median(load.per_cpu_s for load in ours)),
            "unit": "deliveries for each CPU second",
            "beside": round(statistics.median(load.per_cpu_s for load in bare)),
            "clients": clients,
            "delivered_share": round(
                sum(load.delivered for load in ours) / (clients * CHANGES_PER_S * sum(load.seconds for load in ours)), 3
            ),
            "p50_ms": round(statistics.median(ages) * 1_000, 1),
            "p99_ms": round(ages[int(len(ages) * 0.99)] * 1_000, 1),
            "bare_p99_ms": round(bare_ages[int(len(bare_ages) * 0.99)] * 1_000, 1),
            "core": round(statistics.median(load.cpu_s / load.seconds for load in ours), 3),
            "kib_a_client": round(ours[0].kib_a_client, 1),
        }
    ]


async def _measure(server: Server, clients: int, seconds: float, kafka: KafkaSettings | None) -> _Load:
    before = server.rss
    async with connected(server.port, clients) as received:
        if kafka is not None:
            await wait_until(lambda: received.live == clients, within=60, description="all live")
        async with nullcontext() if kafka is None else changing(kafka):
            await asyncio.sleep(_WARM_S)
            received.ages.clear()
            began, cpu = time.monotonic(), server.cpu_s
            await asyncio.sleep(seconds)
            took, spent = time.monotonic() - began, server.cpu_s - cpu
            ages = list(received.ages)
            memory = (server.rss - before) / 1024 / clients
    return _Load(len(ages), spent, took, ages, memory)


@contextmanager
def _bare() -> Generator[Server]:
    port = free_port()
    argv = [sys.executable, "-m", "benchmarks.bare_fanout", str(port), str(CHANGES_PER_S)]
    with run_server(argv, dict(os.environ)) as process:
        time.sleep(2)
        yield Server(port, process.pid)
