"""Effects of a lease beside their caller, one at a time and in order."""

import asyncio
from collections import deque
from functools import partial

from a1_service_kit.lease import Lease, LeaseLostError, LeaseState, Work

_AT_MOST = 2
"""One under way and one that follows it. So the caller need not wait for the first before it goes on."""


class Background:
    """Runs effects one after the other while their caller goes on, also beyond the batch that began them."""

    def __init__(self) -> None:
        self._tasks: deque[asyncio.Task[None]] = deque(maxlen=_AT_MOST)

    @property
    def is_busy(self) -> bool:
        """Whether an effect is under way."""
        return any(not task.done() for task in self._tasks)

    async def begin(self, lease: Lease, effect: Work) -> None:
        """Begin an effect of the lease as soon as the one before it is done; waits while another waits for that.

        An effect that fails ends its lease, and none of that lease is begun after it. Raises LeaseLostError where it
        has ended.
        """
        if len(self._tasks) == _AT_MOST:
            await asyncio.wait({self._tasks[0]})
        if lease.state is not LeaseState.OWNED:
            raise LeaseLostError("the lease has ended before this effect")
        before = self._tasks[-1] if self._tasks else None
        self._tasks.append(lease.start(partial(_after, before, lease, effect)))

    async def finish(self) -> None:
        """Wait for the end of all effects, also of those that fail."""
        if self._tasks:
            await asyncio.wait(self._tasks)


async def _after(before: "asyncio.Task[None] | None", lease: Lease, effect: Work) -> None:
    if before is not None:
        await asyncio.wait({before})
    if lease.state is not LeaseState.OWNED:
        raise LeaseLostError("the lease has ended before this effect")
    await effect()
