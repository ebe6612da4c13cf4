"""A copy of the stream as a process of its own, on a real broker."""

import os
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment
from a1_testkit.programs import run_program
from a1_testkit.waiting import wait_until

from .conftest import nowhere
from .webhook_delivery import PEPPER

OWNED_S = 60.0
"""A group that a member has just left may take a session's time-out to give its partitions to the next one."""


class Copy:
    """A stream as a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, ws_port: int, ops_port: int) -> None:
        self.process = process
        self.base = f"http://127.0.0.1:{port}"
        self.odds = f"{self.base}/api/v1/streams/nba/odds"
        self.url = f"ws://127.0.0.1:{ws_port}/api/v1/ws"
        self._ops = f"http://127.0.0.1:{ops_port}"

    async def ready(self) -> None:
        """Block until it has read the log."""

        async def is_ready() -> bool:
            return (await self._get("/readyz")).startswith("200")

        await wait_until(is_ready, within=OWNED_S, description="a stream that is ready")

    async def has(self, count: int, state: str) -> bool:
        """Whether it has so many webhooks in this state."""
        return f'stream_webhooks{{state="{state}"}} {count}.0' in await self._get("/metrics")

    async def reaches(self, count: int, state: str) -> None:
        await wait_until(lambda: self.has(count, state), within=OWNED_S, description=f"{count} {state}")

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)

    async def _get(self, path: str) -> str:
        async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
            try:
                answer = await http.get(f"{self._ops}{path}")
            except httpx.HTTPError:
                return ""
        return f"{answer.status_code} {answer.text}"


@contextmanager
def running_copy(kafka: KafkaSettings, folder: Path, **more: str) -> Generator[Copy]:
    """Run a copy with these settings of its environment besides. Ends it with the context."""
    port, ws_port, ops_port = free_port(), free_port(), free_port()
    environment = {
        **kafka_environment(kafka),
        "KAFKA__SESSION_TIMEOUT_MS": "3000",
        "KAFKA__HEARTBEAT_INTERVAL_MS": "500",
        "REDIS__URL": nowhere().url.get_secret_value(),
        "EDGE__KEY_PEPPER": PEPPER,
        "WEBHOOKS__ALLOW_LOOPBACK": "true",
        "STREAM__PORT": str(port),
        "STREAM__WS_PORT": str(ws_port),
        "STREAM__HEARTBEAT_S": "0.5",
        "OPS__PORT": str(ops_port),
        **more,
    }
    with run_program("a1_stream", environment, folder / f"stream-{port}.log") as process:
        yield Copy(process, port, ws_port, ops_port)
