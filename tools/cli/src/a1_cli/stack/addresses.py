"""The addresses of one stack's processes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from a1_cli.stack.ports import free_ports, next_free_ports
from a1_schemas.services import GATEWAY, NORMALIZER, SERVICES


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

    @property
    def gateway_url(self) -> str:
        return f"http://127.0.0.1:{self.gateway}"

    @property
    def gateway_urls(self) -> list[str]:
        """The address of every gateway, the first one first."""
        return [f"http://127.0.0.1:{port}" for port in self.gateways.values() or (self.gateway,)]

    @property
    def stream_url(self) -> str:
        """The stream over HTTP: on the port after the first gateway's."""
        return f"http://127.0.0.1:{self.gateway + 1}"

    @property
    def ws_url(self) -> str:
        """The stream's WebSocket: on the port after that."""
        return f"ws://127.0.0.1:{self.gateway + 2}/api/v1/ws"

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


def choose_addresses(gateway_port: int, *, normalizers: int = 1, gateways: int = 1) -> Addresses:
    """The gateways from the requested port on, everything else on free loopback ports."""
    replicas = {NORMALIZER: normalizers, GATEWAY: gateways}
    names = [name for service in SERVICES for name in replica_names(service, replicas.get(service, 1))]
    broker, redis, sandbox, postgres, *ops = free_ports(4 + len(names))
    public = [gateway_port, *next_free_ports(gateway_port + 3, gateways - 1)]
    by_gateway = dict(zip(replica_names(GATEWAY, gateways), public, strict=True))
    return Addresses(gateway_port, broker, redis, sandbox, postgres, dict(zip(names, ops, strict=True)), by_gateway)


def replica_names(service: str, count: int) -> list[str]:
    """The names of a service's processes: `gateway`, `gateway-2`, …"""
    return [service, *(f"{service}-{number}" for number in range(2, count + 1))]


def service_of(process: str) -> str:
    """The service of a process of this name."""
    return re.sub(r"-\d+$", "", process)
