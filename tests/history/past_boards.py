"""The sandbox's ESPN over HTTP, whose world a test moves on, and `a1 history backfill` asking it."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import uvicorn

from a1_sandbox.app import create_app
from a1_sandbox.clock import PausableClock
from a1_sandbox.truth import truth
from a1_sandbox.world.world import World

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
"""The evening of November 24 on the boards."""
FIRST, LAST = "2026-11-09", "2026-11-22"
"""The days of the sandbox's past."""
_EASTERN = ZoneInfo("America/New_York")


@dataclass
class PastBoards:
    """A running sandbox."""

    http: httpx.AsyncClient
    url: str
    elapsed_s: float = 0

    def go_to(self, elapsed: timedelta) -> None:
        """Move the world to so long after its beginning."""
        self.elapsed_s = elapsed.total_seconds()

    async def finals(self, games: str = "past") -> set[tuple[object, ...]]:
        """The results of the sandbox's truth that ESPN lists, as rows of the table."""
        rows: list[dict[str, Any]] = (await self.http.get("/_sandbox/truth")).json()[games]
        return {
            (
                *(row["league"], datetime.fromisoformat(row["start_time"]).astimezone(_EASTERN).date().isoformat()),
                *(row["home"], row["away"], row.get("game_number") or 1, row["home_score"], row["away_score"]),
            )
            for row in rows
            if row["status"] == "final" and (games == "past" or "espn" in row["native_ids"])
        }

    async def calls(self) -> list[dict[str, Any]]:
        """The calls so far, the oldest first."""
        return (await self.http.get("/_sandbox/requests")).json()["latest"]

    async def fail(self, kind: str, for_s: float) -> None:
        """Begin a fault of ESPN."""
        await self.http.post("/_sandbox/faults", json={"provider": "espn", "kind": kind, "for_s": for_s})


@asynccontextmanager
async def serve_past_boards() -> AsyncGenerator[PastBoards]:
    """Serve a world of the same seed and beginning each time, on a free port of loopback."""
    boards: PastBoards | None = None
    clock = PausableClock(BEGAN_AT, lambda: boards.elapsed_s if boards else 0)
    world = World(1, clock, 12)
    app = create_app(world, partial(truth, world), clock, time.monotonic)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off", date_header=False))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as http:
            boards = PastBoards(http, f"http://127.0.0.1:{port}/espn")
            yield boards
    finally:
        server.should_exit = True
        server.force_exit = True
        await task
