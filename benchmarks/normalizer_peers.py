"""The shipped normalizer process beside other stream processors on the same boards, in turns on one broker.

`normalizer-peers`: each peer (`benchmarks/peers/`) does the part of the normalizer's work that it was made for: it
parses each board, keys it by offer and sends the offers that moved to a topic, in its own style. It has no identity, no
view and no proof of ownership, so the comparison favours it. `ratio` is the normalizer's rate divided by that of the
best peer, and `cpu_ratio` the same for boards of each CPU second of the processes. `peers` has the rate of each, and
`left_out` names those that are not installed here. All must send equally many changes.
"""

import asyncio
import json
import statistics
import subprocess
from pathlib import Path
from typing import Any

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from a1_service_kit.kafka import client_options, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled
from benchmarks.conditions import Conditions
from benchmarks.normalizer import load, rates_of, run_on
from benchmarks.normalizer_process import Rates
from benchmarks.raw_boards import RAW
from benchmarks.servers import Servers, run_servers

_PYTHON = Path(__file__).parents[1] / ".venv-peers" / "bin" / "python"
_PEERS = ("quixstreams", "faststream")
_MOVING = 0.05
_WITHIN_S = 180.0


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    installed = [peer for peer in _PEERS if _is_installed(peer)]
    left_out = [peer for peer in _PEERS if peer not in installed]
    line = {"name": "normalizer-peers", "unit": "boards/s", "left_out": left_out}
    if not installed:
        return [line]
    count, times = conditions.size((1_000, 3), smoke=(60, 1))
    rounds = [_round(conditions.broker, count, installed) for _ in range(times)]
    figures = {
        "ratio": round(statistics.median(_beside_best(rates, ours, 0) for ours, rates in rounds), 3),
        "value": round(statistics.median(ours.by_wall for ours, _ in rounds), 1),
        "peers": {peer: round(statistics.median(of[peer].by_wall for _, of in rounds), 1) for peer in installed},
        "cpu_ratio": round(statistics.median(_beside_best(rates, ours, 1) for ours, rates in rounds), 3),
    }
    return [line | figures]


def _beside_best(peers: dict[str, Rates], ours: Rates, place: int) -> float:
    return ours[place] / max(rates[place] for rates in peers.values())


def _is_installed(peer: str) -> bool:
    imports = [str(_PYTHON), "-c", f"import {peer}"]
    return _PYTHON.exists() and subprocess.run(imports, check=False, capture_output=True).returncode == 0


def _round(broker: str, count: int, peers: list[str]) -> tuple[Rates, dict[str, Rates]]:
    """The rates of the normalizer and of each peer, on one broker."""
    with run_servers(broker) as servers:
        asyncio.run(load(servers, _MOVING, count))
        ours, changes = run_on(servers, count)
        rates: dict[str, Rates] = {}
        for peer in peers:
            rates[peer], of_peer = _run_peer(servers, peer, count)
            if of_peer != changes:
                raise RuntimeError(f"changes differ: {changes} of the normalizer, {of_peer} of {peer}")
    return ours, rates


def _run_peer(servers: Servers, peer: str, count: int) -> tuple[Rates, int]:
    sink = f"bench.{peer}"
    asyncio.run(_create(servers.kafka, sink))
    program = [str(_PYTHON), "-m", f"benchmarks.peers.{peer}_peer"]
    done = subprocess.run(
        [*program, servers.kafka.bootstrap_servers, RAW, sink, str(count)],
        check=True,
        stdout=subprocess.PIPE,
        timeout=scaled(_WITHIN_S),
    )
    return rates_of(json.loads(done.stdout.splitlines()[-1])), asyncio.run(_count(servers.kafka, sink))


async def _create(kafka: KafkaSettings, topic: str) -> None:
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()


async def _count(kafka: KafkaSettings, topic: str) -> int:
    return sum([1 async for _ in read_to_end(kafka, [TopicPartition(topic, 0)])])
