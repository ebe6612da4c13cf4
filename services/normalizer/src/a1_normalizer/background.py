"""One effect at a time beside its caller, in order."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


class Background:
    """Runs effects one after the other while their caller goes on."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an effect is under way."""
        return self._task is not None and not self._task.done()

    async def begin(self, effect: Coroutine[Any, Any, None]) -> None:
        """Begin an effect when the one before it is done. Raises what that one raised; this one is then not begun."""
        try:
            await self.finish()
        except BaseException:
            effect.close()
            raise
        self._task = asyncio.create_task(effect)

    async def finish(self) -> None:
        """Wait for the effect under way. Raises what it raised."""
        task, self._task = self._task, None
        if task is not None:
            await task

    async def cancel(self) -> None:
        """Cancel the effect under way and wait for its end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def open_background() -> AsyncGenerator[Background]:
    """Wait for the last effect at the end of the context. An error in the context, or a cancellation, cancels it."""
    background = Background()
    try:
        yield background
        await background.finish()
    finally:
        await background.cancel()
