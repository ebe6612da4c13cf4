"""Wires the gateway: its resources, background tasks and ASGI application."""

import gc
import random
from dataclasses import dataclass
from datetime import datetime

import redis.asyncio as redis_asyncio
import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from prometheus_client import CollectorRegistry, Counter
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from a1_edge_kit.access import access_of, announce
from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.authentication import authenticated
from a1_edge_kit.guard import Guard
from a1_edge_kit.limit_metrics import LimitMetrics
from a1_edge_kit.limiter import Limiter
from a1_edge_kit.limits import Limited, Limits
from a1_edge_kit.origins import CrossOrigin, Origins
from a1_edge_kit.settings import Auth
from a1_gateway.accounting import REFUSED, UNMATCHED, Accounting
from a1_gateway.costs import cost_of
from a1_gateway.dependencies import GatewayState
from a1_gateway.errors import Problem, ProblemCode, bad_parameter, internal_fault, problem_response
from a1_gateway.findings import findings_of
from a1_gateway.health import HealthReporter
from a1_gateway.history.closes import SealedCloses
from a1_gateway.history.database import NO_HISTORY, History, open_history
from a1_gateway.hot_path import HotPath
from a1_gateway.metrics import RequestMetrics
from a1_gateway.openapi import build_openapi
from a1_gateway.route_scopes import needed_scopes
from a1_gateway.routes import (
    analytics,
    clv,
    documents,
    games,
    grades,
    health,
    history,
    ids,
    index,
    injuries,
    kelly,
    news,
    odds,
    players,
    props,
    sports,
    stats,
    teams,
    vocabulary,
)
from a1_gateway.settings import Settings
from a1_gateway.snapshot.following import Follower
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_gateway.view_metrics import ViewMetrics
from a1_gateway.workers import supervise
from a1_schemas.services import GATEWAY
from a1_service_kit.clock import Clock
from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.doors import Doors
from a1_service_kit.entry import run_service
from a1_service_kit.ops import SignallessServer, allow_open_files, listen
from a1_service_kit.program import Runtime
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import Environment
from a1_service_kit.telemetry import tracer

REDIS, VIEW = "redis", "view"
"""The readiness conditions."""
_OTHER_FILES = 512
"""Beside the clients' connections: those that are being closed, Redis, the operators' port, logs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The running version and when it started."""

    version: str
    commit: str
    started_at: datetime


