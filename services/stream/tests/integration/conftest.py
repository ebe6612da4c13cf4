"""The stream's service in this process, on a real broker and real sockets."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from prometheus_client import CollectorRegistry

from a1_service_kit.kafka import open_producer
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings
from a1_stream.app import run
from a1_stream.settings import Settings, StreamSettings
from a1_testkit.brokers import free_port
from a1_testkit.waiting import wait_until

from .log_writer import LogWriter


class Served:
    """A running service."""

    def __init__(self, runtime: Runtime, port: int) -> None:
        self.runtime = runtime
        self.url = f"ws://127.0.0.1:{port}/api/v1/ws"

    def value(self, name: str, **labels: str) -> float:
        """Return a metric's value."""
        return self.runtime.registry.get_sample_value(name, labels) or 0.0

    async def has_read(self, records: int) -> None:
        """Block until so many records of the league were read."""
        await wait_until(
            lambda: self.value("stream_records_total", league="nba") >= records, description=f"{records} records read"
        )


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@asynccontextmanager
async def serving(kafka: KafkaSettings, **bounds: Any) -> AsyncGenerator[Served]:
    """Run the service until the context ends, with short heartbeats."""
    port = free_port()
    stream = {"ws_port": port, "port": 0, "heartbeat_s": 0.5, "drain_s": 0.2} | bounds
    settings = Settings(kafka=kafka, stream=StreamSettings.model_validate(stream))
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        runtime = Runtime(
            service="stream",
            instance="stream-1",
            version="0",
            commit="0",
            started_at=datetime.now(UTC),
            stopping=stopping,
            tasks=tasks,
            registry=CollectorRegistry(),
        )
        service = asyncio.create_task(run(settings, runtime))
        try:
            await asyncio.sleep(0)
            await wait_until(
                lambda: service.done() or not runtime.readiness.missing,
                within=60,
                description="readiness",
            )
            if service.done():
                service.result()
            yield Served(runtime, port)
        finally:
            stopping.set()
            await service
            for task in tuple(tasks._tasks):  # type: ignore[attr-defined]
                task.cancel()


@pytest.fixture
async def producer(empty_kafka: KafkaSettings) -> AsyncGenerator[AIOKafkaProducer]:
    async with open_producer(empty_kafka, "test") as producer:
        yield producer


@pytest.fixture
def writer(producer: AIOKafkaProducer) -> LogWriter:
    return LogWriter(producer)


@pytest.fixture
def serve(empty_kafka: KafkaSettings) -> Serve:
    def serve(**bounds: Any) -> AbstractAsyncContextManager[Served]:
        return serving(empty_kafka, **bounds)

    return serve
