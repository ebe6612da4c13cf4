"""A whole stack whose processes may be killed: what it says of itself, and what it serves beside the truth."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from a1_cli.comparison import Difference
from a1_cli.stack.runfile import running_stacks
from a1_cli.verify import differences_now
from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
A1 = Path(sys.executable).parent / "a1"
HEARTBEAT_VALIDITY = timedelta(seconds=15)
POLL_SECONDS = 0.25


class RunningStack:
    """A stack at a port, with the sandbox's clock in reach."""

    def __init__(self, port: int, http: httpx.Client) -> None:
        self.port = port
        self.killed: list[str] = []
        self._http = http

    @staticmethod
    def until(condition: Callable[[], object], within: float, what: str) -> float:
        """Wait for a condition, so many seconds scaled by the machine; gives the seconds it took."""
        began, within = time.monotonic(), scaled(within)
        while not condition():
            if time.monotonic() - began > within:
                raise TimeoutError(f"not within {within:.0f} s: {what}")
            time.sleep(POLL_SECONDS)
        return time.monotonic() - began

    @property
    def status(self) -> dict[str, Any]:
        return running_stacks()[self.port]

    def process(self, name: str) -> dict[str, Any]:
        return next(row for row in self.status["processes"] if row["name"] == name)

    def not_up(self) -> set[str]:
        return {row["name"] for row in self.status["processes"] if row["state"] != "up"}

    def kill(self, name: str) -> int:
        """SIGKILL; gives how often the process had been restarted before."""
        row = self.process(name)
        self.killed.append(name)
        os.kill(row["pid"], signal.SIGKILL)
        return row["restarts"]

    @contextmanager
    def hanging(self, name: str) -> Generator[None]:
        """A process that is there and does nothing, for as long as this lasts."""
        pid = self.process(name)["pid"]
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def answers(self) -> bool:
        """Whether the gateway gives games of every league."""
        try:
            names = [row["league"] for row in self.health()["views"]]
            urls = [f"{self.status['gateway_url']}/api/v1/data/unified-games/{name}" for name in names]
            return all(self._http.get(url).is_success for url in urls)
        except httpx.TransportError:
            return False

    def health(self) -> dict[str, Any]:
        return self._http.get(f"{self.status['gateway_url']}/health/detailed").raise_for_status().json()

    def validity_of(self, provider: str) -> float:
        """Seconds until the first status of a provider's sources expires, if the provider falls silent now."""
        health = self.health()
        first = min(row["valid_until"] for row in health["sources"] if row["provider"] == provider)
        return (datetime.fromisoformat(first) - datetime.fromisoformat(health["timestamp"])).total_seconds()

    def believed_too_long(self) -> list[str]:
        """The services and sources that health reports as up after their validity ended."""
        health = self.health()
        now = datetime.fromisoformat(health["timestamp"])
        services = [
            row["service"]
            for row in health["services"]
            if row["state"] == "up" and datetime.fromisoformat(row["last_heartbeat_at"]) + HEARTBEAT_VALIDITY < now
        ]
        sources = [
            f"{row['provider']}/{row['feed']}/{row['league']}"
            for row in health["sources"]
            if row["state"] != "down" and datetime.fromisoformat(row["valid_until"]) < now
        ]
        return services + sources

    def calls(self, provider: str) -> int:
        """How often the sandbox was asked in a provider's name."""
        return self._http.get(f"{self.status['sandbox_url']}/_sandbox/requests").json()["by_provider"][provider]

    def truth(self) -> Any:
        return self._http.get(f"{self.status['sandbox_url']}/_sandbox/truth").json()["games"]

    def differences(self) -> list[Difference] | None:
        """Differences between the answers and the truth; None when the gateway cannot answer."""
        status = self.status
        try:
            return differences_now(self._http, status["sandbox_url"], status["gateway_url"])[1]
        except (httpx.TransportError, httpx.HTTPStatusError):
            return None

    def until_equal(self, within: float, what: str) -> float:
        """Wait until what is served is the truth, as `until` does."""
        began, within = time.monotonic(), scaled(within)
        while (found := self.differences()) != []:
            if time.monotonic() - began > within:
                raise TimeoutError(
                    f"not equal within {within:.0f} s: {what}: {'no answer' if found is None else found[:5]}"
                )
            time.sleep(POLL_SECONDS)
        return time.monotonic() - began

    @contextmanager
    def clock_paused(self) -> Generator[None]:
        url = f"{self.status['sandbox_url']}/_sandbox/clock"
        self._http.post(url, json={"paused": True}).raise_for_status()
        try:
            yield
        finally:
            self._http.post(url, json={"paused": False}).raise_for_status()


@contextmanager
def running_stack() -> Generator[RunningStack]:
    """A running stack. At its end it has named every process that was killed, and left none behind."""
    port = free_port()
    with TemporaryDirectory(prefix="a1-faults-") as folder:
        log = Path(folder) / "up.log"
        command = [A1, "up", "--port", str(port), "--log-level", "warning"]
        with log.open("w") as out, httpx.Client(timeout=scaled(30), trust_env=False) as http:
            process = subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT)
            try:
                RunningStack.until(lambda: port in running_stacks() or process.poll() is not None, 150, "a stack")
                running = RunningStack(port, http)
                yield running
                process.send_signal(signal.SIGTERM)
                if process.wait(scaled(20)) != (1 if running.killed else 0):
                    raise RuntimeError(f"a1 up ended with {process.returncode}")
                unnamed = [name for name in running.killed if f"died by itself: {name}" not in log.read_text()]
                if unnamed:
                    raise RuntimeError(f"a1 up does not name {', '.join(unnamed)}")
            finally:
                process.kill()
                process.wait()
