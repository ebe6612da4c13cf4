"""Analytics as deployed: its own process, on a real broker."""

import subprocess
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment
from a1_testkit.programs import run_program


@dataclass(frozen=True, slots=True)
class Replica:
    """A running analytics."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    async def is_ready(self) -> bool:
        """Whether /readyz says so."""
        try:
            async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
                return (await http.get(f"http://127.0.0.1:{self.port}/readyz")).is_success
        except httpx.HTTPError:
            return False

    async def metric(self, series: str) -> float:
        """The value of a series of /metrics."""
        async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
            text = (await http.get(f"http://127.0.0.1:{self.port}/metrics")).raise_for_status().text
        (line,) = [each for each in text.splitlines() if each.startswith(f"{series} ")]
        return float(line.rpartition(" ")[2])


Runner = Callable[[KafkaSettings], AbstractContextManager[Replica]]


@pytest.fixture
def run_analytics(tmp_path: Path) -> Runner:
    """Runs analytics until the end of the context."""

    @contextmanager
    def run(kafka: KafkaSettings) -> Generator[Replica]:
        port = free_port()
        environment = {
            **kafka_environment(kafka),
            "KAFKA__SESSION_TIMEOUT_MS": "3000",
            "KAFKA__HEARTBEAT_INTERVAL_MS": "500",
            "OPS__PORT": str(port),
        }
        path = tmp_path / f"analytics-{port}.log"
        with run_program("a1_analytics", environment, path) as process:
            yield Replica(process, port, path)

    return run
