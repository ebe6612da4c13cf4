"""The addresses of one stack's processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from a1_cli.stack.ports import free_ports
from a1_schemas.services import SERVICES


@dataclass(frozen=True, slots=True)
class Addresses:
    """Ports on the loopback address; `ops` by the name of the service."""

    gateway: int
    broker: int
    redis: int
    sandbox: int
    ops: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def gateway_url(self) -> str:
        return f"http://127.0.0.1:{self.gateway}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox}"

    @property
    def bootstrap_servers(self) -> str:
        return f"127.0.0.1:{self.broker}"

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis}/0"


def choose_addresses(gateway_port: int) -> Addresses:
    """The gateway at the requested port, everything else on free loopback ports."""
    broker, redis, sandbox, *ops = free_ports(3 + len(SERVICES))
    return Addresses(gateway_port, broker, redis, sandbox, dict(zip(SERVICES, ops, strict=True)))
