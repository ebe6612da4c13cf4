"""A lease as the normalizer's parts are given it."""

import pytest
from aiokafka import TopicPartition

from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer


@pytest.fixture
def owned_lease() -> Lease:
    """A lease of one partition, whose every commit is accepted."""
    partition = TopicPartition("raw.odds", 0)
    lease = Lease("resolver", FakeGroupConsumer(partition).as_consumer(), [partition], ManualClock(), Readiness())
    lease.own()
    lease.positions = {partition: 0}
    return lease
