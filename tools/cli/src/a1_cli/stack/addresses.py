"""The addresses of one stack's processes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from a1_cli.stack.ports import free_ports, next_free_ports
from a1_schemas.services import GATEWAY, NORMALIZER, SERVICES, STREAM


class StreamPorts(NamedTuple):
    """The public ports of one stream."""

    http: int
    ws: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Ports on the loopback address; `ops` by the name of the process."""

    gateway: int
    broker: int
    redis: int
    sandbox: int
    postgres: int
    ops: Mapping[str, int] = field(default_factory=dict[str, int])
    gateways: Mapping[str, int] = field(default_factory=dict[str, int])
    """The public port of each gateway; the first one's is `gateway`."""
    streams: Mapping[str, StreamPorts] = field(default_factory=dict[str, StreamPorts])

    @property
    def gateway_url(self) -> str:
        return f"http://127.0.0.1:{self.gateway}"

    @property
    def gateway_urls(self) -> list[str]:
        """The address of every gateway, the first one first."""
        return [f"http://127.0.0.1:{port}" for port in self.gateways.values() or (self.gateway,)]

    @property
    def stream_urls(self) -> list[str]:
        """The base address of every stream's HTTP side, the first one first."""
        return [f"http://127.0.0.1:{ports.http}" for ports in self.streams.values()]

    @property
    def ws_urls(self) -> list[str]:
        """The whole address of every stream's WebSockets, the first one first."""
        return [f"ws://127.0.0.1:{ports.ws}/api/v1/ws" for ports in self.streams.values()]

    @property
    def mcp_urls(self) -> list[str]:
        """The whole address of every stream's MCP server, the first one first."""
        return [f"{url}/mcp" for url in self.stream_urls]

    @property
    def postgres_url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.postgres}/postgres"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox}"

    @property
    def bootstrap_servers(self) -> str:
        return f"127.0.0.1:{self.broker}"

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis}/0"


def choose_addresses(gateway_port: int, *, normalizers: int = 1, gateways: int = 1, streams: int = 1) -> Addresses:
    """The gateway at the requested port, the streams and further gateways from the next one on, everything else on free
    loopback ports. A stream has two: HTTP, then WebSockets.
    """
    replicas = {NORMALIZER: normalizers, GATEWAY: gateways, STREAM: streams}
    names = [name for service in SERVICES for name in replica_names(service, replicas.get(service, 1))]
    broker, redis, sandbox, postgres, *ops = free_ports(4 + len(names))
    public = next_free_ports(gateway_port + 1, 2 * streams + gateways - 1)
    pairs = [StreamPorts(*public[place : place + 2]) for place in range(0, 2 * streams, 2)]
    return Addresses(
        gateway_port,
        broker,
        redis,
        sandbox,
        postgres,
        dict(zip(names, ops, strict=True)),
        dict(zip(replica_names(GATEWAY, gateways), [gateway_port, *public[2 * streams :]], strict=True)),
        dict(zip(replica_names(STREAM, streams), pairs, strict=True)),
    )


def replica_names(service: str, count: int) -> list[str]:
    """The names of a service's processes: `gateway`, `gateway-2`, …"""
    return [service, *(f"{service}-{number}" for number in range(2, count + 1))]


def service_of(process: str) -> str:
    """The service of a process of this name."""
    return re.sub(r"-\d+$", "", process)
