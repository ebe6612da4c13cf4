"""Levels a burst: a bounded number of requests at a time, those with the shortest interval first."""

import asyncio
import heapq
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count


class Turns:
    """A semaphore that lets the most urgent waiter pass: live targets before those of next week."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._arrivals = count()
        self._waiting: list[tuple[timedelta, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, interval: timedelta) -> AsyncGenerator[None]:
        """Block until it is the caller's turn, and hold it during the context. Equal intervals pass as they came."""
        if self._free > 0:
            self._free -= 1
        else:
            mine = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (interval, next(self._arrivals), mine))
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._pass_on()
                raise
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, next_one = heapq.heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._free += 1
