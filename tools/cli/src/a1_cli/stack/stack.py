"""The whole stack on this machine: broker, Redis, PostgreSQL, sandbox and the nine services, as processes."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import redis.asyncio

from a1_cli.stack.addresses import Addresses, service_of
from a1_cli.stack.flow import Flow, FlowMeter
from a1_cli.stack.log import StackLog
from a1_cli.stack.runfile import remove_status, write_status
from a1_cli.stack.specs import (
    BROKERS,
    postgres_spec,
    redis_spec,
    sandbox_spec,
    service_specs,
)
from a1_cli.stack.supervisor import Supervisor
from a1_schemas.services import GATEWAY
from a1_service_kit.settings import ConnectionSettings, KafkaSettings
from a1_service_kit.topic_settings import prepare_topics

_START_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class StackConfig:
    """What to run. `sandbox` is `world`, `recordings:DIR`, or `off` for the real providers.

    Games of the world are played `speed` times as fast as real ones, and `changes` of its prices move each second.
    """

    addresses: Addresses
    sandbox: str
    seed: int
    broker: str
    folder: Path
    speed: float = 12
    changes: float = 0

    @property
    def history(self) -> Path:
        """The folder of PostgreSQL's data. Its positions are in the log of this kind of broker."""
        return self.folder / f"postgres-{self.broker}"


@dataclass(slots=True)
class Stack:
    """A stack that is up."""

    config: StackConfig
    supervisor: Supervisor
    meter: FlowMeter

    async def status(self) -> dict[str, Any]:
        """What `a1 status --json` prints."""
        addresses = self.config.addresses
        flow: Flow = await self.meter.read(
            f"http://127.0.0.1:{port}/metrics" for name, port in addresses.ops.items() if service_of(name) != GATEWAY
        )
        return {
            "gateway_url": addresses.gateway_url,
            "gateway_urls": addresses.gateway_urls,
            "stream_urls": addresses.stream_urls,
            "ws_urls": addresses.ws_urls,
            "sandbox_url": None if self.config.sandbox == "off" else addresses.sandbox_url,
            "bootstrap_servers": addresses.bootstrap_servers,
            "redis_url": addresses.redis_url,
            "postgres_url": addresses.postgres_url,
            "processes": [
                {
                    "name": name,
                    "pid": child.pid,
                    "url": child.spec.url,
                    "ops_port": addresses.ops.get(name),
                    "state": child.state.value,
                    "restarts": child.restarts,
                }
                for name, child in self.supervisor.children.items()
            ],
            "flow": flow.rows(),
            "analytics": dict(sorted(flow.analytics.items())),
            "history": dict(sorted(flow.history.items())),
        }

    async def keep_status_file(self, every: float) -> None:
        """Write the status for `a1 status`, until cancelled."""
        while True:
            write_status(self.config.folder, await self.status())
            await asyncio.sleep(every)


@asynccontextmanager
async def open_stack(config: StackConfig, log: StackLog) -> AsyncGenerator[Stack]:
    """Start everything and yield when all are ready. Everything is stopped on exit, also after an error."""
    addresses = config.addresses
    kafka = KafkaSettings(
        bootstrap_servers=addresses.bootstrap_servers,
        idempotent=config.broker != "embedded",
        topics=ConnectionSettings().kafka.topics,
    )

    async def prepare_broker() -> None:
        await prepare_topics(kafka)

    async def empty_view() -> None:
        client = redis.asyncio.Redis.from_url(addresses.redis_url)
        async with client:
            await client.flushall()

    async def forget_log() -> None:
        connection = await asyncpg.connect(addresses.postgres_url, timeout=round(_START_WITHIN))
        try:
            if await connection.fetchval("select to_regproc('forget_log')") is not None:
                await connection.execute("select forget_log()")
        finally:
            await connection.close()

    supervisor = Supervisor(log, prepare_broker, (empty_view, forget_log), broker_forgets=config.broker == "embedded")
    async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
        stack = Stack(config, supervisor, FlowMeter(http))
        try:
            if supervisor.broker_forgets:
                shutil.rmtree(config.history, ignore_errors=True)
            broker = BROKERS[config.broker](addresses, config.folder)
            await supervisor.start(
                [broker, redis_spec(addresses), postgres_spec(addresses, config.history)], within=_START_WITHIN
            )
            await prepare_broker()
            if config.sandbox != "off":
                sandbox = sandbox_spec(
                    addresses, config.sandbox, config.seed, speed=config.speed, changes=config.changes
                )
                await supervisor.start([sandbox], within=_START_WITHIN)
            services = service_specs(
                addresses,
                config.folder,
                broker=config.broker,
                sandboxed=config.sandbox != "off",
                recorded=config.sandbox.startswith("recordings:"),
            )
            await supervisor.start(services, within=_START_WITHIN)
            yield stack
        finally:
            await supervisor.stop()
            remove_status(config.folder)
