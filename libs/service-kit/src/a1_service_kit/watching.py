"""Watches Kafka, by asking it every second: a readiness condition and a gauge. `redis_watch` does the same for Redis.

A server that is gone and one that accepts connections but never answers look alike after four seconds.
"""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Never

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NodeNotReadyError
from aiokafka.protocol.admin import ApiVersionRequest
from prometheus_client import Gauge

from a1_service_kit.kafka import client_options
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings

EVERY_S = 1.0
WITHIN_S = 4.0
_NODE_WITHIN_MS = 1_200
"""So that a node that hangs leaves time to ask two others."""
KAFKA = "kafka"
"""The readiness condition."""


class Connection:
    """Whether a server answers. Marks its readiness condition only on a change: what writes to the server marks it too,
    and a server that answers may still refuse a write.
    """

    def __init__(self, name: str, connected: Gauge, runtime: Runtime) -> None:
        self._name = name
        self._gauge = connected
        self._runtime = runtime
        self._answers: bool | None = None
        self._logger = get_logger("a1.watching")
        self._gauge.set(0)
        runtime.readiness.mark(name, ready=False)

    @property
    def answers(self) -> bool:
        return self._answers is True

    def note(self, error: BaseException | None) -> None:
        """Record an answer, or the error in place of one."""
        answers = error is None
        if answers == self._answers:
            return
        if error is not None:
            self._logger.warning("server.lost", server=self._name, error=type(error).__name__)
        elif self._answers is False:
            self._logger.info("server.back", server=self._name)
        self._answers = answers
        self._gauge.set(answers)
        self._runtime.readiness.mark(self._name, ready=answers)


def kafka_connection(runtime: Runtime) -> Connection:
    """Return the connection to Kafka, not answering yet."""
    gauge = Gauge("a1_kafka_connected", "1 while a broker answers, else 0.", registry=runtime.registry)
    return Connection(KAFKA, gauge, runtime)


@asynccontextmanager
async def watching_kafka(runtime: Runtime, kafka: KafkaSettings) -> AsyncGenerator[None]:
    """Watch Kafka during the context."""
    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(watch_kafka(runtime, kafka, kafka_connection(runtime)))
        yield
        watching.cancel()


async def watch_kafka(runtime: Runtime, kafka: KafkaSettings, connection: Connection) -> Never:
    """Ask the cluster until cancelled."""
    while True:
        try:
            async with _open_client(kafka) as client:
                while True:
                    async with asyncio.timeout(WITHIN_S):
                        await _ask(client)
                    connection.note(None)
                    await runtime.clock.sleep(EVERY_S)
        except (KafkaError, OSError, TimeoutError) as error:
            connection.note(error)
            await runtime.clock.sleep(EVERY_S)


async def _ask(client: AIOKafkaClient) -> None:
    """Returns when a node has answered the question that costs the least. Raises KafkaError."""
    failed: KafkaError = NodeNotReadyError()
    nodes = [broker.nodeId for broker in client.cluster.brokers()]
    for node in random.sample(nodes, len(nodes)):
        try:
            await client.send(node, ApiVersionRequest())
        except KafkaError as error:
            failed = error
        else:
            return
    raise failed


@asynccontextmanager
async def _open_client(kafka: KafkaSettings) -> AsyncGenerator[AIOKafkaClient]:
    client = AIOKafkaClient(**client_options(kafka), client_id="a1-watch", request_timeout_ms=_NODE_WITHIN_MS)
    try:
        async with asyncio.timeout(WITHIN_S):
            await client.bootstrap()
        yield client
    finally:
        await client.close()
