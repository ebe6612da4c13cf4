"""One effect of a lease at a time beside its caller, in order."""

import asyncio

from a1_service_kit.lease import Lease, LeaseLostError, LeaseState, Work


class Background:
    """Runs effects one after the other while their caller goes on, also beyond the batch that began them."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an effect is under way."""
        return self._task is not None and not self._task.done()

    async def begin(self, lease: Lease, effect: Work) -> None:
        """Begin an effect of the lease when the one before it is done.

        An effect that fails ends its lease. Raises LeaseLostError where that has ended: then this one is not begun.
        """
        await self.finish()
        if lease.state is not LeaseState.OWNED:
            raise LeaseLostError("the lease has ended before this effect")
        self._task = lease.start(effect)

    async def finish(self) -> None:
        """Wait for the end of the effect under way, also of one that fails."""
        if self._task is not None:
            await asyncio.wait({self._task})
