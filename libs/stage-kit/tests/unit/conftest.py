"""Records as the client hands them over."""

from collections.abc import Callable

import pytest
from aiokafka import ConsumerRecord, TopicPartition

from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer

Fetched = Callable[..., list[ConsumerRecord]]


def records_of(partition: TopicPartition, *offsets: int) -> list[ConsumerRecord]:
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


@pytest.fixture
def fetched() -> Fetched:
    """Records of a partition, by their offsets."""
    return records_of


@pytest.fixture
def owned_lease() -> Lease:
    """A lease of one partition, whose every commit is accepted."""
    partition = TopicPartition("raw.odds", 0)
    lease = Lease("resolver", FakeGroupConsumer(partition).as_consumer(), [partition], ManualClock(), Readiness())
    lease.own()
    return lease
