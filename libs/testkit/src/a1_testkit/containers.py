"""Kafka in a container, for machines with a Docker engine."""

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager

from testcontainers.community.kafka import KafkaContainer

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import ServerError

_DOCKER_HOST = "unix:///var/run/docker.sock"


def _require_engine() -> None:
    """Raise ServerError if no engine answers at its socket. The engine's own client would leave sockets open."""
    host = os.environ.get("DOCKER_HOST", _DOCKER_HOST)
    if not host.startswith("unix://"):
        return
    with socket.socket(socket.AF_UNIX) as sock:
        try:
            sock.connect(host.removeprefix("unix://"))
        except OSError as error:
            raise ServerError(f"no Docker engine answers at {host}: {error.strerror}") from error


@contextmanager
def run_kafka_container() -> Generator[KafkaSettings]:
    """Start a broker in a container. Raises ServerError without an engine."""
    _require_engine()
    with KafkaContainer("apache/kafka:4.1.1").with_kraft() as container:
        yield KafkaSettings(bootstrap_servers=container.get_bootstrap_server())
