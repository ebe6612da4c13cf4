"""The operators' endpoints of every service, on a port of their own: /livez, /readyz and /metrics."""

import asyncio
import resource
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client import CollectorRegistry, Counter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.doors import Doors
from a1_service_kit.metrics import METRICS_TYPE, MetricsPage
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import ConfigurationError, OpsSettings

_LIMITS = DoorLimits(connections=256, connections_of_address=128)


class OpsError(ConfigurationError):
    """A port could not be opened."""

    reason = "port"


def ops_app(readiness: Readiness, registry: CollectorRegistry, page: MetricsPage) -> Starlette:
    """Return the app with the three endpoints."""

    async def livez(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_: Request) -> Response:
        missing = readiness.missing
        return JSONResponse({"ready": not missing, "missing": missing}, status_code=503 if missing else 200)

    async def metrics(_: Request) -> Response:
        return Response(await page.build(registry), media_type=METRICS_TYPE)

    return Starlette(routes=[Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", metrics)])


class SignallessServer(uvicorn.Server):
    """uvicorn without its signal handlers, since the program owns the signals and uvicorn would re-raise them at its
    end.
    """

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Do nothing."""
        yield

    async def serve_until(self, stopping: asyncio.Event, sock: socket.socket) -> None:
        """Serve this listening socket until the event is set, then finish requests in flight."""
        serving = asyncio.create_task(self.serve(sockets=[sock]))
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        self.should_exit = True
        stopped.cancel()
        await serving


def listen(host: str, port: int, *, is_shared: bool = False) -> socket.socket:
    """Return a listening socket. Raises OpsError with the address if the address is in use or unavailable.

    A shared one leaves the port to other shared ones too: the kernel spreads connections evenly over them.
    """
    try:
        return socket.create_server((host, port), family=family_of(host), reuse_port=is_shared)
    except OSError as error:
        raise OpsError(f"cannot listen on {host}:{port}: {error.strerror}") from error


def family_of(host: str) -> socket.AddressFamily:
    """Return the family of the addresses of a host."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def allow_open_files(wanted: int) -> int:
    """Raise the process's limit of open files to what is wanted, if its hard limit allows. Returns the limit.

    Many systems start a process with 1,024: a port would stop accepting before it reaches its bound.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft


@asynccontextmanager
async def serve_ops(
    settings: OpsSettings,
    readiness: Readiness,
    registry: CollectorRegistry,
    limits: DoorLimits = _LIMITS,
    page: MetricsPage | None = None,
) -> AsyncGenerator[str]:
    """Serve the endpoints while the context is open. Yields their address.

    `page` is what `/metrics` answers in place of the registry's own page.
    """
    refused = Counter(
        "ops_refused_connections_total",
        "Connections of the operators' port that were refused or cut, by reason.",
        ["reason"],
        registry=registry,
    )
    sock = listen(settings.host, settings.port)
    config = uvicorn.Config(
        ops_app(readiness, registry, page or MetricsPage()),
        http=Doors(limits, refused).protocol(),
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    stopping = asyncio.Event()
    serving = asyncio.create_task(SignallessServer(config).serve_until(stopping, sock))
    try:
        yield f"http://{settings.host}:{sock.getsockname()[1]}"
    finally:
        stopping.set()
        await asyncio.gather(serving, return_exceptions=True)
