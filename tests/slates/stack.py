"""A stack as a person starts it, on a port of its own."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from a1_testkit.machine import scaled

A1 = Path(sys.executable).parent / "a1"
UP_WITHIN = 150.0


@contextmanager
def running_stack(sandbox: str) -> Generator[str]:
    """The address of its gateway; raises RuntimeError with the end of its output where it does not come up."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [A1, "up", "--port", str(port), "--sandbox", sandbox]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield _address(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=scaled(30))


def _address(process: "subprocess.Popen[str]", port: int) -> str:
    deadline = time.monotonic() + scaled(UP_WITHIN)
    while time.monotonic() < deadline and process.poll() is None:
        answer = subprocess.run([A1, "status", "--json", "--port", str(port)], capture_output=True, check=False)
        if answer.returncode == 0:
            return json.loads(answer.stdout)["gateway_url"]
        time.sleep(0.5)
    process.kill()
    raise RuntimeError(f"the stack did not come up:\n{process.communicate()[0][-4000:]}")
