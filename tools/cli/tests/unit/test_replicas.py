"""Several normalizers and gateways of one stack: each a process with a name and ports of its own."""

import socket
from pathlib import Path

from a1_cli.stack.addresses import choose_addresses, service_of
from a1_cli.stack.ports import free_ports, next_free_ports
from a1_cli.stack.specs import sandbox_spec, service_specs
from a1_schemas.services import SERVICES


def test_a_stack_without_more_replicas_has_each_service_once(tmp_path: Path) -> None:
    specs = service_specs(choose_addresses(free_ports(1)[0]), tmp_path, broker="embedded", sandboxed=True)
    assert [spec.name for spec in specs] == list(SERVICES)


def test_what_no_client_waits_for_gives_way(tmp_path: Path) -> None:
    specs = service_specs(choose_addresses(free_ports(1)[0]), tmp_path, broker="embedded", sandboxed=True)
    assert {spec.name for spec in specs if spec.niceness} == {"analytics", "historian"}


def test_replicas_run_the_same_program_at_ports_of_their_own(tmp_path: Path) -> None:
    [port] = free_ports(1)
    addresses = choose_addresses(port, normalizers=3, gateways=2, streams=2)
    specs = {spec.name: spec for spec in service_specs(addresses, tmp_path, broker="embedded", sandboxed=True)}
    assert [name for name in specs if not name.startswith("ingest-")] == [
        *("normalizer", "normalizer-2", "normalizer-3"),
        *("historian", "analytics"),
        *("gateway", "gateway-2"),
        *("stream", "stream-2"),
    ]
    assert {specs[name].argv[-1] for name in ("normalizer", "normalizer-3")} == {"a1_normalizer"}
    assert len({spec.environment["OPS__PORT"] for spec in specs.values()}) == len(specs)
    public = [int(specs[name].environment["GATEWAY__PORT"]) for name in ("gateway", "gateway-2")]
    assert public[0] == port < public[1]
    assert addresses.gateway_urls == [specs["gateway"].url, specs["gateway-2"].url]
    of_streams = [
        [int(specs[name].environment[f"STREAM__{port}"]) for port in ("PORT", "WS_PORT")]
        for name in ("stream", "stream-2")
    ]
    assert len({*public, *of_streams[0], *of_streams[1]}) == 6
    assert addresses.ws_urls == [f"ws://127.0.0.1:{ws}/api/v1/ws" for _, ws in of_streams]
    assert addresses.mcp_urls == [f"http://127.0.0.1:{http}/mcp" for http, _ in of_streams]
    assert addresses.stream_urls == [f"http://127.0.0.1:{http}" for http, _ in of_streams]


def test_a_port_with_a_listener_is_passed_over() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        taken = sock.getsockname()[1]
        assert taken not in next_free_ports(taken, 2)


def test_the_service_of_a_replica_is_in_its_name() -> None:
    assert [service_of(name) for name in ("gateway", "gateway-2", "ingest-odds", "normalizer-11")] == [
        *("gateway", "gateway", "ingest-odds", "normalizer")
    ]


def test_the_sandbox_is_started_with_the_worlds_pace() -> None:
    argv = sandbox_spec(choose_addresses(free_ports(1)[0]), "world", 1, speed=60, changes=500).argv
    assert [argv[argv.index(name) + 1] for name in ("--speed", "--changes")] == ["60", "500"]
