"""A gateway that is started while Redis is away."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from a1_testkit.brokers import free_port, run_valkey


@contextmanager
def running(redis_port: int, ops_port: int, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    settings = {
        "REDIS__URL": f"redis://127.0.0.1:{redis_port}/0",
        "OPS__PORT": str(ops_port),
        "GATEWAY__PORT": str(free_port()),
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "a1_gateway"], env={**os.environ, **settings}, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def missing(ops_port: int) -> list[str] | None:
    """The conditions that /readyz names; None without an answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{ops_port}/readyz", timeout=5) as answer:
            return json.loads(answer.read())["missing"]
    except urllib.error.HTTPError as error:
        return json.loads(error.read())["missing"]
    except OSError:
        return None


async def test_it_says_what_is_missing_and_comes_up_when_redis_is_back(tmp_path: Path, wait_until: Callable) -> None:
    redis_port, ops_port = free_port(), free_port()
    with running(redis_port, ops_port, tmp_path / "log") as process:
        await wait_until(lambda: missing(ops_port) == ["redis", "view"], within=60)
        with run_valkey(port=redis_port):
            await wait_until(lambda: missing(ops_port) == [], within=60)
        assert process.poll() is None
    said = (tmp_path / "log").read_text()
    assert said.count('"event": "redis.lost"') == 1
    assert "Traceback" not in said
