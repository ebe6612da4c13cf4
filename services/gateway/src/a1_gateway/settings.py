"""The settings of the gateway."""

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import Field, model_validator

from a1_edge_kit.settings import EdgeSettings
from a1_service_kit.settings import Environment, Group, PostgresSettings, RedisSettings, ServiceSettings


class GatewaySettings(Group):
    """The public port, the allowed browser origins, and the bounds that keep one client from affecting others."""

    renamed: ClassVar[Mapping[str, str]] = {"keep_alive_seconds": "keep_alive_s"}

    host: str = "127.0.0.1"
    """Where the public port listens."""
    port: int = Field(default=8000, ge=0, le=65_535)
    workers: int = Field(default=1, gt=0, le=64)
    """Processes that share the public port. Each has its own connections and caches; limits are of all together."""
    cors_origins: tuple[str, ...] = ()
    """Whose pages may read from a browser, beside the machine's own in development; `*` is refused in production."""
    max_connections: int = Field(default=2_000, gt=0)
    """At the bound an idle or unfinished connection makes room; if there is none, the newcomer is refused."""
    max_connections_of_address: int = Field(default=256, gt=0)
    """The same for one client: an IPv4 address or an IPv6 /64. A proxy of `EDGE__TRUSTED_PROXIES` has no such bound."""
    keep_alive_s: int = Field(default=15, gt=0)
    """After how long an idle connection is closed."""
    max_cached_pages: int = Field(default=2_000, gt=0)
    """Prepared answers that are kept."""
    max_cached_megabytes: int = Field(default=256, gt=0)
    stream_url: str | None = Field(default=None, pattern=r"^https?://[^/?#\s]+$")
    """Where clients reach the stream over HTTP, as `https://stream.example.org`; `GET /api/v1` names it."""
    ws_url: str | None = Field(default=None, pattern=r"^wss?://[^?#\s]+$")
    """The whole address of the stream's WebSocket, as `wss://stream.example.org/api/v1/ws`."""
    mcp_url: str | None = Field(default=None, pattern=r"^https?://[^?#\s]+$")
    """The whole address of the MCP server, which the stream serves, as `https://stream.example.org/mcp`."""
    trace_ratio: float = Field(default=0.01, ge=0, le=1)
    """The share of requests that are traced."""
    log_requests: bool = False
    """Errors and slow responses are always logged."""


class Settings(ServiceSettings):
    """All settings of the gateway."""

    redis: RedisSettings = RedisSettings()
    postgres: PostgresSettings = PostgresSettings()
    edge: EdgeSettings = EdgeSettings()
    gateway: GatewaySettings = GatewaySettings()

    @model_validator(mode="after")
    def _closed_in_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and "*" in self.gateway.cors_origins:
            raise ValueError("GATEWAY__CORS_ORIGINS: `*` lets every site read for its visitors; list the origins")
        return self
