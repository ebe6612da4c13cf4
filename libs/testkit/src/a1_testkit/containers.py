"""Kafka in a container, where a Docker engine answers."""

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager

from testcontainers.community.kafka import KafkaContainer

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import ServerError

_DOCKER_HOST = "unix:///var/run/docker.sock"


def _require_engine() -> None:
    """Raise ServerError where nothing answers at the engine's socket; its client would leave sockets open."""
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
    """A broker in a container; ServerError where there is no engine."""
    _require_engine()
    with KafkaContainer("apache/kafka:4.1.1").with_kraft() as container:
        yield KafkaSettings(bootstrap_servers=container.get_bootstrap_server())
