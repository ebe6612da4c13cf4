"""Starts the stack in order, restarts what dies and says so, stops everything.

A memory-only broker that dies takes the log with it. Then the topics are created again, the view of the old log is
emptied, history forgets its positions in it, and every service with state from it is restarted.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from a1_cli.stack.log import StackLog
from a1_cli.stack.processes import Child, State
from a1_cli.stack.specs import ProcessSpec

_BACKOFF_FIRST = 0.5
_BACKOFF_MOST = 8.0
_STABLE_AFTER = 30.0
_GRACE = 7.0
_WRITERS = ("normalizer", "analytics", "historian", "stream", "ingest-")
"""What holds positions in the log, or writes to it."""


class StackError(RuntimeError):
    """The stack could not be brought up; the message says what to do."""


@dataclass(slots=True)
class Supervisor:
    """`broker`, `redis` and `postgres` come first, then the sandbox, then the services.

    `prepare_broker` creates the topics on an empty broker; each of `forget_log` clears Redis or PostgreSQL of positions
    in a log that is gone.
    """

    log: StackLog
    prepare_broker: Callable[[], Awaitable[None]]
    forget_log: Sequence[Callable[[], Awaitable[None]]]
    broker_forgets: bool
    children: dict[str, Child] = field(default_factory=dict[str, Child])
    deaths: list[str] = field(default_factory=list[str])
    _watchers: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])
    _stopping: bool = False
    _expected: set[str] = field(default_factory=set[str])
    _gate: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, specs: list[ProcessSpec], *, within: float) -> None:
        """Start these together and return when all are ready. Raises StackError when one is not ready in time."""
        for spec in specs:
            self.children[spec.name] = Child(spec, self.log.line)
        for spec in specs:
            await self.children[spec.name].start()
            self._watchers.append(asyncio.create_task(self._watch(self.children[spec.name])))
        try:
            async with asyncio.timeout(within):
                await asyncio.gather(*(self._until_ready(self.children[spec.name]) for spec in specs))
        except TimeoutError as error:
            late = ", ".join(spec.name for spec in specs if self.children[spec.name].state is not State.UP)
            raise StackError(f"not ready within {within:.0f} s: {late}; their last lines are above") from error

    async def stop(self) -> None:
        """Stop in the opposite order of the start: services, sandbox, PostgreSQL, Redis, broker."""
        self._stopping = True
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        infrastructure = ("sandbox", "postgres", "redis", "broker")
        services = [child for name, child in self.children.items() if name not in infrastructure]
        await asyncio.gather(*(child.stop(_GRACE) for child in services))
        await asyncio.gather(*(self.children[name].stop(2) for name in infrastructure if name in self.children))

    async def _watch(self, child: Child) -> None:
        backoff = _BACKOFF_FIRST
        loop = asyncio.get_running_loop()
        while True:
            started = loop.time()
            code = await child.wait()
            if self._stopping:
                return
            name = child.spec.name
            if name in self._expected:
                self._expected.discard(name)
            else:
                how = f"was killed by signal {-code}" if code < 0 else f"ended with {code}"
                self.deaths.append(f"{name} {how}")
                self.log.note(f"{name} {how}; it is started again in {backoff:g} s")
                backoff = _BACKOFF_FIRST if loop.time() - started > _STABLE_AFTER else backoff
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, _BACKOFF_MOST)
            child.restarts += 1
            await self._restart(child)

    async def _restart(self, child: Child) -> None:
        async with self._gate:
            forgot = child.spec.name == "broker" and self.broker_forgets
            if forgot:
                await self._stop_writers()
            await child.start()
            if forgot:
                await self._until_ready(child)
                await self._begin_anew()
        task = asyncio.create_task(self._mark_when_ready(child))
        self._watchers.append(task)

    async def _stop_writers(self) -> None:
        """Runs before the empty broker answers. A record that is sent before its topic exists spoils the partition for
        good (tried: the end offset counts it, and no fetch returns it).
        """
        services = [child for name, child in self.children.items() if name.startswith(_WRITERS)]
        for child in services:
            if child.pid is not None:
                self._expected.add(child.spec.name)
        await asyncio.gather(*(child.stop(2) for child in services))

    async def _begin_anew(self) -> None:
        """Create the topics, empty the view, forget positions and restart the services that read the lost log."""
        self.log.note("the broker lost its log: topics are created again, the view is emptied, services restart")
        await self.prepare_broker()
        for forget in self.forget_log:
            await forget()

    async def _mark_when_ready(self, child: Child) -> None:
        with suppress(StackError):
            await self._until_ready(child)
            self.log.note(f"{child.spec.name} is up again")

    async def _until_ready(self, child: Child) -> None:
        ready = _answers if child.spec.ready_url else _listens
        while not await ready(child.spec):
            if self._stopping:
                return
            await asyncio.sleep(0.1)
        child.state = State.UP


async def _listens(spec: ProcessSpec) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", spec.port)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True


async def _answers(spec: ProcessSpec) -> bool:
    try:
        async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
            answer = await http.get(spec.ready_url or spec.url)
    except httpx.HTTPError:
        return False
    return answer.is_success
