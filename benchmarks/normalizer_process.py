"""The normalizer process as it is shipped, and how far it got: looked at from outside, so looking costs it nothing."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

import psutil
import redis.asyncio as redis
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import client_options, log_ends, read_to_end
from a1_testkit.brokers import kafka_environment
from a1_testkit.machine import scaled
from benchmarks.raw_boards import raw_partition
from benchmarks.servers import Servers

_ODDS = normalized_topic(Kind.ODDS)
_LOOK_EVERY_S = 0.02
_WITHIN_S = 180.0
_MARKERS = 1
"""Where the broker has transactions, one's marker is the last thing in the log, and the view ends before it."""

Process = subprocess.Popen[bytes]


class Rates(NamedTuple):
    """Boards each second: of the time that went by, and of a process's CPU time (user and system)."""

    by_wall: float
    by_cpu: float


@contextmanager
def run_normalizer(servers: Servers, ops_port: int = 0) -> Generator[Process]:
    """Run the process while the context is open; its metrics are at this port, 0 is any free one."""
    kafka = servers.kafka
    environment = os.environ | {
        **kafka_environment(kafka),
        "REDIS__URL": servers.redis_url,
        "OPS__PORT": str(ops_port),
    }
    process = subprocess.Popen([sys.executable, "-m", "a1_normalizer"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


class Progress:
    """How far normalizers got with the boards of one league."""

    def __init__(self, servers: Servers, league: League, processes: Sequence[Process]) -> None:
        self._kafka = servers.kafka
        self._league = league
        self._processes = processes
        self._admin = AIOKafkaAdminClient(**client_options(servers.kafka))
        self._view = redis.Redis.from_url(servers.redis_url)

    async def open(self) -> None:
        """Connect to the broker."""
        await self._admin.start()

    async def close(self) -> None:
        """Close both connections."""
        await self._admin.close()
        await self._view.aclose()

    async def committed(self) -> int:
        """Return how many boards are committed."""
        source = raw_partition(self._league)
        offsets = await self._admin.list_consumer_group_offsets("normalizer", partitions=[source])
        return max(0, offsets[source].offset) if source in offsets else 0

    async def until_committed(self, count: int) -> tuple[int, float]:
        """Wait for so many boards; returns how many are committed then, and the time on `time.perf_counter`."""
        return await self._until(self.committed, count)

    async def until_viewed(self) -> float:
        """Wait until all odds published by now are in the view; returns the time on `time.perf_counter`."""
        sink = TopicPartition(_ODDS, partition_of(self._league))
        end = (await log_ends(self._kafka, [sink]))[sink]
        _, ended = await self._until(self._position, end - _MARKERS if self._kafka.idempotent else end)
        return ended

    async def changes(self) -> int:
        """Return how many records of odds were published."""
        sink = TopicPartition(_ODDS, partition_of(self._league))
        return sum([1 async for _ in read_to_end(self._kafka, [sink])])

    async def _position(self) -> int:
        found = await self._view.hget(keys.positions(self._league), _ODDS)  # pyright: ignore[reportGeneralTypeIssues]
        return int(found or 0)

    async def _until(self, look: Callable[[], Awaitable[int]], reached: int) -> tuple[int, float]:
        deadline = time.perf_counter() + scaled(_WITHIN_S)
        while (found := await look()) < reached:
            if time.perf_counter() > deadline or any(process.poll() is not None for process in self._processes):
                raise RuntimeError(f"the normalizer does not get on: at {found} of {reached}")
            await asyncio.sleep(_LOOK_EVERY_S)
        return found, time.perf_counter()


@asynccontextmanager
async def open_progress(servers: Servers, league: League, processes: Sequence[Process]) -> AsyncGenerator[Progress]:
    """Look at these processes' work while the context is open."""
    progress = Progress(servers, league, processes)
    await progress.open()
    try:
        yield progress
    finally:
        await progress.close()


def cpu_seconds(process: Process) -> float:
    """Return the CPU seconds that a process has used."""
    times = psutil.Process(process.pid).cpu_times()
    return times.user + times.system
