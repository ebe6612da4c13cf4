"""The historian as deployed: its own process, on a real broker and a real PostgreSQL."""

import subprocess
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import pytest

from a1_historian.migrating import migrate
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment
from a1_testkit.programs import run_program


@dataclass(frozen=True, slots=True)
class Replica:
    """A running historian."""

    process: "subprocess.Popen[bytes]"
    port: int

    async def missing(self) -> list[str] | None:
        """The conditions that /readyz names; None without an answer."""
        try:
            async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
                answer = await http.get(f"http://127.0.0.1:{self.port}/readyz")
        except httpx.HTTPError:
            return None
        return [] if answer.is_success else answer.json()["missing"]

    async def is_ready(self) -> bool:
        return await self.missing() == []


Runner = Callable[[KafkaSettings, str], AbstractContextManager[Replica]]


@pytest.fixture
def run_historian(tmp_path: Path) -> Runner:
    """Runs a historian until the end of the context."""

    @contextmanager
    def run(kafka: KafkaSettings, postgres_url: str) -> Generator[Replica]:
        port = free_port()
        environment = {
            **kafka_environment(kafka),
            "KAFKA__SESSION_TIMEOUT_MS": "3000",
            "KAFKA__HEARTBEAT_INTERVAL_MS": "500",
            "POSTGRES__URL": postgres_url,
            "HISTORIAN__SEAL_AFTER_S": "0",
            "OPS__PORT": str(port),
        }
        with run_program("a1_historian", environment, tmp_path / f"historian-{port}.log") as process:
            yield Replica(process, port)

    return run


@pytest.fixture
async def pool(postgres_url: str) -> AsyncGenerator[asyncpg.Pool]:
    """A database with this release's tables."""
    async with asyncpg.create_pool(postgres_url, min_size=0, max_size=4) as opened:
        await migrate(opened)
        yield opened
