"""The broker and the Redis that a benchmark runs on."""

import tempfile
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import run_apache_kafka, run_tansu, run_valkey

_RECIPE = Path(__file__).parents[1] / "infra" / "kafka" / "run"


class Servers(NamedTuple):
    """Addresses of a broker and a Redis."""

    kafka: KafkaSettings
    redis_url: str


BROKERS: dict[str, Callable[[Path], AbstractContextManager[KafkaSettings]]] = {
    "embedded": lambda _folder: run_tansu(),
    "kafka": lambda folder: run_apache_kafka(_RECIPE, folder),
}
"""Brokers by the value of `BROKER`. Each starts empty."""


@contextmanager
def run_broker(broker: str) -> Generator[KafkaSettings]:
    """Run this broker while the context is open; gives its settings."""
    with (
        tempfile.TemporaryDirectory(prefix="a1-bench-", ignore_cleanup_errors=True) as folder,
        BROKERS[broker](Path(folder)) as kafka,
    ):
        yield kafka


@contextmanager
def run_servers(broker: str) -> Generator[Servers]:
    """Run this broker and an empty Redis while the context is open."""
    with run_broker(broker) as kafka, run_valkey() as redis_url:
        yield Servers(kafka, redis_url)
