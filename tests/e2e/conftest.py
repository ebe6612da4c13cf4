"""A whole stack, as a person starts it, once for all end-to-end tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
A1 = Path(sys.executable).parent / "a1"
WAIT_FOR_THE_SCRIPT = Path(__file__).with_name("test_proving.py")
"""Its opportunities begin minutes after the stack, so what other tests take is not waited for again."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path == WAIT_FOR_THE_SCRIPT)


def status_of(port: int) -> dict[str, Any]:
    answer = subprocess.run(
        [A1, "status", "--json", "--port", str(port)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return json.loads(answer.stdout) if answer.returncode == 0 else {}


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The status of a running stack; it must end cleanly and leave no process behind."""
    port = free_port()
    log = tmp_path_factory.mktemp("stack") / "up.log"
    with log.open("w") as out:
        process = subprocess.Popen([A1, "up", "--port", str(port)], stdout=out, stderr=out, cwd=ROOT)
    deadline = time.monotonic() + scaled(150)
    while not (status := status_of(port)):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"the stack did not come up:\n{log.read_text()[-4000:]}")
        time.sleep(0.5)
    yield status
    pids = [row["pid"] for row in status_of(port)["processes"]]
    process.send_signal(signal.SIGTERM)
    assert process.wait(scaled(20)) == 0, log.read_text()[-4000:]
    assert not [pid for pid in pids if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def gateway(stack: dict[str, Any]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack["gateway_url"], timeout=scaled(30), trust_env=False) as http:
        yield http
