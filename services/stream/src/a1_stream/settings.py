"""Settings of the stream: `STREAM__…`, and the groups that every service has."""

from typing import Self

from pydantic import Field, model_validator

from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.settings import EdgeSettings
from a1_service_kit.settings import Environment, Group, KafkaSettings, RedisSettings, ServiceSettings


class StreamSettings(Group):
    """The public ports, and the bounds that keep one client from affecting others."""

    host: str = "127.0.0.1"
    """Where both public ports listen."""
    port: int = Field(default=8001, ge=0, le=65_535)
    """Of HTTP and server-sent events."""
    ws_port: int = Field(default=8002, ge=0, le=65_535)
    """Of WebSockets."""
    gateway_url: str | None = Field(default=None, pattern=r"^https?://[^/?#\s]+$")
    """Where this service reaches the gateway, as `http://gateway:8000`: the MCP server at `/mcp` asks it. Without one
    there is no MCP server."""
    cors_origins: tuple[str, ...] = ()
    """Whose pages may read from a browser, beside the machine's own in development; `*` is refused in production."""
    max_connections: int = Field(default=4_000, gt=0)
    """WebSockets at once; further ones are closed with 4429."""
    max_connections_of_address: int = Field(default=4_000, gt=0)
    """The same for one client: an IPv4 address or an IPv6 /64. Behind a proxy, as many as `max_connections`."""
    max_streams: int = Field(default=16, gt=0)
    """Subscriptions of one WebSocket."""
    max_replays: int = Field(default=4, gt=0)
    """Subscriptions for which the log is read again at once, for every change; others wait for their turn."""
    frames_per_s: int = Field(default=10, gt=0)
    """Frames that a client may send in a second."""
    heartbeat_s: float = Field(default=5, gt=0)
    """Between two marks of a subscription."""
    hello_s: float = Field(default=5, gt=0)
    """Within which a client subscribes."""
    renew_s: float = Field(default=30, gt=0)
    """How long before its token ends a client is asked to renew it, or to connect again."""
    stalled_s: float = Field(default=60, gt=0)
    """After how long a client that reads nothing is closed."""
    send_buffer_bytes: int = Field(default=131_072, ge=16_384)
    """Of each socket in the kernel, and as much again in the process: more would show old prices to a slow client."""
    drain_s: float = Field(default=4, ge=0, le=7)
    """At a stop, clients are asked to connect elsewhere at random times within these seconds, then closed."""


class Settings(ServiceSettings):
    """All settings of the stream."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    edge: EdgeSettings = Field(default_factory=EdgeSettings)
    stream: StreamSettings = Field(default_factory=StreamSettings)
    webhooks: WebhookSettings = Field(default_factory=WebhookSettings)

    @model_validator(mode="after")
    def _closed_in_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and "*" in self.stream.cors_origins:
            raise ValueError("STREAM__CORS_ORIGINS: `*` lets every site read for its visitors; list the origins")
        return self
