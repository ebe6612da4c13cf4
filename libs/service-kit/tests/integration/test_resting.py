"""Partitions without records leave the fetches, come back for one answer now and then, and lose nothing."""

from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_consumer, open_producer
from a1_service_kit.resting import Resting
from a1_service_kit.settings import KafkaSettings
from a1_testkit.waiting import wait_until

MOVING, STILL = (TopicPartition(normalized_topic(Kind.NEWS), number) for number in (0, 1))
BOTH = frozenset((MOVING, STILL))
EVERY_S = 0.2
A_LITTLE_S = 0.001
"""So much sooner a timer may come."""
LATER = 60.0
"""So long after a record its partition rests again."""


@pytest.fixture
async def consumer(kafka: KafkaSettings) -> AsyncIterator[AIOKafkaConsumer]:
    """One that follows both partitions and has an answer about each."""
    async with open_consumer(kafka, "test") as consumer:
        consumer.assign([*BOTH])
        await consumer.seek_to_end(*BOTH)
        await wait_until(lambda: all(consumer.last_poll_timestamp(each) for each in BOTH))
        yield consumer


async def send(kafka: KafkaSettings, partition: TopicPartition, value: bytes) -> None:
    async with open_producer(kafka, "test") as producer:
        await producer.send_and_wait(partition.topic, value, key=value, partition=partition.partition)


async def test_a_resting_partition_is_resumed_for_one_answer_and_what_has_come_is_read(
    kafka: KafkaSettings, consumer: AIOKafkaConsumer
) -> None:
    resting = Resting(consumer, lambda: BOTH, EVERY_S)
    await resting.turn(0)
    assert consumer.paused() == BOTH
    await resting.turn(EVERY_S / 2)
    assert consumer.paused() == BOTH
    await send(kafka, STILL, b"one")
    await resting.turn(EVERY_S)
    assert consumer.paused() == set()
    assert [record.value for record in (await consumer.getmany(timeout_ms=10_000))[STILL]] == [b"one"]
    await resting.turn(EVERY_S * 2)
    assert STILL not in consumer.paused()
    await resting.turn(EVERY_S * 2 + LATER)
    assert STILL in consumer.paused()


async def test_turns_follow_soon_while_an_answer_is_due_but_not_for_long(consumer: AIOKafkaConsumer) -> None:
    resting = Resting(consumer, lambda: BOTH, EVERY_S)
    assert await resting.turn(0) == EVERY_S
    polled = {consumer.last_poll_timestamp(each) for each in BOTH}
    assert await resting.turn(EVERY_S - A_LITTLE_S) < EVERY_S / 4
    assert await resting.turn(EVERY_S * 2) == EVERY_S, "no answer has come, as where records wait to be taken"
    await wait_until(lambda: polled.isdisjoint(consumer.last_poll_timestamp(each) for each in BOTH))
    assert await resting.turn(EVERY_S * 3) == EVERY_S
    assert consumer.paused() == BOTH


async def test_a_partition_with_unread_records_never_rests(kafka: KafkaSettings, consumer: AIOKafkaConsumer) -> None:
    before = consumer.highwater(MOVING)
    await send(kafka, MOVING, b"one")
    await wait_until(lambda: consumer.highwater(MOVING) != before)
    await Resting(consumer, lambda: BOTH, EVERY_S).turn(0)
    assert consumer.paused() == {STILL}


async def test_what_it_may_not_touch_any_more_stays_as_it_is(consumer: AIOKafkaConsumer) -> None:
    followed = [BOTH, frozenset[TopicPartition]()]
    await Resting(consumer, lambda: followed.pop(0), EVERY_S).turn(0)
    assert consumer.paused() == set()


async def test_a_partition_of_a_patient_topic_rests_as_soon_as_its_records_are_read(
    kafka: KafkaSettings, consumer: AIOKafkaConsumer
) -> None:
    resting = Resting(consumer, lambda: BOTH, EVERY_S, patient=(MOVING.topic,))
    await resting.turn(0)
    polled = consumer.last_poll_timestamp(STILL)
    before = consumer.highwater(MOVING)
    await send(kafka, MOVING, b"one")
    await resting.turn(EVERY_S)
    await wait_until(lambda: consumer.last_poll_timestamp(STILL) != polled and consumer.highwater(MOVING) != before)
    assert await resting.turn(EVERY_S) < EVERY_S / 4, "a record waits to be taken, and its partition to rest"
    assert consumer.paused() == {STILL}
    assert [record.value for record in (await consumer.getmany(timeout_ms=10_000))[MOVING]] == [b"one"]
    await resting.turn(EVERY_S)
    assert consumer.paused() == BOTH


async def test_a_partition_rests_as_long_as_it_may(consumer: AIOKafkaConsumer) -> None:
    rests = {MOVING: EVERY_S, STILL: EVERY_S * 3}
    resting = Resting(consumer, lambda: BOTH, EVERY_S, rest_of=rests.__getitem__)
    await resting.turn(0)
    await resting.turn(EVERY_S)
    assert consumer.paused() == {STILL}
    await resting.turn(EVERY_S * 3)
    assert consumer.paused() == set()
