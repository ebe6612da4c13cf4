"""Kills processes of a running stack, and waits until its supervisor has them up again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a1_testkit.machine import scaled

A1 = Path(sys.executable).parent / "a1"
VICTIMS = ("analytics", "historian", "postgres")
_BACK_WITHIN_S = 120.0


def status(port: int) -> dict[str, Any] | None:
    """What `a1 status` says; None while the stack is not up."""
    answer = subprocess.run([A1, "status", "--json", "--port", str(port)], capture_output=True, check=False)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def process(port: int, name: str) -> dict[str, Any] | None:
    """A process of the stack, if it is up."""
    found = status(port)
    rows = [] if found is None else found["processes"]
    return next((row for row in rows if row["name"] == name and row["state"] == "up"), None)


def kills(port: int) -> Iterator[str]:
    """Kill each victim in turn; yields its name when it is up again."""
    for name in VICTIMS:
        victim = process(port, name)
        assert victim is not None, f"{name} is not up"
        os.kill(victim["pid"], signal.SIGKILL)
        deadline = time.monotonic() + scaled(_BACK_WITHIN_S)
        while (back := process(port, name)) is None or back["pid"] == victim["pid"]:
            assert time.monotonic() < deadline, f"{name} did not come up again"
            time.sleep(0.5)
        yield name
