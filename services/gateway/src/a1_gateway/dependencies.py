"""FastAPI dependencies of routes: the process's state, read from the application and never from a module."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry

from a1_gateway.closing_prices import ClosingPrices
from a1_gateway.health import HealthReporter
from a1_gateway.history.database import History
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_service_kit.clock import Clock


@dataclass(frozen=True, slots=True)
class GatewayState:
    """The objects that outlive a request."""

    views: Views
    pages: Pages
    health: HealthReporter
    registry: CollectorRegistry
    clock: Clock
    history: History
    closes: ClosingPrices
    stream_url: str | None = None
    """Where clients reach the stream over HTTP."""
    ws_url: str | None = None
    """Where clients reach its WebSocket."""
    mcp_url: str | None = None
    """Where clients reach its MCP server."""

    def now(self) -> datetime:
        return self.clock.now()


def state_of(request: Request) -> GatewayState:
    return cast("GatewayState", request.app.state.gateway)


State = Annotated[GatewayState, Depends(state_of)]
