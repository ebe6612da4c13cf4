"""The restore of 300,000 live records from a broker, as a normalizer does it when it is assigned their partitions.

* `restore-300k`: `seconds` from the start of `restore_states`, which opens the consumer, until the states of nine
  leagues hold every record. The records are those of `normalizer-500k`; a process of its own restores them, while the
  broker has the other core. `records` says how many there were: fewer in a short run.
"""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import uvloop
from aiokafka import TopicPartition

from a1_schemas.causes import format_causes
from a1_schemas.providers import Provider
from a1_schemas.topics import PARTITIONS, normalized_topic, partition_of, poll_topic, raw_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import ensure_topics, open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled
from benchmarks.conditions import Conditions
from benchmarks.live_records import live_records
from benchmarks.servers import run_broker

_WITHIN_S = 300.0
_LOADED_AT_ONCE = 5_000
_INPUTS = tuple(raw_topic(provider) for provider in Provider) + tuple(poll_topic(provider) for provider in Provider)
_END = 1 << 40
"""Every input ends beyond what any of the records follows from."""


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    with run_broker(conditions.broker) as kafka:
        records = asyncio.run(_load(kafka, conditions.size(300_000, smoke=15_000)))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.restore", kafka.model_dump_json()],
            check=True,
            capture_output=True,
            timeout=scaled(_WITHIN_S),
        )
    found = json.loads(done.stdout)
    if found["records"] != records:
        raise RuntimeError(f"{found['records']} of {records} records were restored")
    return [{"name": "restore-300k", "seconds": round(found["seconds"], 2), "records": records}]


async def _load(kafka: KafkaSettings, quotes: int) -> int:
    """Write the records as the resolver would; returns how many."""
    await ensure_topics(kafka)
    written = 0
    async with open_producer(kafka, "bench-restore") as producer:
        for record in live_records(quotes):
            headers = [
                ("target", f"odds/odds/{record.league}/us".encode()),
                ("causes", format_causes(record.causes)),
            ]
            await producer.send(
                normalized_topic(record.kind),
                record.value,
                record.key.encode(),
                partition_of(record.league),
                headers=headers,
            )
            written += 1
            if written % _LOADED_AT_ONCE == 0:
                await producer.flush()
    return written


async def _restore(kafka: KafkaSettings) -> dict[str, Any]:
    """Restore everything; returns the seconds it took and how many records the states hold."""
    from a1_normalizer.restore import restore_states  # noqa: PLC0415  only this process has to import a normalizer

    ends = {TopicPartition(topic, number): _END for topic in _INPUTS for number in range(PARTITIONS)}
    began = time.perf_counter()
    states, unreadable = await restore_states(kafka, ends)
    seconds = time.perf_counter() - began
    if unreadable:
        raise RuntimeError(f"{unreadable} records could not be read")
    return {"seconds": seconds, "records": sum(state.sizes()[kind] for state in states.values() for kind in Kind)}


if __name__ == "__main__":
    from a1_normalizer.app import quiet_collector

    quiet_collector()
    print(json.dumps(uvloop.run(_restore(KafkaSettings.model_validate_json(sys.argv[1])))))
