"""Kafka in a container, where a Docker engine answers."""

from collections.abc import Generator
from contextlib import contextmanager

from testcontainers.community.kafka import KafkaContainer

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import ServerError


@contextmanager
def run_kafka_container() -> Generator[KafkaSettings]:
    """A broker in a container; ServerError where there is no engine or no image."""
    try:
        container = KafkaContainer("apache/kafka:4.1.1").with_kraft()
        container.start()
    except Exception as error:  # the client raises whatever its transport raises
        raise ServerError(f"no container: {error}") from error
    try:
        yield KafkaSettings(bootstrap_servers=container.get_bootstrap_server())
    finally:
        container.stop()
