"""The shipped stream beside a bare loop of its WebSocket library: deliveries for each CPU second of the server.

Both write 20 records of 1 KB a second to 500 clients. The stream's come through a broker, and their age counts from
before they were sent to it; the bare loop makes its own. Processor time is the whole process's: the stream also reads
the log, keeps the maps and proves states.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psutil
import uvloop

from a1_schemas.causes import format_causes
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import ensure_topics, open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port
from a1_testkit.waiting import wait_until
from benchmarks.conditions import Conditions
from benchmarks.fanout_clients import connected, record
from benchmarks.gateway_process import wait_for
from benchmarks.servers import run_broker

_CHANGES_PER_S = 20
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
    clients, seconds = conditions.size((500, 20.0), smoke=(100, 4.0))
    with run_broker(conditions.broker) as kafka:
        asyncio.run(ensure_topics(kafka))
        with _stream(kafka) as (port, pid):
            ours = uvloop.run(_measure(port, pid, clients, seconds, kafka))
    with _bare() as (port, pid):
        bare = uvloop.run(_measure(port, pid, clients, seconds, None))
    ages = sorted(ours.ages)
    return [
        {
            "name": "stream-fanout",
            "ratio": round(ours.per_cpu_s / bare.per_cpu_s, 3),
            "value": round(ours.per_cpu_s),
            "unit": "deliveries for each CPU second",
            "beside": round(bare.per_cpu_s),
            "clients": clients,
            "delivered_share": round(ours.delivered / (clients * _CHANGES_PER_S * ours.seconds), 3),
            "p50_ms": round(statistics.median(ages) * 1_000, 1),
            "p99_ms": round(ages[int(len(ages) * 0.99)] * 1_000, 1),
            "bare_p99_ms": round(sorted(bare.ages)[int(len(bare.ages) * 0.99)] * 1_000, 1),
            "core": round(ours.cpu_s / ours.seconds, 3),
            "kib_a_client": round(ours.kib_a_client, 1),
        }
    ]


async def _measure(port: int, pid: int, clients: int, seconds: float, kafka: KafkaSettings | None) -> _Load:
    process = psutil.Process(pid)
    before = process.memory_info().rss
    async with connected(port, clients) as received:
        if kafka is not None:
            await wait_until(lambda: received.live == clients, within=60, description="all live")
        sending = asyncio.create_task(_send(kafka)) if kafka is not None else None
        await asyncio.sleep(_WARM_S)
        received.ages.clear()
        began, cpu = time.monotonic(), _cpu(process)
        await asyncio.sleep(seconds)
        took, spent = time.monotonic() - began, _cpu(process) - cpu
        ages = list(received.ages)
        memory = (process.memory_info().rss - before) / 1024 / clients
        if sending is not None:
            sending.cancel()
    return _Load(len(ages), spent, took, ages, memory)


async def _send(kafka: KafkaSettings) -> None:
    """Send changes evenly until cancelled."""
    async with open_producer(kafka, "benchmark") as producer:
        number, began = 0, time.monotonic()
        while True:
            number += 1
            await asyncio.sleep(max(0.0, began + number / _CHANGES_PER_S - time.monotonic()))
            await producer.send(
                normalized_topic(Kind.ODDS),
                record(number),
                key=b"evt_nba_%d|odds|odds|book" % (number % 200),
                partition=partition_of("nba"),
                headers=[("causes", format_causes({"raw.odds": number}))],
            )


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _stream(kafka: KafkaSettings) -> Generator[tuple[int, int]]:
    port, ops_port = free_port(), free_port()
    environment = os.environ | {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__FETCH_MAX_WAIT_MS": str(kafka.fetch_max_wait_ms),
        "KAFKA__FETCH_RESTING_EVERY_S": str(kafka.fetch_resting_every_s),
        "KAFKA__IDEMPOTENT": str(kafka.idempotent),
        "KAFKA__ENDS_ARE_EXACT": str(kafka.ends_are_exact),
        "STREAM__PORT": str(free_port()),
        "STREAM__WS_PORT": str(port),
        "STREAM__DRAIN_S": "0",
        "OPS__PORT": str(ops_port),
    }
    with _process([sys.executable, "-m", "a1_stream"], environment) as process:
        wait_for(f"http://127.0.0.1:{ops_port}/readyz", 60)
        yield port, process.pid


@contextmanager
def _bare() -> Generator[tuple[int, int]]:
    port = free_port()
    argv = [sys.executable, "-m", "benchmarks.bare_fanout", str(port), str(_CHANGES_PER_S)]
    with _process(argv, dict(os.environ)) as process:
        time.sleep(2)
        yield port, process.pid


@contextmanager
def _process(argv: list[str], environment: dict[str, str]) -> "Generator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)
