"""Serves the HTTP side on its port, behind the doors that every public port has."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from a1_edge_kit.origins import CrossOrigin, Origins
from a1_edge_kit.settings import Auth
from a1_service_kit.doors import DoorLimits, Doors
from a1_service_kit.ops import SignallessServer, listen
from a1_service_kit.program import Runtime
from a1_stream.http.answers import Sharing
from a1_stream.http.app import HttpStreams
from a1_stream.http.reader import StreamReader, Times
from a1_stream.log_reader import LogReader
from a1_stream.metrics import Metrics
from a1_stream.settings import Settings

_KEEP_ALIVE_S = 75
"""Longer than events last, so that a proxy's connections stay."""
_STOP_WITHIN_S = 3


def http_app(
    settings: Settings, runtime: Runtime, reader: LogReader, metrics: Metrics, origins: Origins
) -> ASGIApp:
    """Return the application of the port."""
    sharing = Sharing(is_public=settings.edge.auth is Auth.OPEN)
    times = Times(heartbeat=settings.stream.heartbeat_s)
    streams = HttpStreams(
        reader.logs,
        StreamReader(runtime.clock, sharing, times, random.random),
        metrics,
        runtime.stopping,
        _new_id,
    )
    return CrossOrigin(streams, origins)


@asynccontextmanager
async def serving(app: ASGIApp, settings: Settings, runtime: Runtime, doors: Doors) -> AsyncGenerator[int]:
    """Serve within the context, until the runtime stops. Yields the port."""
    sock = listen(settings.stream.host, settings.stream.port)
    config = uvicorn.Config(
        app,
        http=doors.protocol(),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
    )
    server = asyncio.create_task(SignallessServer(config).serve_until(runtime.stopping, sock))
    try:
        yield sock.getsockname()[1]
        await server
    finally:
        server.cancel()


def doors_of(settings: Settings, metrics: Metrics) -> Doors:
    """Return the bounds of the port."""
    stream = settings.stream
    limits = DoorLimits(connections=stream.max_connections, connections_of_address=stream.max_connections_of_address)
    return Doors(limits, metrics.refused_connections)


def _new_id() -> bytes:
    return f"{random.getrandbits(128):032x}".encode()  # unique, not secret
