"""Takes the steps of a long work without holding the loop: heartbeats and the operators' port must not wait for it."""

import asyncio
from typing import TypeVar

from a1_resolving.steps import Steps
from a1_service_kit.clock import Clock

_HOLD_S = 0.01
"""How long one record may hold the loop: a league's whole board, or the first body after a restore, takes seconds."""
R = TypeVar("R")


async def taken(steps: Steps[R], clock: Clock) -> R:
    """Return the result of all steps, letting others run whenever these have held the loop for a while."""
    until = clock.monotonic() + _HOLD_S
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value
        if clock.monotonic() > until:
            await asyncio.sleep(0)
            until = clock.monotonic() + _HOLD_S
