"""Waits for conditions instead of sleeping."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

from a1_testkit.machine import scaled

_EVERY_S = 0.02


async def wait_until(
    predicate: Callable[[], object | Awaitable[object]], *, within: float = 10.0, description: str = ""
) -> object:
    """Return the predicate's first true value. The predicate may be async.

    The seconds are those of a machine of scale 1; a slower one has more. No AssertionError, so that a wait that runs
    out never passes for the failure that a test expects.
    """
    loop = asyncio.get_running_loop()
    within = scaled(within)
    deadline = loop.time() + within
    while True:
        value = predicate()
        if inspect.isawaitable(value):
            value = await value
        if value:
            return value
        if loop.time() > deadline:
            raise TimeoutError(f"not within {within:g} s: {description or predicate!r}")
        await asyncio.sleep(_EVERY_S)
