import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from a1_cli.stack.log import StackLog
from a1_cli.stack.ports import free_ports
from a1_cli.stack.processes import State
from a1_cli.stack.specs import ProcessSpec
from a1_cli.stack.supervisor import StackError, Supervisor
from a1_testkit.machine import scaled


def a_listener(name: str) -> ProcessSpec:
    port = free_ports(1)[0]
    argv = (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1")
    return ProcessSpec(name, argv, {}, port, f"127.0.0.1:{port}")


async def _nothing() -> None:
    return None


@pytest.fixture
def log(tmp_path: Path):
    stack_log = StackLog(tmp_path, level="info", colour=False, write=lambda _: None)
    yield stack_log
    stack_log.close()


async def until(predicate: Callable[[], object], within: float = 20) -> None:
    async with asyncio.timeout(scaled(within)):
        while not predicate():
            await asyncio.sleep(0.05)


async def test_a_killed_process_is_up_again_and_its_death_is_logged(log: StackLog) -> None:
    supervisor = Supervisor(log, _nothing, (), broker_forgets=False)
    await supervisor.start([a_listener("gateway")], within=scaled(20))
    child = supervisor.children["gateway"]
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await until(lambda: child.pid not in {None, first} and child.state is State.UP)
    await supervisor.stop()
    assert supervisor.deaths == ["gateway was killed by signal 9"]
    assert child.restarts == 1


async def test_a_process_gives_way_as_its_row_says(log: StackLog) -> None:
    supervisor = Supervisor(log, _nothing, (), broker_forgets=False)
    specs = [replace(a_listener("analytics"), niceness=7), a_listener("gateway")]
    await supervisor.start(specs, within=scaled(20))
    nice = {name: psutil.Process(child.pid).nice() for name, child in supervisor.children.items()}
    groups = {name: Path(f"/proc/{child.pid}/autogroup") for name, child in supervisor.children.items()}
    of_sessions = {name: group.read_text().split()[-1] for name, group in groups.items() if group.exists()}
    await supervisor.stop()
    own = psutil.Process().nice()
    assert nice == {"analytics": own + 7, "gateway": own}
    assert of_sessions in ({}, {"analytics": "7", "gateway": "0"}), "Linux shares processors among sessions"


async def test_stopping_leaves_no_process_behind_and_is_no_death(log: StackLog) -> None:
    supervisor = Supervisor(log, _nothing, (), broker_forgets=False)
    await supervisor.start([a_listener("broker"), a_listener("gateway")], within=scaled(20))
    pids = [child.pid for child in supervisor.children.values()]
    await supervisor.stop()
    assert supervisor.deaths == []
    assert not [pid for pid in pids if pid is not None and psutil.pid_exists(pid)]


async def test_a_broker_that_forgets_makes_the_services_start_afresh_on_an_empty_view(log: StackLog) -> None:
    steps: list[str] = []

    async def prepare() -> None:
        steps.append("topics")

    async def empty() -> None:
        steps.append("view")

    supervisor = Supervisor(log, prepare, (empty,), broker_forgets=True)
    await supervisor.start([a_listener("broker"), a_listener("normalizer")], within=scaled(20))
    normalizer = supervisor.children["normalizer"]
    first = normalizer.pid
    broker = supervisor.children["broker"].pid
    assert broker is not None
    os.kill(broker, signal.SIGKILL)
    await until(lambda: normalizer.pid not in {None, first} and normalizer.state is State.UP)
    await supervisor.stop()
    assert steps == ["topics", "view"]
    assert supervisor.deaths == ["broker was killed by signal 9"]


async def test_what_is_not_ready_in_time_is_named(log: StackLog) -> None:
    deaf = ProcessSpec("gateway", (sys.executable, "-c", "input()"), {}, free_ports(1)[0], "nowhere")
    supervisor = Supervisor(log, _nothing, (), broker_forgets=False)
    with pytest.raises(StackError, match="gateway"):
        await supervisor.start([deaf], within=0.5)
    await supervisor.stop()
