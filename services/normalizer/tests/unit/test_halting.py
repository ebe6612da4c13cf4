"""When a partition is halted, and what that means for its neighbours."""

from collections.abc import Sequence
from itertools import cycle, islice

import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from a1_normalizer.halting import FailureGate, Halting
from a1_normalizer.metrics import Metrics
from a1_resolving.resolution import Resolution
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.vocabulary import RejectReason
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer

ODDS, ESPN = TopicPartition("raw.odds", 0), TopicPartition("raw.espn", 0)


def halts_after(outcomes: Sequence[bool], begins_with: Sequence[bool] = ()) -> int | None:
    """The number of the outcome that halts."""
    gate = FailureGate(begins_with)
    for number, failed in enumerate(outcomes, 1):
        gate.note(failed=failed)
        if gate.must_halt:
            return number
    return None


@pytest.mark.parametrize(
    ("outcomes", "begins_with", "number"),
    [
        ([True] * 60, [], 51),
        ([True] * 50, [], None),
        ([True] * 50 + [False] + [True] * 51, [], 102),
        ([True] * 60, [True] * 30, 21),
        ([True] * 60, [True] * 30 + [False], 51),
        (list(islice(cycle([True, False]), 400)), [], 200),
        (list(islice(cycle([True, False, False]), 3000)), [], None),
        ([True, False] * 100, [False] * 200, 199),
    ],
)
def test_more_than_50_failures_in_a_row_or_half_of_the_last_200_halt(
    outcomes: Sequence[bool], begins_with: Sequence[bool], number: int | None
) -> None:
    assert halts_after(outcomes, begins_with) == number


@pytest.mark.parametrize(
    ("outcomes", "stays"),
    [
        ([True] * 50, True),
        ([True] * 49, False),
        ([False, True] * 100, True),
        ([False, True] * 99, False),
        ([True] * 100 + [False] * 100, True),
        ([True] * 99 + [False] * 101, False),
    ],
)
def test_a_partition_whose_last_50_or_half_of_whose_last_200_failed_stays_halted(
    outcomes: Sequence[bool], stays: bool
) -> None:
    assert FailureGate(outcomes).must_stay_halted is stays


class Desk:
    """A lease of two topics under the gate."""

    def __init__(self) -> None:
        self.readiness, self.registry = Readiness(), CollectorRegistry()
        self.consumer = FakeGroupConsumer(ODDS, ESPN)
        self.halting = Halting(Metrics(self.registry), self.readiness, ("raw.odds", "raw.espn"))

    def lease(self) -> Lease:
        lease = Lease("resolver", self.consumer.as_consumer(), [ODDS, ESPN], ManualClock(), self.readiness)
        lease.own()
        return lease

    def halted(self, topic: str) -> float | None:
        return self.registry.get_sample_value("normalizer_halted_partitions", {"topic": topic})


def a_resolution(reason: RejectReason | None) -> Resolution:
    if reason is None:
        return Resolution("nba")
    letter = DeadLetter(
        topic=ODDS.topic,
        partition=0,
        offset=0,
        reason=reason,
        detail="",
        path="$",
        rejects={reason: 1},
        code_version="1",
    )
    return Resolution("nba", dead_letter=letter)


def note(desk: Desk, lease: Lease, reason: RejectReason | None, times: int) -> None:
    for _ in range(times):
        desk.halting.note(lease, ODDS, a_resolution(reason))


@pytest.mark.parametrize("reason", [RejectReason.MAPPER_FAILED, RejectReason.RESOLVER_FAILED])
def test_a_bug_halts_its_partition_of_its_topic_and_says_so(reason: RejectReason) -> None:
    desk = Desk()
    lease = desk.lease()
    desk.halting.begin(lease, {})
    assert (desk.halted("raw.odds"), desk.halted("raw.espn"), desk.readiness.missing) == (0, 0, [])
    note(desk, lease, reason, 51)
    assert (lease.halted, desk.consumer.paused) == ({ODDS}, {ODDS})
    assert (desk.halted("raw.odds"), desk.halted("raw.espn"), desk.readiness.missing) == (1, 0, ["halted:raw.odds"])


@pytest.mark.parametrize("reason", [RejectReason.INVALID_PRICE, None])
def test_bad_data_never_halts(reason: RejectReason | None) -> None:
    desk = Desk()
    lease = desk.lease()
    desk.halting.begin(lease, {})
    note(desk, lease, reason, 500)
    assert (lease.halted, desk.readiness.missing) == (set(), [])


def test_a_lease_begins_halted_where_the_last_records_failed_and_the_next_one_says_when_that_is_over() -> None:
    desk = Desk()
    lease = desk.lease()
    desk.halting.begin(lease, {ODDS: [True] * 50, ESPN: [True] * 49})
    assert (lease.halted, desk.readiness.missing) == ({ODDS}, ["halted:raw.odds"])
    lease = desk.lease()
    desk.halting.begin(lease, {})
    assert (lease.halted, desk.halted("raw.odds"), desk.readiness.missing) == (set(), 0, [])
