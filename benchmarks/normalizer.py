"""The shipped normalizer process beside a bare loop (`bare_loop.py`) on the same boards, in turns on one broker.

The boards lie uncompressed in the topic and the loop sends by key, as in the loop whose figures we go by.
Both halves run as they are deployed: identity, listings, leases, commits, metrics and traces. The figure is
boards each second, from the end of the first batch until everything is committed and in the view. The
canonical changes of both are counted and must be equal.
"""

import asyncio
import json
import statistics
import subprocess
import sys
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from a1_schemas.leagues import League
from a1_service_kit.kafka import client_options, ensure_topics
from a1_testkit.machine import scaled
from benchmarks.boards import boards
from benchmarks.conditions import Conditions
from benchmarks.normalizer_process import Process, open_progress, run_normalizer
from benchmarks.raw_boards import RAW, send_boards
from benchmarks.servers import Servers, run_servers

_SINK = "bench.bare-loop"
_LEAGUE = League.NBA
_WITHIN_S = 180.0


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Two lines of `benchmarks/latest.jsonl`."""
    rounds = conditions.size(5, smoke=1)
    return [
        _measure("normalizer-5pct", conditions.broker, 0.05, conditions.size(1000, smoke=150), rounds),
        _measure("normalizer-all", conditions.broker, 1.0, conditions.size(200, smoke=60), rounds),
    ]


def _measure(name: str, broker: str, moving: float, count: int, rounds: int) -> dict[str, Any]:
    pairs = [_round(broker, moving, count, number) for number in range(rounds)]
    return {
        "name": name,
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 3),
        "value": round(statistics.median(ours for ours, _ in pairs), 1),
        "unit": "boards/s",
        "beside": round(statistics.median(bare for _, bare in pairs), 1),
    }


def _round(broker: str, moving: float, count: int, number: int) -> tuple[float, float]:
    """Boards each second of the normalizer and of the bare loop, on servers of their own, in turns first."""
    with run_servers(broker) as servers:
        asyncio.run(load(servers, moving, count))
        if number % 2:
            ours, our_changes = run_on(servers, count)
            bare, bare_changes = _run_bare_loop(servers, count)
        else:
            bare, bare_changes = _run_bare_loop(servers, count)
            ours, our_changes = run_on(servers, count)
    if our_changes != bare_changes:
        raise RuntimeError(f"changes differ: {our_changes} of the normalizer, {bare_changes} of the bare loop")
    return ours, bare


async def load(servers: Servers, moving: float, count: int) -> None:
    """Write so many boards of one league; from each to the next, this share of the books moves."""
    await ensure_topics(servers.kafka)
    admin = AIOKafkaAdminClient(**client_options(servers.kafka))
    await admin.start()
    await admin.create_topics([NewTopic(_SINK, 1, 1)])
    await admin.close()
    await send_boards(servers.kafka, _LEAGUE, boards(count, moving))


def _run_bare_loop(servers: Servers, count: int) -> tuple[float, int]:
    arguments = (servers.kafka.bootstrap_servers, servers.redis_url, RAW, _SINK, str(count))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bare_loop", *arguments],
        check=True,
        capture_output=True,
        timeout=scaled(_WITHIN_S),
    )
    found = json.loads(done.stdout)
    return found["boards"] / found["seconds"], found["changes"]


def run_on(servers: Servers, count: int) -> tuple[float, int]:
    """Return the boards each second of a normalizer that handles so many, and how many changes it published."""
    with run_normalizer(servers) as process:
        return asyncio.run(_watch(servers, count, process))


async def _watch(servers: Servers, count: int, process: Process) -> tuple[float, int]:
    async with open_progress(servers, _LEAGUE, [process]) as progress:
        first, started = await progress.until_committed(1)
        await progress.until_committed(count)
        ended = await progress.until_viewed()
        return (count - first) / (ended - started), await progress.changes()
