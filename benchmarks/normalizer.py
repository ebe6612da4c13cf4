"""The shipped normalizer process beside a bare loop (`bare_loop.py`) on the same boards, in turns on one broker.

The boards lie uncompressed in the topic and the loop sends by key, as in the loop whose figures we go by.
Both halves run as they are deployed: identity, listings, leases, commits, metrics and traces. The figure is
boards each second, from the end of the first batch until everything is committed and in the view. The
canonical changes of both are counted and must be equal.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import redis.asyncio as redis
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MAX_MESSAGE_BYTES, normalized_topic, partition_of, raw_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options, ensure_topics, log_ends
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import run_tansu, run_valkey
from a1_testkit.machine import scaled
from benchmarks.boards import boards

_SOURCE = raw_topic(Provider.ODDS)
_SINK = "bench.bare-loop"
_ODDS = normalized_topic(Kind.ODDS)
_FIRST = datetime(2026, 11, 23, 12, tzinfo=UTC)
_LOOK_EVERY = 0.02
_WITHIN = 180.0


def run(smoke: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    """Two lines of `benchmarks/latest.jsonl`."""
    rounds = 1 if smoke else 5
    return [
        _measure("normalizer-5pct", 0.05, 150 if smoke else 1000, rounds),
        _measure("normalizer-all", 1.0, 60 if smoke else 200, rounds),
    ]


def _measure(name: str, moving: float, count: int, rounds: int) -> dict[str, Any]:
    pairs = [_round(moving, count, number) for number in range(rounds)]
    return {
        "name": name,
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 3),
        "value": round(statistics.median(ours for ours, _ in pairs), 1),
        "unit": "boards/s",
        "beside": round(statistics.median(bare for _, bare in pairs), 1),
    }


def _round(moving: float, count: int, number: int) -> tuple[float, float]:
    """Boards each second of the normalizer and of the bare loop, on servers of their own, in turns first."""
    with run_tansu() as kafka, run_valkey() as redis_url:
        asyncio.run(_load(kafka, moving, count))
        if number % 2:
            ours, our_changes = _run_normalizer(kafka, redis_url, count)
            bare, bare_changes = _run_bare_loop(kafka, redis_url, count)
        else:
            bare, bare_changes = _run_bare_loop(kafka, redis_url, count)
            ours, our_changes = _run_normalizer(kafka, redis_url, count)
    if our_changes != bare_changes:
        raise RuntimeError(f"changes differ: {our_changes} of the normalizer, {bare_changes} of the bare loop")
    return ours, bare


async def _load(kafka: KafkaSettings, moving: float, count: int) -> None:
    await ensure_topics(kafka)
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    await admin.create_topics([NewTopic(_SINK, 1, 1)])
    await admin.close()
    target = "odds/odds/nba/us"
    async with AIOKafkaProducer(**client_options(kafka), max_request_size=MAX_MESSAGE_BYTES) as producer:
        for number, body in enumerate(boards(count, moving)):
            headers = RawHeaders(
                provider=Provider.ODDS,
                feed="odds",
                league=League.NBA,
                sport="basketball",
                target=target,
                url="https://odds.invalid/v4/sports/basketball_nba/odds?oddsFormat=decimal",
                fetched_at=_FIRST + timedelta(seconds=5 * number),
                http_status=200,
                content_type="application/json",
                content_hash=str(number),
                request_id=str(number),
            )
            partition = partition_of(League.NBA)
            await producer.send(_SOURCE, body, key=target.encode(), partition=partition, headers=headers.to_kafka())
        await producer.flush()


def _run_bare_loop(kafka: KafkaSettings, redis_url: str, count: int) -> tuple[float, int]:
    arguments = (kafka.bootstrap_servers, redis_url, _SOURCE, _SINK, str(count))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bare_loop", *arguments],
        check=True,
        capture_output=True,
        timeout=scaled(_WITHIN),
    )
    found = json.loads(done.stdout)
    return found["boards"] / found["seconds"], found["changes"]


def _run_normalizer(kafka: KafkaSettings, redis_url: str, count: int) -> tuple[float, int]:
    with _normalizer(kafka, redis_url) as process:
        return asyncio.run(_watch(kafka, redis_url, count, process))


async def _watch(
    kafka: KafkaSettings, redis_url: str, count: int, process: "subprocess.Popen[bytes]"
) -> tuple[float, int]:
    """Look at what it commits and at its position in the view, so that looking costs the process nothing."""
    admin, view = AIOKafkaAdminClient(**client_options(kafka)), redis.Redis.from_url(redis_url)
    source = TopicPartition(_SOURCE, partition_of(League.NBA))
    sink = TopicPartition(_ODDS, partition_of(League.NBA))

    async def committed() -> int:
        offsets = await admin.list_consumer_group_offsets("normalizer", partitions=[source])
        return max(0, offsets[source].offset) if source in offsets else 0

    async def position() -> int:
        return int(await view.hget(keys.positions(League.NBA), _ODDS) or 0)  # pyright: ignore[reportGeneralTypeIssues]

    await admin.start()
    try:
        first, started = await _until(committed, 1, process)
        await _until(committed, count, process)
        changes = (await log_ends(kafka, [sink]))[sink]
        _, ended = await _until(position, changes, process)
    finally:
        await admin.close()
        await view.aclose()
    return (count - first) / (ended - started), changes


async def _until(
    look: Callable[[], Awaitable[int]], reached: int, process: "subprocess.Popen[bytes]"
) -> tuple[int, float]:
    deadline = time.perf_counter() + scaled(_WITHIN)
    while (found := await look()) < reached:
        if time.perf_counter() > deadline or process.poll() is not None:
            raise RuntimeError(f"the normalizer does not get on: at {found} of {reached}")
        await asyncio.sleep(_LOOK_EVERY)
    return found, time.perf_counter()


@contextmanager
def _normalizer(kafka: KafkaSettings, redis_url: str) -> Generator["subprocess.Popen[bytes]"]:
    """The process as it is shipped."""
    environment = os.environ | {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__FETCH_MAX_WAIT_MS": str(kafka.fetch_max_wait_ms),
        "KAFKA__IDEMPOTENT": str(kafka.idempotent).lower(),
        "REDIS__URL": redis_url,
    }
    process = subprocess.Popen([sys.executable, "-m", "a1_normalizer"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)
