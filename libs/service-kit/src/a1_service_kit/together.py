"""Several effects at once, with one error."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def together(effects: Iterable[Coroutine[Any, Any, object]]) -> None:
    """Do all of them at once. The first error cancels the others, waits for their end and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for effect in effects:
                tasks.create_task(effect)
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None
