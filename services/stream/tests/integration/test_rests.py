"""How long the partitions of the log rest that are read by now, on a real broker."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.resting import Resting
from a1_service_kit.settings import KafkaSettings
from a1_stream import log_reader
from a1_stream.metrics import Metrics
from a1_testkit.runtimes import a_runtime
from a1_testkit.waiting import wait_until

from .log_writer import BrokerWriter

MOVED, STILL = (
    TopicPartition(normalized_topic(Kind.ODDS), partition_of(league)) for league in (League.NBA, League.NFL)
)


async def test_partitions_without_a_recent_record_rest_longer(
    empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[Callable[[TopicPartition], float]] = []

    def noted(*given: Any, **named: Any) -> Resting:
        rests.append(named["rest_of"])
        return Resting(*given, **named)

    monkeypatch.setattr(log_reader, "Resting", noted)
    kafka = empty_kafka.model_copy(update={"fetch_resting_every_s": 0.2})
    async with open_producer(kafka, "test") as producer:
        await BrokerWriter(producer).put("one")
    reader = log_reader.LogReader(kafka, Metrics(CollectorRegistry()), a_runtime("stream"))
    reading = asyncio.create_task(reader.read())
    await wait_until(lambda: rests, description="rests")
    assert [rests[0](place) for place in (MOVED, STILL)] == [1.0, 3.0]
    reading.cancel()
    with suppress(asyncio.CancelledError):
        await reading
