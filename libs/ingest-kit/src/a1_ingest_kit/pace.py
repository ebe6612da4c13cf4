"""Spaces calls for providers with a rate limit."""

import asyncio

from a1_service_kit.clock import Clock


class Pace:
    """Lets one caller pass per interval, in order of arrival."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next_at = 0.0

    async def wait(self) -> None:
        """Block until it is the caller's turn."""
        if self._seconds <= 0:
            return
        async with self._turn:
            ahead = self._next_at - self._clock.monotonic()
            if ahead > 0:
                await self._clock.sleep(ahead)
            self._next_at = self._clock.monotonic() + self._seconds
