"""Partitions pass between the two consumers of the log, and each record is read once and in order."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack

import pytest
from aiokafka import TopicPartition

from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_service_kit.kafka import open_consumer, open_producer
from a1_service_kit.resting import Resting
from a1_service_kit.settings import KafkaSettings
from a1_stream.moving import MOVES_FOR_S, Fetched, Moving
from a1_testkit.waiting import wait_until

PARTITIONS = tuple(
    TopicPartition(normalized_topic(kind), number) for kind in (Kind.NEWS, Kind.ODDS) for number in (0, 1)
)
QUIET_AFTER_S = 0.15
LONGEST_WAIT_S = 1.0
"""For records: then it is looked who has become quiet."""


class FastClock(SystemClock):
    """One by which a partition is quiet after 0.15 s."""

    def monotonic(self) -> float:
        return super().monotonic() * MOVES_FOR_S / QUIET_AFTER_S


class Reading:
    """What was read of each partition, and from which consumer."""

    def __init__(self) -> None:
        self.positions = dict.fromkeys(PARTITIONS, 0)
        self.read: dict[TopicPartition, list[int]] = defaultdict(list)

    def take(self, fetched: Fetched) -> None:
        for partition, records in fetched.items():
            for record in records:
                self.read[partition].append(int(record.value or b""))
                self.positions[partition] = record.offset + 1


@pytest.fixture
async def moving(empty_kafka: KafkaSettings) -> AsyncGenerator[tuple[Moving, Reading]]:
    """Both consumers at work, with rests where the broker needs them."""
    reading, clock = Reading(), FastClock()
    async with AsyncExitStack() as stack:
        quiet, second = [await stack.enter_async_context(open_consumer(empty_kafka, "test")) for _ in range(2)]
        quiet.assign(list(PARTITIONS))
        await quiet.seek_to_beginning(*PARTITIONS)
        moving = Moving(quiet, second, reading.positions, reading.take, clock)
        tasks = [asyncio.create_task(moving.read())]
        if every_s := empty_kafka.fetch_resting_every_s:
            resting = Resting(quiet, lambda: moving.quiet_of(PARTITIONS), every_s)
            tasks.append(asyncio.create_task(resting.run(SystemClock())))
        yield moving, reading
        for task in tasks:
            assert not task.done(), task
            task.cancel()


@pytest.mark.parametrize(
    ("partitions", "records", "pause_s"),
    [
        pytest.param(PARTITIONS, 150, QUIET_AFTER_S * 2, id="several"),
        pytest.param(PARTITIONS[:1], 30, LONGEST_WAIT_S * 1.3, id="one, so that at times none moves"),
    ],
)
async def test_none_is_lost_or_doubled_while_partitions_become_quiet_and_move_again(
    empty_kafka: KafkaSettings,
    moving: tuple[Moving, Reading],
    partitions: Sequence[TopicPartition],
    records: int,
    pause_s: float,
) -> None:
    of_partitions, reading = moving
    chance = random.Random(7)
    consumers: dict[TopicPartition, list[object]] = defaultdict(list)
    async with open_producer(empty_kafka, "test") as producer:

        async def send(partition: TopicPartition) -> None:
            for number in range(records):
                value = b"%d" % number
                await producer.send_and_wait(partition.topic, value, key=value, partition=partition.partition)
                await asyncio.sleep(chance.choice((0, 0, 0.01, 0.02, pause_s)))
                consumer = of_partitions.consumer_of(partition)
                if consumers[partition][-1:] != [consumer]:
                    consumers[partition].append(consumer)

        await asyncio.gather(*map(send, partitions))
    await wait_until(lambda: all(len(reading.read[each]) >= records for each in partitions))
    assert reading.read == {partition: list(range(records)) for partition in partitions}
    assert all(len(of_one) > 4 for of_one in consumers.values()), "each has passed from one to the other"
