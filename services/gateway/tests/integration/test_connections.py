"""Idle connections of the shipped process, on a port, and what they cost."""

import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, closing

import httpx
import pytest

from a1_testkit.brokers import free_port

CONNECTIONS = 8


def a_process(redis_url: str, port: int) -> "subprocess.Popen[bytes]":
    """The gateway, limited to a few connections."""
    environment = {"REDIS__URL": redis_url, "GATEWAY__PORT": str(port), "GATEWAY__MAX_CONNECTIONS": str(CONNECTIONS)}
    argv = [sys.executable, "-m", "a1_gateway"]
    return subprocess.Popen(argv, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)


@pytest.fixture
async def client(redis_url: str, wait_until: Callable) -> AsyncIterator[httpx.AsyncClient]:
    """A client of such a process, after it answers. Each request uses a connection of its own."""
    port = free_port()
    process = a_process(redis_url, port)
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
