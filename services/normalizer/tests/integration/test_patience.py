"""Which partitions rest although records come to them, in a group of a real broker."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from redis.asyncio import Redis

from a1_normalizer.metrics import Metrics
from a1_normalizer.projector import TOPICS as VIEW_TOPICS
from a1_normalizer.projector import Projector
from a1_normalizer.resolver import TOPICS as INPUT_TOPICS
from a1_normalizer.resolver import Resolver
from a1_normalizer.view import View
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import normalized_topic, partition_of, poll_topic, raw_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.batches import Batches
from a1_stage_kit.consuming import consume
from a1_stage_kit.subscribers import Subscription
from a1_stage_kit.writers import PlainWriters
from a1_testkit.runtimes import a_runtime
from a1_testkit.waiting import wait_until

NUMBER = partition_of(League.NBA)


class Half(Protocol):
    batches: Batches

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None: ...


@asynccontextmanager
async def at_rest(
    kafka: KafkaSettings, topics: tuple[str, ...], half: Half, runtime: Runtime
) -> AsyncGenerator[AIOKafkaConsumer]:
    """Let a half consume until the context ends. Yields its consumer once all of its partitions rest."""
    subscription = Subscription("patience", topics, max_records=100)
    consuming = asyncio.create_task(consume(kafka, subscription, half.batches, half.on_batch, runtime))
    await wait_until(lambda: half.batches.held, within=60, description="a lease")
    consumer = half.batches.listener.consumer_of()
    assert consumer is not None
    await wait_until(lambda: consumer.paused() == consumer.assignment(), within=60, description="all at rest")
    yield consumer
    runtime.stopping.set()
    await consuming


async def goes_on_resting(kafka: KafkaSettings, consumer: AIOKafkaConsumer, patient: str, prompt: str) -> None:
    """Send each topic a record: the patient one rests again at once, every fetch includes the prompt one."""
    places = [TopicPartition(topic, NUMBER) for topic in (patient, prompt)]
    async with open_producer(kafka, "test") as producer:
        for place in places:
            await producer.send_and_wait(place.topic, b"{}", key=b"one", partition=place.partition)

    async def are_read() -> bool:
        return [await consumer.position(place) for place in places] == [1, 1]

    await wait_until(are_read, description="both read")
    await wait_until(lambda: places[1] not in consumer.paused(), description="the prompt one goes on")
    await wait_until(lambda: consumer.paused() == consumer.assignment() - {places[1]}, description="all others rest")


def rested(kafka: KafkaSettings) -> KafkaSettings:
    """With rests on Apache Kafka too."""
    return kafka.model_copy(update={"fetch_resting_every_s": 0.2})


async def test_polls_are_read_in_turns_and_bodies_at_once(empty_kafka: KafkaSettings) -> None:
    kafka, runtime = rested(empty_kafka), a_runtime("normalizer")
    async with open_producer(kafka, "test") as producer:
        resolver = Resolver(
            kafka,
            PlainWriters(producer),
            Metrics(runtime.registry),
            runtime.clock,
            runtime.readiness,
            runtime.stopping,
            code_version="1",
        )
        async with at_rest(kafka, INPUT_TOPICS, resolver, runtime) as consumer:
            await goes_on_resting(kafka, consumer, poll_topic(Provider.ODDS), raw_topic(Provider.ODDS))


async def test_sources_reach_the_view_in_turns_and_prices_at_once(empty_kafka: KafkaSettings, redis: Redis) -> None:
    kafka, runtime = rested(empty_kafka), a_runtime("normalizer")
    metrics = Metrics(runtime.registry)
    projector = Projector(kafka, View(redis, metrics), metrics, runtime.clock, runtime.readiness)
    async with at_rest(kafka, VIEW_TOPICS, projector, runtime) as consumer:
        await goes_on_resting(kafka, consumer, normalized_topic(Kind.SOURCES), normalized_topic(Kind.ODDS))
