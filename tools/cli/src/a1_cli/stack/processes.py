"""One child process: started, watched, its lines collected, stopped for certain."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path

from a1_cli.stack.specs import ProcessSpec

_PR_SET_PDEATHSIG = 1
_AUTOGROUP = Path("/proc/self/autogroup")
"""Linux shares processors among sessions first, by the niceness of each, and then among the processes of one."""
_LINE_LIMIT = 1024 * 1024


class State(StrEnum):
    """Where a process stands."""

    STARTING = "starting"
    UP = "up"
    DOWN = "down"


def _prepare(niceness: int) -> None:
    """On Linux a child is killed when its parent is, so a SIGKILLed stack leaves nothing behind."""
    os.nice(niceness)
    if sys.platform == "linux":
        with suppress(OSError):  # a kernel without it looks at each process
            _AUTOGROUP.write_text(str(niceness))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Child:
    """A process of the stack. It has its own session, so a Ctrl-C in the terminal reaches only the stack itself."""

    def __init__(self, spec: ProcessSpec, on_line: Callable[[str, str], None]) -> None:
        self.spec = spec
        self.state = State.DOWN
        self.restarts = 0
        self._on_line = on_line
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process id, while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def start(self) -> None:
        """Start it; its standard output and error become lines."""
        self.state = State.STARTING
        self._process = await asyncio.create_subprocess_exec(
            *self.spec.argv,
            env={**os.environ, **self.spec.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(_prepare, self.spec.niceness),
            limit=_LINE_LIMIT,
        )
        self._reader = asyncio.create_task(self._read_lines(self._process))

    async def wait(self) -> int:
        """Wait for its end; returns the exit code."""
        if self._process is None:
            raise RuntimeError(f"{self.spec.name} was never started")
        code = await self._process.wait()
        self.state = State.DOWN
        return code

    async def stop(self, grace: float) -> None:
        """SIGTERM, and SIGKILL for its whole session where that is not enough."""
        process = self._process
        if process is None:
            return
        if process.returncode is None:
            process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), grace)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        self.state = State.DOWN
        if self._reader is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._reader, 1)

    async def _read_lines(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            return
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:  # a line over the limit: the reader has dropped it
                self._on_line(self.spec.name, "(a line of over 1 MiB was left out)")
                continue
            if not line:
                return
            self._on_line(self.spec.name, line.decode("utf-8", "replace").rstrip("\n"))
