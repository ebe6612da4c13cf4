"""What a delivery does when its producer is fenced: the group decides whether the lease is lost."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, ProducerFenced
from prometheus_client import Counter

from a1_normalizer.delivery import Delivery, Handled
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change, Resolution
from a1_schemas.vocabulary import Kind
from a1_service_kit.lease import Lease, LeaseLostError, LeaseState
from a1_service_kit.readiness import Readiness
from a1_stage_kit.writers import Wave, Written
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer

NBA = TopicPartition("raw.odds", 0)


class Broker(FakeGroupConsumer):
    """A group and transactions: notes what is asked of both, in order."""

    def __init__(self) -> None:
        super().__init__(NBA)
        self.course: list[str] = []
        self.fences = 0
        """How many of the next writes it refuses."""
        self.refuses_after: int | None = None
        """How many proofs it accepts."""
        self.failed = Counter("failed", "Tries.", registry=None)
        self._has_producer = True

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        self.course.append("proof")
        if self.refuses_after is not None and self.course.count("proof") > self.refuses_after:
            raise CommitFailedError
        await super().commit(offsets)

    async def open(self, numbers: Iterable[int]) -> None:
        raise NotImplementedError

    async def renew(self, number: int) -> bool:
        if self._has_producer:
            return False
        self.course.append("producer")
        self._has_producer = True
        return True

    async def write(self, number: int, waves: deque[Wave]) -> Sequence[Written]:
        self.course.append("write")
        if self.fences:
            self.fences -= 1
            self._has_producer = False
            raise ProducerFenced
        return []


class ImpatientClock(ManualClock):
    """Its sleeps take no time."""

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)


BATCH = [
    Handled(
        RawRecord("raw.odds", 0, 7, b"k", b"{}", ()),
        Resolution("nba", changes=(Change(Kind.ODDS, "key", None, {"raw.odds": 7}),)),
        None,
    )
]


async def deliver(broker: Broker) -> Lease:
    clock = ImpatientClock()
    lease = Lease("resolver", broker.as_consumer(), [NBA], clock, Readiness())
    lease.own()
    lease.positions = {NBA: 7}
    await lease.ensure_owned()
    try:
        await Delivery(broker, clock, "1", broker.failed).deliver(lease, BATCH)
    except LeaseLostError:
        assert lease.state is LeaseState.REVOKED
    return lease


async def test_an_owner_that_is_fenced_proves_itself_before_and_after_its_next_producer() -> None:
    broker = Broker()
    broker.fences = 1
    lease = await deliver(broker)
    assert broker.course == ["proof", "write", "proof", "producer", "proof", "write"]
    assert lease.state is LeaseState.OWNED
    assert [metric.samples[0].value for metric in broker.failed.collect()] == [1]


@pytest.mark.parametrize("accepted", [1, 2])
async def test_one_that_is_refused_writes_nothing_after_it(accepted: int) -> None:
    """Refused before its next producer, or after it, where that has fenced the owner."""
    broker = Broker()
    broker.fences = 1
    broker.refuses_after = accepted
    lease = await deliver(broker)
    assert (broker.course.count("write"), broker.course[-1], lease.state) == (1, "proof", LeaseState.REVOKED)
    assert broker.course.count("producer") == accepted - 1
