"""A sandbox that is asked over real HTTP, with a clock and a stop watch that tests turn."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from a1_sandbox.app import create_app
from a1_sandbox.clock import PausableClock
from a1_sandbox.recordings.library import RecordingLibrary
from a1_sandbox.whole_truth import whole_truth
from a1_sandbox.world.world import World

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
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client:
        yield client
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
