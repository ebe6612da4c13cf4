"""Starting while Kafka is away: each step is tried again until the broker answers, and nothing exits meanwhile.

A signal ends a step at once. The broker may hold the first join of a group for as long as its slowest member takes.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TypeVar

from a1_service_kit.broker_errors import final, is_outage
from a1_service_kit.outage import Outage
from a1_service_kit.program import Runtime, StoppedError

T = TypeVar("T")


class Starting:
    """The steps of one start. They share a backoff, and a line a minute while the broker is away."""

    def __init__(self, runtime: Runtime) -> None:
        self._stopping = runtime.stopping
        self._outage = Outage("kafka.awaited", runtime.clock)

    async def step(self, step: Callable[[], Awaitable[T]]) -> T:
        """Return what a step returns, once the broker answers it. Raises StoppedError after a signal."""
        while True:
            try:
                result = await self._until_stopping(step)
            except Exception as error:
                if not is_outage(error):
                    raise final(error)  # noqa: B904 - where no setting is the cause, it is the same error
                await self._outage.wait(error)
                if self._stopping.is_set():
                    raise StoppedError from error
            else:
                self._outage.end()
                return result

    @asynccontextmanager
    async def opened(self, open_it: Callable[[], AbstractAsyncContextManager[T]]) -> AsyncGenerator[T]:
        """Enter a context as a step; each try enters a new one."""
        async with AsyncExitStack() as stack:
            yield await self.step(lambda: stack.enter_async_context(open_it()))

    async def _until_stopping(self, step: Callable[[], Awaitable[T]]) -> T:
        """Take one step in this task, whose contexts have to be left in it too."""
        limit = asyncio.timeout(None)
        try:
            async with limit:
                watching = asyncio.create_task(self._expire(limit))
                try:
                    return await step()
                finally:
                    watching.cancel()
        except TimeoutError as error:
            if limit.expired():
                raise StoppedError from error
            raise

    async def _expire(self, limit: asyncio.Timeout) -> None:
        await self._stopping.wait()
        limit.reschedule(0)
