"""Several processes at one port, as they are shipped: one limit, one page of metrics, and none is missed for long."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass

import httpx
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled

WORKERS = 4
SPORTS = "/api/v1/sports"
CLIENT = "203.0.113.7"


@dataclass(frozen=True)
class Running:
    """A gateway of several processes."""

    process: "subprocess.Popen[bytes]"
    url: str
    ops_url: str

    @property
    def workers(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    async def samples(self, name: str) -> dict[str, float]:
        """Worker → value."""
        async with httpx.AsyncClient(trust_env=False) as http:
            text = (await http.get(f"{self.ops_url}/metrics", timeout=20)).text
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        return {each.labels["worker"]: each.value for each in samples if each.name == name}

    async def is_ready(self) -> bool:
        with suppress(httpx.HTTPError):
            async with httpx.AsyncClient(trust_env=False) as http:
                return (await http.get(f"{self.ops_url}/readyz")).status_code == 200
        return False


def a_process(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    argv = [sys.executable, "-m", "a1_gateway"]
    return subprocess.Popen(argv, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)


@pytest.fixture
async def gateway(redis_url: str, redis, wait_until: Callable) -> AsyncIterator[Running]:
    port, ops_port = free_port(), free_port()
    environment = {
        "REDIS__URL": redis_url,
        "GATEWAY__PORT": str(port),
        "GATEWAY__WORKERS": str(WORKERS),
        "OPS__PORT": str(ops_port),
        "EDGE__TRUSTED_PROXIES": '["127.0.0.1"]',
    }
    process = a_process(environment)
    running = Running(process, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{ops_port}")
    try:
        await wait_until(running.is_ready, within=120)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(scaled(20))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def ask(url: str, forwarded: list[str], at_a_time: int) -> Counter[int]:
    """Ask once with each value of X-Forwarded-For, over connections of their own that spread over the processes."""
    turn = asyncio.Semaphore(at_a_time)
    bounds = httpx.Limits(max_connections=at_a_time, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=url, trust_env=False, limits=bounds, timeout=60) as http:

        async def one(value: str) -> int:
            async with turn:
                return (await http.get(SPORTS, headers={"x-forwarded-for": value})).status_code

        return Counter(await asyncio.gather(*(one(value) for value in forwarded)))


@pytest.mark.timeout(300)
async def test_400_requests_at_a_limit_of_100_are_admitted_exactly_over_four_processes(gateway: Running) -> None:
    before = await gateway.samples("gateway_requests_total")
    began = time.monotonic()
    answers = await ask(gateway.url, [CLIENT] * 400, 64)
    seconds = time.monotonic() - began
    # The bucket's own seconds begin with the first charge and end with the last one, so within these.
    assert answers.keys() == {200, 429}
    assert 100 <= answers[200] <= 100 + int(seconds * 100 / 60)
    charged = await gateway.samples("edge_limited_requests_total")
    assert before.keys() == charged.keys() == {str(number) for number in range(1, WORKERS + 1)}


@pytest.mark.timeout(300)
async def test_rotated_values_left_of_the_client_are_one_bucket(gateway: Running) -> None:
    began = time.monotonic()
    rotated = [f"198.{n % 256}.{n // 256}.1, {CLIENT}" for n in range(1_000)]
    answers = await ask(gateway.url, rotated, 64)
    assert 100 <= answers[200] <= 100 + int((time.monotonic() - began) * 100 / 60)
    assert answers[200] + answers[429] == 1_000


@pytest.mark.timeout(300)
async def test_a_worker_that_dies_is_started_again_and_counted_and_a_signal_ends_all(
    gateway: Running, wait_until: Callable
) -> None:
    workers = gateway.workers
    assert len(workers) == WORKERS
    assert await gateway.samples("gateway_ready_workers") == {"main": WORKERS}
    os.kill(workers[0], signal.SIGKILL)

    async def is_counted() -> bool:
        return (await gateway.samples("gateway_worker_restarts_total")) == {"main": 1}

    await wait_until(is_counted, within=60)
    await wait_until(gateway.is_ready, within=120)
    assert len(gateway.workers) == WORKERS
    ended = gateway.workers
    gateway.process.terminate()
    assert gateway.process.wait(scaled(20)) == 0
    assert not [pid for pid in ended if psutil.pid_exists(pid)]


@pytest.mark.timeout(300)
async def test_workers_end_with_the_process_that_started_them(gateway: Running, wait_until: Callable) -> None:
    workers = gateway.workers
    gateway.process.kill()
    gateway.process.wait()
    await wait_until(lambda: not any(psutil.pid_exists(pid) for pid in workers), within=30)