def main() -> int:
    """Run the gateway until a signal. Returns the exit code."""
    return run_service(GATEWAY, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Serve until the runtime stops, in this process or in as many as the settings want."""
    if settings.gateway.workers == 1:
        await serve(settings, runtime)
    else:
        await supervise(settings, runtime)


async def serve(settings: Settings, runtime: Runtime) -> None:
    """Serve in this process until the runtime stops. If the follower fails, the task group ends the process."""
    async with open_redis(settings.redis) as redis, open_history(settings.postgres) as past:
        views = Views()
        follower = Follower(redis, views, runtime.clock)
        for condition in (REDIS, VIEW):
            runtime.readiness.mark(condition, ready=False)
        runtime.tasks.create_task(follower.run())
        announce(settings.edge)
        access = access_of(settings.edge, settings.environment, redis, runtime.registry, runtime.clock)
        if access.follower is not None:
            runtime.tasks.create_task(access.follower.run())
        build = Build(version=runtime.version, commit=runtime.commit, started_at=runtime.started_at)
        app = create_app(settings, views, redis, runtime.clock, runtime.registry, build, past, access.guard)
        allow_open_files(settings.gateway.max_connections + _OTHER_FILES)
        gateway = settings.gateway
        sock = listen(gateway.host, gateway.port, is_shared=gateway.workers > 1)
        server = SignallessServer(server_config(app, settings, doors_of(settings, runtime.registry)))
        runtime.tasks.create_task(_announce(runtime, views, server))
        await server.serve_until(runtime.stopping, sock)


async def _announce(runtime: Runtime, views: Views, server: uvicorn.Server) -> None:
    """Mark the service ready once the view has been read and the port is open.

    Redis is a condition until then: what was read is served without it.
    """
    while not (views.readable and server.started):
        runtime.readiness.mark(REDIS, ready=views.connected)
        await runtime.clock.sleep(0.05)
    runtime.readiness.mark(REDIS, ready=True)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    runtime.readiness.mark(VIEW, ready=True)


def doors_of(settings: Settings, registry: CollectorRegistry) -> Doors:
    """Return the bounds of the public port."""
    gateway = settings.gateway
    limits = DoorLimits(
        connections=gateway.max_connections,
        connections_of_address=gateway.max_connections_of_address,
        proxies=settings.edge.trusted_proxies,
    )
    refused = Counter(
        "gateway_refused_connections_total",
        "Connections of the public port that were refused or cut, by reason.",
        ["reason"],
        registry=registry,
    )
    return Doors(limits, refused)


def server_config(app: ASGIApp, settings: Settings, doors: Doors) -> uvicorn.Config:
    """Return uvicorn's configuration, with bounds."""
    return uvicorn.Config(
        app,
        http=doors.protocol(),
        ws="none",
        lifespan="off",
        proxy_headers=False,  # it would believe every header of a loopback peer; the edge kit resolves addresses
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=settings.gateway.keep_alive_s,
        timeout_graceful_shutdown=3,
    )


def create_app(
    settings: Settings,
    views: Views,
    redis: redis_asyncio.Redis,
    clock: Clock,
    registry: CollectorRegistry,
    build: Build,
    past: History = NO_HISTORY,
    guard: Guard | None = None,
) -> ASGIApp:
    """Return the ASGI application. The caller owns the resources and closes them.

    Without a guard it has one of its own, which knows no key.
    """
    guard = guard or access_of(settings.edge, settings.environment, redis, registry, clock).guard
    gateway = settings.gateway
    is_development = settings.environment is Environment.DEVELOPMENT
    limit_metrics = LimitMetrics(registry)
    limiter = Limiter(redis, clock, limit_metrics, gateway.workers)
    limits = Limits(
        limiter,
        ClientAddresses(settings.edge.trusted_proxies),
        limit_metrics,
        per_minute=settings.edge.limit_per_minute,
        spares_loopback=is_development,
    )
    pages = Pages(max_pages=gateway.max_cached_pages, max_bytes=gateway.max_cached_megabytes * 1_000_000)
    reporter = HealthReporter(
        views,
        pages,
        redis,
        past,
        limiter,
        clock,
        version=build.version,
        commit=build.commit,
        started_at=build.started_at,
        findings=findings_of(settings),
    )
    ViewMetrics(registry, views, clock)
    inner = build_api(build.version, settings.edge.auth)
    inner.state.gateway = GatewayState(
        *(views, pages, reporter, registry, clock, past, SealedCloses(past)),
        *(gateway.stream_url, gateway.ws_url, gateway.mcp_url),
    )
    accounted = Accounting(
        authenticated(
            HotPath(inner, views, pages, clock), guard, needed_scopes, lambda app: Limited(app, limits, cost_of)
        ),
        RequestMetrics(registry, reporter.cache_gauges, reporter.cache_counts, routes_of(inner)),
        clock,
        tracer("a1.gateway"),
        trace_ratio=gateway.trace_ratio,
        log_requests=gateway.log_requests,
        draw=random.random,
        new_id=_new_id,
    )
    return CrossOrigin(accounted, Origins(gateway.cors_origins, is_loopback_allowed=is_development))


def build_api(version: str, auth: Auth = Auth.OPEN) -> FastAPI:
    """Return the routes and their documentation."""
    api = FastAPIOffline(  # its page loads scripts and styles from here, not from another origin
        redoc_url=None,  # among `documents`, since its script asks another origin for an image
        title="A1Betting",
        version=version,
        summary="Games, odds, props, statistics and news as one",
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
        },  # the hot path samples instead: this costs four times as much
    )
    data = (index, games, odds, props, stats, news, injuries, teams, players)
    for resource in (*data, analytics, grades, kelly, clv, sports, vocabulary, ids, history, health, documents):
        api.router.routes.extend(resource.router.routes)  # flat, because an included router is matched twice
    for route in api.routes:
        if isinstance(route, APIRoute):
            route.operation_id = route.name  # clients' generators name their methods after it
    api.openapi = lambda: build_openapi(api, auth)
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(HTTPException, _http_error)
    api.add_exception_handler(Exception, _fault)  # propagated, and logged by the hot path
    api.add_exception_handler(RequestValidationError, _validation_error)
    return api


def routes_of(api: FastAPI) -> list[str]:
    """Return the templates under which requests are counted."""
    paths = [route.path for route in api.routes if isinstance(route, Route)]
    return [*paths, REFUSED, UNMATCHED]


def _new_id() -> bytes:
    return f"{random.getrandbits(128):032x}".encode()  # unique, not secret


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  # registered for it
    return problem_response(error, request.state.request_id)


async def _fault(request: Request, _: Exception) -> Response:
    return problem_response(internal_fault(), request.state.request_id)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it
    code = ProblemCode.METHOD_NOT_ALLOWED if error.status_code == 405 else ProblemCode.NOT_FOUND
    problem = Problem(error.status_code, code, str(error.detail), "See /docs for what there is.")
    response = problem_response(problem, request.state.request_id)
    response.headers.update(error.headers or {})
    return response


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for it
    place, *rest = error.errors()[0]["loc"]
    if place == "query" and rest:
        problem = bad_parameter(str(rest[0]), f"It cannot be used: {error.errors()[0]['msg']}.")
    else:
        problem = Problem(422, ProblemCode.BAD_PARAMETER, "Bad parameter", "A part of the path cannot be used.")
    return problem_response(problem, request.state.request_id)
