"""An OTLP collector for tests: takes spans over HTTP and keeps them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import uvicorn
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Span(NamedTuple):
    """What is needed to follow a trace."""

    service: str
    name: str
    trace_id: str


@dataclass(slots=True)
class Collector:
    """The spans that came so far, and their bodies as they were sent."""

    url: str
    spans: list[Span] = field(default_factory=list[Span])
    bodies: list[bytes] = field(default_factory=list[bytes])

    async def take(self, request: Request) -> Response:
        body = await request.body()
        self.bodies.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [Span(names["service.name"], span.name, span.trace_id.hex()) for span in scope.spans]
        return Response(ExportTraceServiceResponse().SerializeToString(), media_type="application/x-protobuf")


@asynccontextmanager
async def open_collector() -> AsyncGenerator[Collector]:
    """Listen on a free loopback port."""
    collector = Collector("")
    app = Starlette(routes=[Route("/v1/traces", collector.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    server.install_signal_handlers = lambda: None  # type: ignore[method-assign]
    serving = asyncio.create_task(server._serve())  # pyright: ignore[reportPrivateUsage] - `serve` takes the signals
    while not server.started:
        await asyncio.sleep(0.01)
    collector.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield collector
    finally:
        server.should_exit = True
        await serving
