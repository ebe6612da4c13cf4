"""HAProxy and nginx as infra starts them, and a way to ask them that costs little."""

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from a1_testkit.brokers import free_port
from a1_testkit.counting import LEFT_OUT
from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
NEEDED = ("haproxy", "nginx", "openssl")
_ARRIVING_AT_ONCE = 32
"""More would wait for this process with half a handshake, and HAProxy cuts who takes seconds to ask."""


class Proxies(NamedTuple):
    """Where they listen, and the certificate to trust."""

    port: int
    certificate: Path

    async def crowd(self, path: str, size: int) -> list[tuple[bytes, bytes]]:
        """Return head and body of an answer to each of so many clients, which come as fast as a test's process can."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        arriving = asyncio.Semaphore(_ARRIVING_AT_ONCE)

        async def one() -> tuple[bytes, bytes]:
            async with arriving:
                reader, writer = await asyncio.open_connection("localhost", self.port, ssl=trusting)
                writer.write(f"GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode())
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
            writer.close()
            return head, body

        return await asyncio.gather(*(one() for _ in range(size)))


@contextmanager
def proxies(folder: Path, addresses: Sequence[str]) -> Generator[Proxies]:
    """Run both before a gateway, a stream and its WebSockets, while the context is open. Skips where one is absent."""
    lacking = [program for program in NEEDED if shutil.which(program) is None]
    if lacking:
        pytest.skip(f"{LEFT_OUT} without {', '.join(lacking)}")
    port = free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [ROOT / "infra" / "haproxy" / "start", folder, str(port), *addresses],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(port, process, folder / "log")
        yield Proxies(port, folder / "cert.pem")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(scaled(10))


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + scaled(20)
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0 and "cert.pem" in log.read_text():
                return
        time.sleep(0.05)
    pytest.fail(f"the origin did not start:\n{log.read_text()[-4000:]}")
