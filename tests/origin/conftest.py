"""HAProxy and nginx as infra starts them, before servers that say what arrived."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.origin.upstreams import Upstream, upstream

from a1_testkit.brokers import free_port
from a1_testkit.counting import LEFT_OUT
from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
ALL_AT_ONCE = httpx.Limits(max_connections=None)
NEEDED = ("haproxy", "nginx", "openssl")


@dataclass(frozen=True, slots=True)
class Origin:
    port: int
    certificate: Path
    gateway: Upstream
    stream: Upstream
    websocket: Upstream

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    lacking = [program for program in NEEDED if shutil.which(program) is None]
    if lacking:
        pytest.skip(f"{LEFT_OUT} without {', '.join(lacking)}")
    folder = tmp_path_factory.mktemp("origin")
    with ExitStack() as opened:
        gateway, stream, websocket = (
            opened.enter_context(upstream(name)) for name in ("gateway", "stream", "websocket")
        )
        port = free_port()
        addresses = [server.address for server in (gateway, stream, websocket)]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [ROOT / "infra" / "haproxy" / "start", folder, str(port), *addresses],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            _wait_for(port, process, folder / "log")
            yield Origin(port, folder / "cert.pem", gateway, stream, websocket)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(scaled(10))


@pytest.fixture
def http(origin: Origin) -> Iterator[httpx.Client]:
    import ssl

    trusting = ssl.create_default_context(cafile=str(origin.certificate))
    with httpx.Client(
        base_url=origin.url, verify=trusting, trust_env=False, timeout=scaled(30), limits=ALL_AT_ONCE
    ) as client:
        yield client


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + scaled(20)
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0 and "cert.pem" in log.read_text():
                return
        time.sleep(0.05)
    pytest.fail(f"the origin did not start:\n{log.read_text()[-4000:]}")
