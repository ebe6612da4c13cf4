"""A member of a consumer group without a broker: what it was asked, and answers that a test has written down."""

import asyncio
from collections.abc import Mapping
from typing import cast

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError

Offsets = dict[TopicPartition, int]


class FakeGroupConsumer:
    """Accepts every commit but those with an answer of their own: an error to raise, or an event to wait for."""

    def __init__(self, *partitions: TopicPartition) -> None:
        self.answers: list[BaseException | asyncio.Event] = []
        """To the next commits, in order."""
        self.asked: list[Offsets] = []
        self.accepted: list[Offsets] = []
        self.paused: set[TopicPartition] = set()
        self.positions: Offsets = dict.fromkeys(partitions, 0)

    def as_consumer(self) -> AIOKafkaConsumer:
        return cast("AIOKafkaConsumer", self)

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        if not offsets:
            raise ValueError(offsets)  # as the client does
        self.asked.append(dict(offsets))
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, asyncio.Event):
            await answer.wait()
        elif answer is not None:
            raise answer
        self.accepted.append(dict(offsets))

    def pause(self, *partitions: TopicPartition) -> None:
        self.paused |= set(partitions)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.positions[partition] = offset

    def resume(self, *partitions: TopicPartition) -> None:
        self.paused -= set(partitions)

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self.positions)

    async def position(self, partition: TopicPartition) -> int:
        if partition not in self.positions:
            raise IllegalStateError(f"{partition} is not assigned")
        return self.positions[partition]


def fetched(partition: TopicPartition, *offsets: int) -> list[ConsumerRecord]:
    """Return records of a partition as the client hands them over, by their offsets."""
    return [
        ConsumerRecord(
            topic=partition.topic,
            partition=partition.partition,
            offset=offset,
            timestamp=1_700_000_000_000,
            timestamp_type=0,
            key=b"odds/odds/nba",
            value=b"<html>",
            checksum=None,
            serialized_key_size=0,
            serialized_value_size=0,
            headers=(),
        )
        for offset in offsets
    ]
