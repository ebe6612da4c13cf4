"""The shipped normalizer process beside other stream processors on the same boards, in turns on one broker.

`normalizer-peers`: each peer (`benchmarks/peers/`) does the part of the normalizer's work that it was made for: it
parses each board, keys it by offer and sends the offers that moved to a topic. It has no identity, no view and no proof
of ownership, so the comparison favours it. `ratio` is the normalizer's rate divided by that of the best peer; `peers`
has the rate of each, and `left_out` names those that are not installed here. All must send equally many changes.
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
from benchmarks.normalizer import load, run_on
from benchmarks.raw_boards import RAW
from benchmarks.servers import Servers, run_servers

_PYTHON = Path(__file__).parents[1] / ".venv-peers" / "bin" / "python"
_PEERS = ("quixstreams", "faststream")
_MOVING = 0.05
_WITHIN_S = 180.0


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`; none in a short run, which leaves the peers out."""
    if conditions.is_smoke:
        print(f"normalizer-peers: left out of a short run: {', '.join(_PEERS)}")
        return []
    installed = [peer for peer in _PEERS if _is_installed(peer)]
    left_out = [peer for peer in _PEERS if peer not in installed]
    line = {"name": "normalizer-peers", "unit": "boards/s", "left_out": left_out}
    if not installed:
        return [line]
    rounds = [_round(conditions.broker, 300, installed) for _ in range(3)]
    ours = [rate for rate, _ in rounds]
    peers = {peer: round(statistics.median(rates[peer] for _, rates in rounds), 1) for peer in installed}
    ratio = statistics.median(rate / max(rates.values()) for rate, rates in rounds)
    return [line | {"ratio": round(ratio, 3), "value": round(statistics.median(ours), 1), "peers": peers}]


def _is_installed(peer: str) -> bool:
    imports = [str(_PYTHON), "-c", f"import {peer}"]
    return _PYTHON.exists() and subprocess.run(imports, check=False, capture_output=True).returncode == 0


def _round(broker: str, count: int, peers: list[str]) -> tuple[float, dict[str, float]]:
    """Boards each second of the normalizer and of each peer, on one broker."""
    with run_servers(broker) as servers:
        asyncio.run(load(servers, _MOVING, count))
        ours, changes = run_on(servers, count)
        rates: dict[str, float] = {}
        for peer in peers:
            rates[peer], of_peer = _run_peer(servers, peer, count)
            if of_peer != changes:
                raise RuntimeError(f"changes differ: {changes} of the normalizer, {of_peer} of {peer}")
    return ours, rates


def _run_peer(servers: Servers, peer: str, count: int) -> tuple[float, int]:
    sink = f"bench.{peer}"
    asyncio.run(_create(servers.kafka, sink))
    program = [str(_PYTHON), "-m", f"benchmarks.peers.{peer}_peer"]
    done = subprocess.run(
        [*program, servers.kafka.bootstrap_servers, RAW, sink, str(count)],
        check=True,
        stdout=subprocess.PIPE,
        timeout=scaled(_WITHIN_S),
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return found["boards"] / found["seconds"], asyncio.run(_count(servers.kafka, sink))


async def _create(kafka: KafkaSettings, topic: str) -> None:
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()


async def _count(kafka: KafkaSettings, topic: str) -> int:
    return sum([1 async for _ in read_to_end(kafka, [TopicPartition(topic, 0)])])
