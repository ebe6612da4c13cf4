"""Long work without holding the loop: heartbeats, the operators' port and what is on its way must not wait for it."""

import asyncio
from typing import TypeVar

from a1_resolving.steps import Steps
from a1_service_kit.clock import Clock

_HOLD_S = 0.005
"""How long one piece of work may hold the loop: a league's whole board, or the first body after a restore, takes
seconds.
"""
R = TypeVar("R")


class Pace:
    """Lets others run whenever one piece of work has held the loop for a while."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = clock.monotonic() + _HOLD_S

    async def rest(self) -> None:
        """Let others run where it is time to."""
        if self._clock.monotonic() > self._until:
            await asyncio.sleep(0)
            self._until = self._clock.monotonic() + _HOLD_S

    async def taken(self, steps: Steps[R]) -> R:
        """Return the result of all steps."""
        while True:
            try:
                next(steps)
            except StopIteration as ended:
                return ended.value
            await self.rest()
