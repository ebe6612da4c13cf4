"""Several processes at one public port: started, watched, started again, and reported as one.

Each listens by SO_REUSEPORT: the kernel spreads connections evenly by a hash of their addresses, where processes that
accept from one socket take them as they wake, in measurements from 0 to 54 of 64.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry, Counter, Gauge

from a1_gateway.settings import Settings
from a1_gateway.worker_pages import merged_pages
from a1_service_kit.logging import get_logger
from a1_service_kit.metrics import metrics_page
from a1_service_kit.ops import family_of, listen
from a1_service_kit.program import Runtime
from a1_service_kit.settings import EX_CONFIG, ConfigurationError

_LOOK_EVERY_S = 0.25
_ANSWERS_WITHIN_S = 2.0
_ENDS_WITHIN_S = 7.0
"""Less than what the program leaves to its tasks."""
_BACKOFF_S = (0.5, 1.0, 2.0, 5.0, 10.0)
_LASTED_S = 30.0
"""A process that ran so long begins the backoff again."""
_MAIN = "main"
"""The label of the process that starts the others."""


class WorkerRefusedError(ConfigurationError):
    """A worker does not take its configuration, so none would."""

    reason = "worker"


async def supervise(settings: Settings, runtime: Runtime) -> None:
    """Run the workers until the runtime stops; then wait until they have answered what they were asked.

    Ready when all are. Raises WorkerRefusedError if one refuses its configuration, OpsError if the port is taken.
    """
    gateway = settings.gateway
    restarts = Counter("gateway_worker_restarts_total", "Workers that ended by themselves.", registry=runtime.registry)
    ready = Gauge("gateway_ready_workers", "Workers that are ready.", registry=runtime.registry)
    with _held(gateway.host, gateway.port) as port:
        environment = {"GATEWAY__PORT": str(port), "OPS__HOST": "127.0.0.1", "OPS__PORT": "0"}
        workers = [Worker(number, settings.instance, environment, runtime) for number in range(1, gateway.workers + 1)]
        ready.set_function(lambda: sum(worker.is_ready for worker in workers))
        runtime.metrics.instead = partial(_page, runtime.registry, workers)
        async with asyncio.TaskGroup() as tasks:
            for worker in workers:
                tasks.create_task(worker.keep(restarts))


class Worker:
    """One process, and the one that follows it when it ends."""

    def __init__(self, number: int, instance: str, environment: dict[str, str], runtime: Runtime) -> None:
        self.number = number
        self.is_ready = False
        self._environment = environment | {"INSTANCE": f"{instance}-{number}"}
        self._runtime = runtime
        self._ops: str | None = None
        self._mark(ready=False)

    async def keep(self, restarts: Counter) -> None:
        """Run the process, and again whenever it ends, until the runtime stops."""
        failures = 0
        while not self._runtime.stopping.is_set():
            began = self._runtime.clock.monotonic()
            code = await self._run()
            if self._runtime.stopping.is_set():
                return
            if code == EX_CONFIG:
                raise WorkerRefusedError(f"worker {self.number} refused its configuration")
            restarts.inc()
            get_logger("a1.workers").error("worker.ended", worker=self.number, code=code)
            failures = 0 if self._runtime.clock.monotonic() - began > _LASTED_S else failures + 1
            await self._pause(_BACKOFF_S[min(failures, len(_BACKOFF_S)) - 1])

    async def page(self) -> bytes:
        """Return the worker's metrics; nothing while it does not answer."""
        return (await self._ask("/metrics"))[1]

    async def _run(self) -> int:
        """Run the process until it ends or the runtime stops. Returns its exit code."""
        ours, theirs = socket.socketpair()
        with closing(theirs):
            argv = [sys.executable, "-m", "a1_gateway.worker", str(theirs.fileno())]
            process = await asyncio.create_subprocess_exec(
                *argv, env={**os.environ, **self._environment}, pass_fds=(theirs.fileno(),)
            )
        reader, writer = await asyncio.open_connection(sock=ours)
        ended = asyncio.create_task(process.wait())
        try:
            self._ops = (await reader.readline()).decode().strip() or None
            await self._watch(ended)
        finally:
            self._mark(ready=False)
            self._ops = None
            await _end(process, ended)
            writer.close()
        return ended.result()

    async def _watch(self, ended: "asyncio.Task[int]") -> None:
        """Note whether the worker is ready until it has ended or the runtime stops."""
        stopped = asyncio.create_task(self._runtime.stopping.wait())
        while not (ended.done() or stopped.done()):
            status, _ = await self._ask("/readyz")
            self._mark(ready=status == 200)
            await asyncio.wait({ended, stopped}, timeout=_LOOK_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()

    async def _ask(self, path: str) -> tuple[int, bytes]:
        """Return status and body of the worker's operators' port; 0 and nothing if it does not answer."""
        if self._ops is None:
            return 0, b""
        return await asyncio.to_thread(_get, self._ops, path)

    async def _pause(self, seconds: float) -> None:
        stopped = asyncio.create_task(self._runtime.stopping.wait())
        await asyncio.wait({stopped}, timeout=seconds)
        stopped.cancel()

    def _mark(self, *, ready: bool) -> None:
        self.is_ready = ready
        self._runtime.readiness.mark(f"worker-{self.number}", ready=ready)


async def _end(process: asyncio.subprocess.Process, ended: "asyncio.Task[int]") -> None:
    """Let the process answer what it was asked and end; kill it if that takes too long."""
    if not ended.done():
        process.terminate()
        await asyncio.wait({ended}, timeout=_ENDS_WITHIN_S)
    if not ended.done():
        process.kill()
    await ended


async def _page(registry: CollectorRegistry, workers: list[Worker]) -> bytes:
    """Return the metrics of this process and of all workers as one page."""
    mine, *pages = await asyncio.gather(metrics_page(registry), *(worker.page() for worker in workers))
    return merged_pages({_MAIN: mine} | {str(worker.number): page for worker, page in zip(workers, pages, strict=True)})


def _get(address: str, path: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_ANSWERS_WITHIN_S)
    try:
        connection.request("GET", path, headers={"connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


@contextmanager
def _held(host: str, port: int) -> Generator[int]:
    """Hold a port for the workers while the context is open, without accepting anything. Yields its number.

    Raises OpsError if another process has it: sockets that share a port would not notice.
    """
    with closing(listen(host, port)) as sole:
        port = sole.getsockname()[1]
    with closing(socket.socket(family_of(host), socket.SOCK_STREAM)) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind((host, port))
        yield port
