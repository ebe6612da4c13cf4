"""The MCP server as it is deployed: the stream's HTTP side before the gateway's application, both on real sockets."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import uvicorn
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.access import access_of
from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_edge_kit.origins import Origins
from a1_edge_kit.settings import EdgeSettings
from a1_edge_kit.token_signing import sign_token
from a1_gateway.app import Build, create_app
from a1_gateway.history.database import NO_HISTORY, History
from a1_gateway.settings import Settings as GatewaySettings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.analytics_words import ViewKind
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_service_kit.ops import SignallessServer, listen
from a1_stream.http.serving import doors_of, http_app, limits_of_requests, serving
from a1_stream.mcp.server import open_tools
from a1_stream.metrics import Metrics
from a1_stream.settings import Settings, StreamSettings
from a1_testkit.analysed import one_of_each_analysis
from a1_testkit.brokers import unreachable_redis
from a1_testkit.canonical import NOW, SCOREBOARD, a_status, one_of_each
from a1_testkit.runtimes import a_runtime

SEEN_AT = NOW + timedelta(seconds=5)
"""The time at the gateway: all sources were read five seconds ago."""
TARGETS = (SCOREBOARD, "odds/odds/nba", "prizepicks/projections/nba", "espn/injuries/nba")
EPOCH = "5d1c0a9e72b4"
SECRET = "0123456789abcdef0123456789abcdef-of-a-test"
REQUIRED = EdgeSettings.model_validate(
    {"auth": "required", "token_secret": SECRET, "limit_per_minute": MOST_PER_MINUTE}
)
OPEN = EdgeSettings(limit_per_minute=MOST_PER_MINUTE)


class StoppedClock(SystemClock):
    """Stands at `SEEN_AT`."""

    def now(self) -> datetime:
        return SEEN_AT


def filled_views(more: Iterable[tuple[ViewKind, str, Message]] = ()) -> Views:
    """Return views whose NBA has a record of each kind, of sources that are up, and further records."""
    views = Views()
    for view in views.all:
        view.become(ViewState.COMPLETE)
    nba = views.leagues["nba"]
    statuses = [(Kind.SOURCES, target, a_status(target)) for target in TARGETS]
    for kind, key, document in (*statuses, *one_of_each(), *one_of_each_analysis(), *more):
        nba.put(kind, key, pack(1, document.model_dump_json().encode()), NOW)
    nba.reach(EPOCH, {Kind.EVENTS: 41, Kind.ODDS: 17})
    return views


class Recorded:
    """An application that notes the headers of each request by its path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.requests: list[tuple[str, dict[str, str]]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope.get("headers", ())}
        self.requests.append((scope["path"], headers))
        await self._app(scope, receive, send)


@dataclass
class Stack:
    """What runs, and a client for each credential."""

    url: str
    edge: EdgeSettings
    registry: CollectorRegistry
    asked: Recorded
    cursor: str | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def token(self, *scopes: str) -> str:
        now, lifetime = datetime.now(UTC), timedelta(minutes=5)  # libraries compare it with the machine's clock
        return sign_token(self.edge, subject="t", scopes=scopes, plan="standard", now=now, lifetime=lifetime)

    def holding(self, *scopes: str) -> "Stack":
        """Return the stack with a token of these scopes."""
        headers = {"authorization": f"Bearer {self.token(*scopes)}"}
        return Stack(self.url, self.edge, self.registry, self.asked, self.cursor, headers)

    @asynccontextmanager
    async def client(self, **more: Any) -> AsyncGenerator[Client]:
        """Connect the SDK's own client."""
        async with (
            httpx2.AsyncClient(headers=dict(self.headers), trust_env=False, timeout=30) as http,
            Client(streamable_http_client(self.url, http_client=http), **more) as client,
        ):
            yield client

    async def call(self, tool: str, **arguments: Any) -> CallToolResult:
        """Return what a tool answers to a client of its own."""
        async with self.client() as client:
            return await client.call_tool(tool, arguments)

    async def answer(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return an answer, which is no error."""
        result = await self.call(tool, **arguments)
        assert not result.is_error, result
        return result.structured_content

    async def refusal(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the fields of a refusal."""
        result = await self.call(tool, **arguments)
        assert result.is_error, result
        return result.structured_content

    def calls(self, tool: str, outcome: str) -> float:
        """Return how many calls of a tool ended so."""
        return self.registry.get_sample_value("stream_tool_calls_total", {"tool": tool, "outcome": outcome}) or 0.0


@asynccontextmanager
async def on_a_socket(app: ASGIApp) -> AsyncGenerator[str]:
    """Serve an application within the context. Yields its address."""
    sock, stopping = listen("127.0.0.1", 0), asyncio.Event()
    config = uvicorn.Config(app, ws="none", lifespan="off", log_config=None, access_log=False, proxy_headers=False)
    server = asyncio.create_task(SignallessServer(config).serve_until(stopping, sock))
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        stopping.set()
        await server
        sock.close()


@asynccontextmanager
async def gateway(views: Views, edge: EdgeSettings, history: History) -> AsyncGenerator[tuple[str, Recorded]]:
    """Serve the gateway's own application."""
    build = Build(version="1", commit="a", started_at=NOW)
    app = create_app(
        GatewaySettings(edge=edge), views, unreachable_redis(), StoppedClock(), CollectorRegistry(), build, history
    )
    asked = Recorded(app)
    async with on_a_socket(asked) as url:
        yield url, asked


@asynccontextmanager
async def stack(
    edge: EdgeSettings = OPEN,
    *,
    history: History = NO_HISTORY,
    more: Sequence[tuple[ViewKind, str, Message]] = (),
    origins: tuple[str, ...] = (),
) -> AsyncGenerator[Stack]:
    """Serve both, the stream with its real port."""
    views = filled_views(more)
    async with gateway(views, edge, history) as (url, asked), stream(edge, url, origins) as (address, registry):
        yield Stack(address, edge, registry, asked, views.leagues["nba"].cursor())


@asynccontextmanager
async def stream(
    edge: EdgeSettings, gateway_url: str | None, origins: tuple[str, ...] = ()
) -> AsyncGenerator[tuple[str, CollectorRegistry]]:
    """Serve the stream's HTTP side, without logs. Yields the address of the MCP server and the counts."""
    settings = Settings(
        edge=edge,
        stream=StreamSettings.model_validate({"port": 0, "gateway_url": gateway_url, "cors_origins": origins}),
    )
    registry, stopping, redis = CollectorRegistry(), asyncio.Event(), unreachable_redis()
    metrics, addresses = Metrics(registry), ClientAddresses(edge.trusted_proxies)
    async with asyncio.TaskGroup() as tasks:
        runtime = a_runtime("stream", tasks, stopping=stopping, registry=registry, clock=StoppedClock())
        access = access_of(edge, settings.environment, redis, registry, runtime.clock)
        limits = limits_of_requests(settings, addresses, redis, runtime)
        allowed = Origins(origins, is_loopback_allowed=True)
        async with open_tools(gateway_url or "", addresses, metrics, "1.2.3") as tools:
            shown = tools if gateway_url else None
            app = http_app(settings, {}, metrics, access, limits, allowed, runtime, shown)
            doors = doors_of(settings.stream, edge, metrics)
            async with serving(app, settings.stream, stopping, doors) as port:
                yield f"http://127.0.0.1:{port}/mcp", registry
                stopping.set()
