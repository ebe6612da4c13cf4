"""A whole stack on the sandbox's world, with a collector for its spans, and short ways to look at it."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiokafka import ConsumerRecord, TopicPartition
from tests.proof.collector import Collector, open_collector

from a1_cli.stack.addresses import choose_addresses
from a1_cli.stack.log import StackLog
from a1_cli.stack.ports import free_ports
from a1_cli.stack.stack import Stack, StackConfig, open_stack
from a1_schemas.topics import PARTITIONS, TOPICS
from a1_service_kit.kafka import log_ends, open_consumer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled


@dataclass(slots=True)
class Rig:
    """The stack and what looks at it."""

    stack: Stack
    kafka: KafkaSettings
    http: httpx.AsyncClient
    collector: Collector
    log_folder: Path

    @property
    def sandbox(self) -> str:
        return self.stack.config.addresses.sandbox_url

    @property
    def gateway(self) -> str:
        return self.stack.config.addresses.gateway_url

    @asynccontextmanager
    async def clock_paused(self) -> AsyncGenerator[None]:
        """The world stands still for as long as this lasts."""
        await self._turn_clock(paused=True)
        try:
            yield
        finally:
            await self._turn_clock(paused=False)

    async def _turn_clock(self, *, paused: bool) -> None:
        answer = await self.http.post(f"{self.sandbox}/_sandbox/clock", json={"paused": paused})
        answer.raise_for_status()

    async def start_fault(self, provider: str, kind: str, for_s: float) -> None:
        order = {"provider": provider, "kind": kind, "for_s": for_s}
        (await self.http.post(f"{self.sandbox}/_sandbox/faults", json=order)).raise_for_status()

    async def calls(self, provider: str) -> list[dict[str, Any]]:
        """The counts of a provider's calls."""
        document = (await self.http.get(f"{self.sandbox}/_sandbox/requests")).json()
        return [call for call in document["calls"] if call["provider"] == provider]

    async def call_count(self, provider: str, key: str | None = None) -> int:
        return sum(call["count"] for call in await self.calls(provider) if key is None or call["key"] == key)

    async def ends(self, topics: list[str]) -> dict[TopicPartition, int]:
        """The end offset of every partition of these topics."""
        return await log_ends(self.kafka, [TopicPartition(topic, n) for topic in topics for n in range(PARTITIONS)])

    async def read(self, topics: list[str], starts: dict[TopicPartition, int] | None = None) -> list[ConsumerRecord]:
        """Every record of these topics from these offsets to the end."""
        ends = await self.ends(topics)
        found: list[ConsumerRecord] = []
        async with open_consumer(self.kafka, "proof") as consumer:
            partitions = list(ends)
            consumer.assign(partitions)
            for partition in partitions:
                consumer.seek(partition, (starts or {}).get(partition, 0))
            waiting = {p for p in partitions if ends[p] > (starts or {}).get(p, 0)}
            while waiting:
                for partition, records in (await consumer.getmany(*waiting, timeout_ms=200)).items():
                    found += [record for record in records if record.offset < ends[partition]]
                waiting = {p for p in waiting if ends[p] > await consumer.position(p)}
        return found


async def until(condition: Callable[[], Awaitable[Any]], what: str, within: float = 60) -> Any:
    """The first true value of the condition; fails after so many seconds, scaled by the machine."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + scaled(within)
    while True:
        value = await condition()
        if value:
            return value
        assert loop.time() < deadline, f"not within {scaled(within):g} s: {what}"
        await asyncio.sleep(0.25)


def header(record: ConsumerRecord, name: str) -> str | None:
    """A header's text."""
    return next((value.decode() for key, value in record.headers if key == name), None)


ALL_TOPICS = [topic.name for topic in TOPICS]


@asynccontextmanager
async def open_rig() -> AsyncGenerator[Rig]:
    """Everything up, the world running."""
    folder = Path(tempfile.mkdtemp(prefix="a1-proof-"))
    config = StackConfig(choose_addresses(free_ports(1)[0]), "world", 1, "embedded", folder)
    log = StackLog(folder, level="error", colour=False)
    kafka = KafkaSettings(
        bootstrap_servers=config.addresses.bootstrap_servers,
        fetch_max_wait_ms=20,
        idempotent=False,
        ends_are_exact=False,
    )
    with pytest.MonkeyPatch.context() as environment, closing(log):
        async with open_collector() as collector, httpx.AsyncClient(timeout=scaled(30), trust_env=False) as http:
            environment.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
            async with open_stack(config, log) as stack:
                yield Rig(stack, kafka, http, collector, folder)
