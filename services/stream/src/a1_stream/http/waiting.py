"""Waits for the log on behalf of one client, for as long as the client is there and the service runs."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from starlette.types import Receive

from a1_stream.league_log import LeagueLog, Positions


class Attendance:
    """Whether a client still waits."""

    def __init__(self, ended: "asyncio.Task[None]") -> None:
        self._ended = ended

    @property
    def is_over(self) -> bool:
        """Whether the client has gone, or the service stops."""
        return self._ended.done()

    async def moved(self, log: LeagueLog, positions: Positions, within_s: float) -> bool:
        """Block until the log was read beyond these positions. False where the time ran out, or the wait is over."""
        moved = asyncio.ensure_future(log.wait_beyond(positions, within_s))
        try:
            await asyncio.wait({moved, self._ended}, return_when=asyncio.FIRST_COMPLETED)
            return moved.done() and moved.result()
        finally:
            moved.cancel()


@asynccontextmanager
async def attending(receive: Receive, stopping: asyncio.Event) -> AsyncGenerator[Attendance]:
    """Watch a client within the context."""
    ended = asyncio.create_task(_ended(receive, stopping))
    try:
        yield Attendance(ended)
    finally:
        ended.cancel()


async def _ended(receive: Receive, stopping: asyncio.Event) -> None:
    waits = {asyncio.create_task(_gone(receive)), asyncio.create_task(_stopped(stopping))}
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _stopped(stopping: asyncio.Event) -> None:
    await stopping.wait()
