"""The gateway process as it is shipped."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import httpx
import redis

from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.topics import MULTI
from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled

_STOPS_WITHIN_S = 15


class Gateway(NamedTuple):
    """A running gateway."""

    port: int
    ops_port: int
    pid: int

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def run_gateway(
    redis_url: str, within_s: float = 30, run: Sequence[str] = ("-m", "a1_gateway"), **settings: str
) -> Generator[Gateway]:
    """Run the process over this Redis while the context is open; it has read all of it by then."""
    port, ops_port = free_port(), free_port()
    environment = os.environ | {"REDIS__URL": redis_url, "GATEWAY__PORT": str(port), "OPS__PORT": str(ops_port)}
    process = subprocess.Popen([sys.executable, *run], env=environment | settings, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", within_s)
        yield Gateway(port, ops_port, process.pid)
    finally:
        process.terminate()
        process.wait(_STOPS_WITHIN_S)


def mark_complete(client: "redis.Redis") -> None:
    """Let every league's view be complete."""
    for league in (*League, MULTI):
        client.hset(keys.completeness(league), "complete", "1")


def wait_for(url: str, within_s: float = 30) -> None:
    """Block until this address answers without an error."""
    deadline = time.monotonic() + scaled(within_s)
    while True:
        try:
            httpx.get(url, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
