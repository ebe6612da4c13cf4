"""Idle connections of the shipped process, on a port, and what they cost."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, closing

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from a1_service_kit.refusals import Refused
from a1_testkit.brokers import free_port

CONNECTIONS = 8


def a_process(redis_url: str, port: int, ops_port: int) -> "subprocess.Popen[bytes]":
    """The gateway, limited to a few connections."""
    environment = {
        "REDIS__URL": redis_url,
        "GATEWAY__PORT": str(port),
        "OPS__PORT": str(ops_port),
        "GATEWAY__MAX_CONNECTIONS": str(CONNECTIONS),
    }
    argv = [sys.executable, "-m", "a1_gateway"]
    return subprocess.Popen(argv, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)


@pytest.fixture
def ops_port() -> int:
    return free_port()


@pytest.fixture
async def client(redis_url: str, ops_port: int, wait_until: Callable) -> AsyncIterator[httpx.AsyncClient]:
    """A client of such a process, after it answers. Each request uses a connection of its own."""
    port = free_port()
    process = a_process(redis_url, port, ops_port)
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, limits=limits) as client:

        async def answers() -> bool:
            try:
                return (await client.get("/health")).status_code == 200
            except httpx.HTTPError:
                return False

        try:
            await wait_until(answers, within=60)
            yield client
        finally:
            process.kill()
            process.wait()


async def test_beside_idle_connections_a_client_is_served_or_gets_the_one_error_shape(
    client: httpx.AsyncClient,
) -> None:
    with ExitStack() as idle:
        for _ in range(CONNECTIONS):
            idle.enter_context(closing(socket.create_connection((client.base_url.host, client.base_url.port))))
        answer = await client.get("/health")
    assert (answer.status_code, answer.headers["content-type"]) in (
        (200, "application/json"),
        (503, "application/problem+json"),
    )


async def refused(ops_port: int) -> dict[str, float]:
    """Reason → how often, of the public port."""
    async with httpx.AsyncClient(trust_env=False) as http:
        text = (await http.get(f"http://127.0.0.1:{ops_port}/metrics")).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    samples = families["gateway_refused_connections"].samples
    return {sample.labels["reason"]: sample.value for sample in samples if sample.name.endswith("_total")}


async def test_health_is_answered_beside_many_idle_connections_which_are_counted_as_they_go(
    client: httpx.AsyncClient, ops_port: int
) -> None:
    before = await refused(ops_port)
    with ExitStack() as idle:
        for _ in range(10 * CONNECTIONS):
            idle.enter_context(closing(socket.create_connection((client.base_url.host, client.base_url.port))))
        assert (await client.get("/health")).status_code == 200
    after = await refused(ops_port)
    assert after["evicted"] - before["evicted"] == 9 * CONNECTIONS + 1
    assert before.keys() == set(Refused)


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        (b"GET / HTTP/1.1\r\nx: " + b"y" * 20_000, 431, "headers-too-large"),
        (b"GET /" + b"y" * 70_000, 414, "address-too-long"),
        (b"nonsense\r\n\r\n", 400, "malformed"),
    ],
)
async def test_what_never_becomes_a_request_is_answered_in_the_one_error_shape_and_counted(
    client: httpx.AsyncClient, ops_port: int, sent: bytes, status: int, reason: str
) -> None:
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\ncontent-type: application/problem+json\r\n" in head
    assert (head.split()[1], json.loads(body)["status"]) == (str(status).encode(), status)
    assert (await refused(ops_port))[reason] == 1
