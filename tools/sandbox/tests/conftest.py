"""A sandbox that is asked over real HTTP, with a clock and a stop watch that tests turn."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from a1_sandbox.app import create_app
from a1_sandbox.clock import PausableClock
from a1_sandbox.recordings.library import RecordingLibrary
from a1_sandbox.whole_truth import whole_truth
from a1_sandbox.world.world import World
from a1_schemas.leagues import League

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
SPEED = 12.0


@dataclass
class StopWatch:
    """Monotonic time that stands still until a test moves it."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> StopWatch:
    return StopWatch()


@pytest.fixture
def clock(watch: StopWatch) -> PausableClock:
    return PausableClock(BEGAN_AT, watch)


@pytest.fixture
def world(clock: PausableClock) -> World:
    return World(1, clock, SPEED)


Serve = Callable[[Starlette], AbstractAsyncContextManager[httpx.AsyncClient]]


@asynccontextmanager
async def serve(app: Starlette) -> AsyncGenerator[httpx.AsyncClient, None]:
    """The application on a free port of loopback, and a client of it."""
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off", ws="none", date_header=False)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        server.force_exit = True
        await task


@pytest.fixture
async def world_client(world: World, clock: PausableClock, watch: StopWatch) -> AsyncGenerator[httpx.AsyncClient, None]:
    async with serve(create_app(world, partial(whole_truth, world), clock, watch)) as client:
        yield client


@pytest.fixture
def recordings_client(
    clock: PausableClock, watch: StopWatch
) -> Callable[[Path], AbstractAsyncContextManager[httpx.AsyncClient]]:
    return lambda folder: serve(create_app(RecordingLibrary(folder), None, clock, watch))


Row = dict[str, Any]
DEMO_SPEED = 60.0
DEMO_BEGAN_AT = datetime(2026, 11, 25, 4, 0, 40, tzinfo=UTC)


class Stage:
    """A world over HTTP whose clock a test sets."""

    def __init__(self, http: httpx.AsyncClient, watch: StopWatch) -> None:
        self.http = http
        self._watch = watch
        self._calls = 0

    def go_to(self, seconds: float) -> None:
        self._watch.seconds = seconds

    async def truth(self) -> Row:
        return (await self.http.get("/_sandbox/truth")).json()

    async def odds(self, league: str) -> list[Row] | None:
        """The Odds API's games of a league; None where it has none."""
        url = f"/odds/v4/sports/{League(league).traits.odds_api_key}/odds"
        self._calls += 1
        params = {"apiKey": f"k{self._calls // 20}", "regions": "us", "markets": "h2h,spreads,totals"}
        answer = await self.http.get(url, params=params)
        return answer.json() if answer.status_code == 200 else None

    async def board(self, league: str) -> list[Row]:
        """The rows of PrizePicks' board of a league with the names of their players."""
        params = {"league_id": League(league).prizepicks_board.id}
        body = (await self.http.get("/prizepicks/projections", params=params)).json()
        names = {each["id"]: each["attributes"]["name"] for each in body["included"] if each["type"] == "new_player"}
        rows = body["data"]
        return [row["attributes"] | {"player": names[row["relationships"]["new_player"]["data"]["id"]]} for row in rows]

    async def espn_moneyline(self, league: str, native_id: str) -> Row:
        url = f"/espn/apis/site/v2/sports/{League(league).traits.espn.path}/scoreboard"
        boards = [(await self.http.get(url, params={"dates": day})).json() for day in ("20261124", "20261125")]
        game = next(each for board in boards for each in board["events"] if each["id"] == native_id)
        return game["competitions"][0]["odds"][0]["moneyline"]


@asynccontextmanager
async def open_stage(seed: int) -> AsyncGenerator[Stage]:
    """A world of this seed as a fast demo plays it."""
    watch = StopWatch()
    clock = PausableClock(DEMO_BEGAN_AT, watch)
    world = World(seed, clock, DEMO_SPEED)
    async with serve(create_app(world, partial(whole_truth, world), clock, watch)) as http:
        yield Stage(http, watch)


@pytest.fixture
def stage() -> Callable[[int], AbstractAsyncContextManager[Stage]]:
    return open_stage
