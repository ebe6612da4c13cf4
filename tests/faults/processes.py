"""The rig's own child processes: started, stopped for a while, ended, killed. No other process is ever signalled."""

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from a1_testkit.machine import scaled

_PR_SET_PDEATHSIG = 1
_EVERY_S = 0.05


def die_with_parent() -> None:
    """End this process by SIGKILL when the thread that started it ends. Called in a child before its program."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Child:
    """One program with its arguments. It can be started again after its end; its output goes on in one file."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        port: int,
        ready_url: str | None = None,
    ) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self.port = port
        self.ready_url = ready_url
        self.starts = 0
        self._argv = list(argv)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def code(self) -> int | None:
        """The exit code of the last start; None while it runs."""
        return None if self._process is None else self._process.poll()

    def start(self, **more: str) -> None:
        """Start it, with these environment variables besides."""
        if self.is_running:
            raise RuntimeError(f"{self.name} runs already")
        self._environment |= more
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self._argv,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - it calls into libc and nothing of ours
            )
        self.starts += 1

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if it still runs."""
        if self._process is not None and self.is_running:
            self._process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and wait for the end."""
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    async def terminate(self, within: float = 20.0) -> float:
        """SIGTERM. Returns the seconds until its end; kills it and raises TimeoutError after `within`, unscaled."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        try:
            await self.ended(within)
        except TimeoutError:
            self.kill()
            raise
        return time.monotonic() - began

    async def ended(self, within: float) -> int:
        """Wait for its end. Returns the exit code; raises TimeoutError after so many seconds, unscaled."""
        deadline = time.monotonic() + within
        while self.is_running:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} did not end within {within:g} s")
            await asyncio.sleep(_EVERY_S)
        return self.code or 0

    async def is_ready(self, http: httpx.AsyncClient) -> bool:
        """Whether it answers its readiness check, or listens where it has none."""
        if not self.is_running:
            return False
        if self.ready_url is None:
            return await _listens(self.port)
        try:
            return (await http.get(self.ready_url)).is_success
        except httpx.HTTPError:
            return False

    async def until_ready(self, http: httpx.AsyncClient, within: float = 90.0) -> float:
        """Wait for readiness. Returns the seconds; raises RuntimeError if it ends first or is too late."""
        began = time.monotonic()
        while not await self.is_ready(http):
            if not self.is_running or time.monotonic() - began > scaled(within):
                raise RuntimeError(f"{self.name} is not ready (exit code {self.code}): {self.last_lines()}")
            await asyncio.sleep(_EVERY_S)
        return time.monotonic() - began

    def last_lines(self, size: int = 1500) -> str:
        """The end of its output."""
        return self.log.read_bytes()[-size:].decode("utf-8", "replace") if self.log.exists() else ""


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
