"""The stream as a process, a sender of changes, and what is measured of a server of clients."""

import asyncio
import itertools
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import NamedTuple

import httpx
import psutil
from prometheus_client.parser import text_string_to_metric_families

from a1_cli.stack.demo import BROKER_SETTINGS, fetch_settings
from a1_schemas.causes import format_causes
from a1_schemas.services import STREAM
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment
from benchmarks.fanout_clients import record
from benchmarks.gateway_process import wait_for

CHANGES_PER_S = 20
_VERSIONS = itertools.count(1)
"""A sender goes on where the one before it ended: older versions are no changes."""


class Server(NamedTuple):
    """A process that serves WebSockets."""

    port: int
    pid: int
    ops_port: int = 0

    @property
    def cpu_s(self) -> float:
        """What it has used, user and system."""
        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system

    @property
    def rss(self) -> int:
        """Its resident bytes."""
        return psutil.Process(self.pid).memory_info().rss

    async def metric(self, name: str, **labels: str) -> float:
        """Return a series of its metrics."""
        async with httpx.AsyncClient(trust_env=False) as http:
            text = (await http.get(f"http://127.0.0.1:{self.ops_port}/metrics")).text
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == name and sample.labels == labels:
                    return sample.value
        raise RuntimeError(f"no series {name} {labels}")


@contextmanager
def run_stream(kafka: KafkaSettings, broker: str) -> Generator[Server]:
    """Run the shipped stream while the context is open, with the settings that a demo has for this broker."""
    port, ops_port = free_port(), free_port()
    environment = os.environ | {
        **kafka_environment(kafka),
        **BROKER_SETTINGS[broker],
        **fetch_settings(STREAM, broker),
        "STREAM__PORT": str(free_port()),
        "STREAM__WS_PORT": str(port),
        "STREAM__DRAIN_S": "0",
        "OPS__PORT": str(ops_port),
    }
    with run_server([sys.executable, "-m", "a1_stream"], environment) as process:
        wait_for(f"http://127.0.0.1:{ops_port}/readyz", 60)
        yield Server(port, process.pid, ops_port)


@contextmanager
def run_server(argv: list[str], environment: dict[str, str]) -> "Generator[subprocess.Popen[bytes]]":
    """Run a process while the context is open."""
    process = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


@asynccontextmanager
async def changing(kafka: KafkaSettings) -> AsyncGenerator[None]:
    """Send changes of 200 offers evenly while the context is open."""
    sending = asyncio.create_task(_send(kafka))
    try:
        yield
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


async def _send(kafka: KafkaSettings) -> None:
    async with open_producer(kafka, "benchmark") as producer:
        number, began = 0, time.monotonic()
        while True:
            number += 1
            await asyncio.sleep(max(0.0, began + number / CHANGES_PER_S - time.monotonic()))
            version = next(_VERSIONS)
            await producer.send(
                normalized_topic(Kind.ODDS),
                record(version),
                key=b"evt_nba_%d|odds|odds|book" % (version % 200),
                partition=partition_of("nba"),
                headers=[("causes", format_causes({"raw.odds": version}))],
            )
