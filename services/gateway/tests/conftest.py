"""A view in a real Redis, filled by the test, and the gateway over it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import redis.asyncio as redis_asyncio
import structlog
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from a1_edge_kit.settings import EdgeSettings
from a1_gateway.app import Build, create_app
from a1_gateway.settings import GatewaySettings, Settings
from a1_gateway.snapshot.following import Follower
from a1_gateway.snapshot.views import Views
from a1_schemas import keys
from a1_schemas.base import Message
from a1_schemas.change_notice import ChangeNotice
from a1_schemas.leagues import League
from a1_schemas.topics import MULTI, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.settings import Environment, RedisSettings

START = datetime(2026, 11, 25, 19, tzinfo=UTC)


class SetClock:
    """A clock that the test sets. Sleeps are real but short."""

    def __init__(self) -> None:
        self.instant = START

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.05))

    def advance(self, **delta: float) -> None:
        self.instant += timedelta(**delta)


class ViewWriter:
    """Writes the view as the projector does: records, position and notice at one moment, under an epoch."""

    def __init__(self, redis: redis_asyncio.Redis) -> None:
        self._redis = redis
        self._version = 0
        self._positions: dict[tuple[str, str], int] = {}
        self.epoch = "first"
        self.log: str | None = None
        """The epoch of the log that the positions count in."""

    async def complete(self, *leagues: str) -> None:
        for league in leagues or (*League, MULTI):
            marks = {keys.EPOCH: self.epoch, keys.COMPLETE: "1"} | ({keys.LOG: self.log} if self.log else {})
            await self._redis.hset(keys.completeness(league), mapping=marks)

    async def begin(self, league: str, epoch: str) -> None:
        """Empty a league and begin its rebuild."""
        self.epoch, self._positions = epoch, {}
        await self._redis.delete(keys.positions(league), *(keys.records(league, kind) for kind in Kind))
        await self._redis.hset(keys.completeness(league), mapping={keys.EPOCH: epoch, keys.COMPLETE: "0"})

    async def put(self, league: str, kind: Kind, key: str, document: Message | None, *, notice: bool = True) -> None:
        self._version += 1
        body = document.model_dump_json().encode() if document is not None else b""
        await self.write(league, kind, key, keys.pack(self._version, body), notice=notice)

    async def write(self, league: str, kind: Kind, key: str, value: bytes | None, *, notice: bool = True) -> None:
        """Write a field, or delete it, and move its topic by one."""
        topic = normalized_topic(kind)
        start = self._positions.get((league, topic), 0)
        self._positions[league, topic] = start + 1
        named = ChangeNotice(epoch=self.epoch, moves={topic: (start, start + 1)}, changed=((kind, key),))
        async with self._redis.pipeline(transaction=True) as call:
            if value is None:
                call.hdel(keys.records(league, kind), key)
            else:
                call.hset(keys.records(league, kind), key, value)
            call.hset(keys.positions(league), topic, str(start + 1))
            if notice:
                call.publish(keys.changes(league), named.model_dump_json())
            await call.execute()


@dataclass(frozen=True)
class Gateway:
    """The application and an HTTP client of it."""

    http: httpx.AsyncClient
    app: ASGIApp
    views: Views
    follower: Follower
    view: ViewWriter
    clock: SetClock
    redis: redis_asyncio.Redis

    async def get(self, path: str, **parameters: object) -> dict:
        answer = await self.http.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(autouse=True)
def logs() -> Generator[list]:
    """Captures log events instead of printing them."""
    with structlog.testing.capture_logs() as captured:
        yield captured


Opener = Callable[..., Awaitable[Gateway]]


@pytest.fixture
async def open_gateway(redis: redis_asyncio.Redis, redis_url: str) -> AsyncGenerator[Opener]:
    async with AsyncExitStack() as stack:

        async def opener(
            url: str = redis_url,
            environment: Environment = Environment.DEVELOPMENT,
            edge: EdgeSettings | None = None,
            **gateway: object,
        ) -> Gateway:
            settings = Settings(
                environment=environment,
                redis=RedisSettings(url=url),
                gateway=GatewaySettings.model_validate({"trace_ratio": 1, **gateway}),
                **({"edge": edge} if edge else {}),
            )
            return await stack.enter_async_context(_gateway(redis, settings))

        yield opener


@asynccontextmanager
async def _gateway(redis: redis_asyncio.Redis, settings: Settings) -> AsyncGenerator[Gateway]:
    clock = SetClock()
    views = Views()
    own = redis_asyncio.Redis.from_url(settings.redis.url.get_secret_value(), socket_timeout=2)
    follower = Follower(own, views, clock)
    build = Build(version="1.2.3", commit="abc", started_at=START)
    app = create_app(settings, views, own, clock, CollectorRegistry(), build)
    following = asyncio.create_task(follower.run())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as http:
        yield Gateway(http, app, views, follower, ViewWriter(redis), clock, redis)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await own.aclose()


@pytest.fixture
async def gateway(redis: redis_asyncio.Redis, open_gateway: Opener, wait_until: Callable) -> Gateway:
    """The gateway over a complete, empty view."""
    await ViewWriter(redis).complete()
    opened = await open_gateway()
    await wait_until(lambda: opened.views.connected)
    return opened
