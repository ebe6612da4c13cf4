"""The doors of a gateway of its own, with every kind of bad client beside a healthy one (E4)."""

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest
from tests.faults import doors

from a1_testkit.announcing import Announce
from a1_testkit.brokers import free_port

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]


@pytest.fixture
def ports(redis_url: str) -> Iterator[tuple[int, int]]:
    """The public and the operators' port of a gateway."""
    port, ops_port = free_port(), free_port()
    settings = {"REDIS__URL": redis_url, "GATEWAY__PORT": str(port), "OPS__PORT": str(ops_port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "a1_gateway"], env={**os.environ, **settings}, stdout=subprocess.DEVNULL
    )
    yield port, ops_port
    process.kill()
    process.wait()


async def test_bad_clients_are_cut_and_counted_and_a_healthy_one_does_not_notice(
    ports: tuple[int, int], wait_until: Callable[..., Awaitable[object]], announce: Announce
) -> None:
    port, ops_port = ports
    ops_url = f"http://127.0.0.1:{ops_port}"
    async with httpx.AsyncClient(trust_env=False) as http:

        async def is_ready() -> bool:
            try:
                return (await http.get(f"{ops_url}/readyz")).is_success
            except httpx.HTTPError:
                return False

        await wait_until(is_ready, within=60)
    figures = await doors.run(1, 2_000, port, ops_url)
    announce(f"doors: {figures}")
    assert doors.passes(figures), figures
