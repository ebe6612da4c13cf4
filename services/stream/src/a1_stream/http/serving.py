"""Serves the HTTP side on its port, behind the doors that every public port has."""

import asyncio
import random
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import uvicorn
from redis.asyncio import Redis
from starlette.types import ASGIApp, Scope

from a1_edge_kit.access import Access
from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.authentication import authenticated
from a1_edge_kit.keys import ENVIRONMENTS
from a1_edge_kit.limit_metrics import LimitMetrics
from a1_edge_kit.limiter import Limiter
from a1_edge_kit.limits import Limited, Limits
from a1_edge_kit.origins import METHODS, CrossOrigin, Origins
from a1_edge_kit.scopes import stream_scope
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_edge_kit.ticket_route import TicketRoute
from a1_schemas.leagues import League
from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.doors import Doors
from a1_service_kit.ops import SignallessServer, listen
from a1_service_kit.program import Runtime
from a1_service_kit.settings import Environment
from a1_stream.http.answers import Sharing
from a1_stream.http.app import Answering, Streams, TicketDesk
from a1_stream.http.edge.desk import Answer as EdgeAnswer
from a1_stream.http.edge.desk import EdgeDesk, answers_of
from a1_stream.http.edge.keys import Keys
from a1_stream.http.edge.operations import COST as WRITING_COST
from a1_stream.http.edge.operations import resource_of
from a1_stream.http.edge.webhooks import Webhooks
from a1_stream.http.problem import Problem
from a1_stream.http.reader import StreamReader, Times
from a1_stream.http.request import stream_of
from a1_stream.http.tool_desk import PATH as TOOLS
from a1_stream.http.tool_desk import ToolDesk
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.settings import Settings, StreamSettings

_KEEP_ALIVE_S = 75
"""Longer than events last, so that a proxy's connections stay."""
_STOP_WITHIN_S = 3


def http_app(
    settings: Settings,
    logs: Mapping[League, LeagueLog],
    metrics: Metrics,
    access: Access,
    limits: Limits,
    origins: Origins,
    runtime: Runtime,
    tools: ASGIApp | None = None,
) -> ASGIApp:
    """Return the application of the port; without tools there is nothing at the MCP server's path."""
    sharing = Sharing(is_public=settings.edge.auth is Auth.OPEN)
    reads = StreamReader(runtime.clock, sharing, Times(heartbeat=settings.stream.heartbeat_s), random.random)
    streams = Streams(logs, reads, metrics, runtime.stopping)
    desk = EdgeDesk(TicketDesk(streams, TicketRoute(access.tickets)), _answers(settings, logs, runtime), origins)
    served, needed = (desk, needed_scopes) if tools is None else (ToolDesk(desk, tools, origins), _with_tools)
    routes = authenticated(served, access.guard, needed, lambda app: Limited(app, limits, cost_of))
    return CrossOrigin(Answering(routes, metrics, _new_id), origins, (*METHODS, "DELETE"))


def limits_of_requests(settings: Settings, addresses: ClientAddresses, redis: Redis, runtime: Runtime) -> Limits:
    """Return the limits of the port."""
    metrics = LimitMetrics(runtime.registry)
    return Limits(
        Limiter(redis, runtime.clock, metrics),
        addresses,
        metrics,
        per_minute=settings.edge.limit_per_minute,
        spares_loopback=settings.environment is Environment.DEVELOPMENT,
    )


def _answers(settings: Settings, logs: Mapping[League, LeagueLog], runtime: Runtime) -> Mapping[str, EdgeAnswer] | None:
    """Return what answers about keys and webhooks; None without a pepper."""
    if settings.edge.key_pepper is None:
        return None
    pepper = settings.edge.key_pepper.get_secret_value()
    keys = Keys(settings.kafka, pepper, ENVIRONMENTS[settings.environment], runtime.clock)
    return answers_of(keys, Webhooks(settings.kafka, logs, pepper, settings.webhooks, runtime.clock))


def cost_of(path: str) -> int:
    """Return what a request costs: one for a read, a long poll, a connection of events, a ticket; more for writing."""
    return 1 if resource_of(path) is None else WRITING_COST


def needed_scopes(scope: Scope) -> tuple[str, ...]:
    """Return the scope that a path needs. A ticket needs none, nor does a path that there is not: both need a
    credential, so that nothing is said to those without one.
    """
    resource = resource_of(scope["path"])
    if resource is not None:
        return (resource.scope,)
    try:
        _, kind = stream_of(scope["path"])
    except Problem:
        return ()
    return (stream_scope(kind),)


def _with_tools(scope: Scope) -> tuple[str, ...]:
    """Return no scope for the tools, which the gateway decides about: a good credential is enough here."""
    return () if scope["path"] == TOOLS else needed_scopes(scope)


@asynccontextmanager
async def serving(app: ASGIApp, settings: StreamSettings, stopping: asyncio.Event, doors: Doors) -> AsyncGenerator[int]:
    """Serve within the context, until the event is set. Yields the port."""
    sock = listen(settings.host, settings.port)
    config = uvicorn.Config(
        app,
        http=doors.protocol(),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # it would believe every header of a loopback peer; the edge kit resolves addresses
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
    )
    server = asyncio.create_task(SignallessServer(config).serve_until(stopping, sock))
    try:
        yield sock.getsockname()[1]
        await server
    finally:
        server.cancel()
        sock.close()


def doors_of(settings: StreamSettings, edge: EdgeSettings, metrics: Metrics) -> Doors:
    """Return the bounds of the port."""
    limits = DoorLimits(
        connections=settings.max_connections,
        connections_of_address=settings.max_connections_of_address,
        proxies=edge.trusted_proxies,
    )
    return Doors(limits, metrics.refused_connections)


def _new_id() -> bytes:
    return f"{random.getrandbits(128):032x}".encode()  # unique, not secret
