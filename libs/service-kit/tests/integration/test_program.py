"""The exit codes that process supervisors rely on, from real processes."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from a1_testkit.machine import scaled

PROGRAM = """
import asyncio, sys
from a1_service_kit.program import Runtime, run_program
from a1_service_kit.settings import ConfigurationError, ServiceSettings, load_settings

async def fail() -> None:
    raise ValueError("the poller is gone; key=canary-secret-value")

async def refuse() -> None:
    try:
        await asyncio.sleep(3600)
    finally:
        raise ConfigurationError("the broker takes no such session")

async def stay() -> None:
    while "deaf" in sys.argv:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass
    await asyncio.sleep(3600)

async def main(runtime: Runtime) -> None:
    if "fail" in sys.argv:
        runtime.tasks.create_task(fail())
    if "refuse" in sys.argv:
        for _ in range(2):
            runtime.tasks.create_task(refuse())
        await asyncio.sleep(0)
        raise ConfigurationError("the broker takes no such session")
    runtime.tasks.create_task(asyncio.sleep(3600))
    if "return" not in sys.argv:
        print(runtime.ops_url, flush=True)
        await runtime.stopping.wait()
    if "slow" in sys.argv:
        await stay()

sys.exit(run_program("gateway", load_settings(ServiceSettings), main))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def run(program: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_0(program: Path, number: signal.Signals) -> None:
    process = run(program)
    assert process.stdout is not None
    while not process.stdout.readline().startswith("http"):
        pass
    process.send_signal(number)
    process.communicate(timeout=scaled(15))
    assert process.returncode == 0


def stopped(program: Path, *arguments: str) -> tuple[int, float, list[dict[str, Any]], str]:
    """Start it and send SIGTERM. Returns its code, the seconds that it took, its log and its standard error."""
    process = run(program, *arguments)
    assert process.stdout is not None
    while not process.stdout.readline().startswith("http"):
        pass
    began = time.monotonic()
    process.terminate()
    out, err = process.communicate(timeout=scaled(30))
    return process.returncode, time.monotonic() - began, [json.loads(line) for line in out.splitlines()], err


def test_what_has_not_ended_after_eight_seconds_is_cancelled_by_name(program: Path) -> None:
    code, seconds, log, _ = stopped(program, "slow")
    [line] = [each for each in log if each["event"] == "program.cancelled"]
    assert code == 0
    assert {"measure_loop", "sleep"} <= set(line["tasks"])
    assert ("trim_memory" in line["tasks"]) is hasattr(ctypes.CDLL(None), "malloc_trim")
    assert 8 <= seconds <= 8 + scaled(1)


def test_what_does_not_end_when_it_is_cancelled_ends_with_1_and_says_where_it_stood(program: Path) -> None:
    code, seconds, log, err = stopped(program, "slow", "deaf")
    assert (code, [each["event"] for each in log][-1]) == (1, "program.cancelled")
    assert "most recent call first" in err
    assert 9.5 <= seconds <= 9.5 + scaled(1)


def test_a_task_that_dies_ends_it_with_1(program: Path) -> None:
    process = run(program, "fail")
    out, _ = process.communicate(timeout=scaled(15))
    assert process.returncode == 1
    assert "the poller is gone" in out


def test_a_main_that_returns_by_itself_ends_it_with_1(program: Path) -> None:
    process = run(program, "return")
    process.communicate(timeout=scaled(15))
    assert process.returncode == 1


def test_a_port_that_is_taken_ends_it_with_78_and_one_line(program: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = run(program, OPS__PORT=str(taken.getsockname()[1]))
        out, _ = process.communicate(timeout=scaled(15))
    lines = [json.loads(line) for line in out.splitlines()]
    assert process.returncode == 78
    assert [(line["event"], line["reason"], "exception" in line) for line in lines] == [
        ("program.refused", "port", False)
    ]


def test_a_refusal_of_several_tasks_is_one_line(program: Path) -> None:
    process = run(program, "refuse")
    out, _ = process.communicate(timeout=scaled(15))
    events = [json.loads(line)["event"] for line in out.splitlines() if line.startswith("{")]
    assert process.returncode == 78
    assert events.count("program.refused") == 1


def test_a_configuration_that_cannot_be_used_ends_it_with_78_and_a_line_for_each_fault(program: Path) -> None:
    process = run(program, OPS__PORT="many", LOG__LEVEL="loud")
    _, err = process.communicate(timeout=scaled(15))
    assert process.returncode == 78
    assert sorted(line.partition(":")[0] for line in err.splitlines()) == ["LOG__LEVEL", "OPS__PORT"]
