"""Which of a process's own records are taken without reading them, and which partitions are not fetched meanwhile."""

import asyncio

import pytest
from aiokafka import TopicPartition

from a1_normalizer.handover import Handover
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_stage_kit.writers import Outgoing, Written
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer

ODDS, NEWS = TopicPartition("normalized.odds", 3), TopicPartition("normalized.news", 3)
MEBIBYTE = 1024 * 1024


def written(
    offset: int, *values: bytes, follows: int | None = None, partition: TopicPartition = ODDS, time_ms: int = 5
) -> Written:
    records = [Outgoing(b"key", value, [("causes", b"raw.odds=7")]) for value in values]
    return Written(partition, offset if follows is None else follows, offset, time_ms, records)


class Desk:
    """A handover beside a consumer that has both partitions, and the positions of a view."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.consumer = FakeGroupConsumer(ODDS, NEWS)
        self.positions = {ODDS: 10, NEWS: 4}
        self.handover = Handover(self.clock, self.positions.get)
        self.lease = Lease("projector", self.consumer.as_consumer(), [ODDS, NEWS], self.clock, Readiness())

    def take(self, *given: Written) -> list[tuple[str, int, bytes | None]]:
        return [(each.topic, each.offset, each.value) for each in self.handover.take(self.lease, given)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_follows_the_view_is_taken_as_it_would_be_read_and_its_partition_is_not_fetched(desk: Desk) -> None:
    [first, second] = desk.handover.take(desk.lease, [written(10, b"a", b"b", time_ms=9)])
    assert (first.topic, first.partition, first.offset, first.timestamp) == ("normalized.odds", 3, 10, 9)
    assert (first.key, first.value, first.headers) == (b"key", b"a", (("causes", b"raw.odds=7"),))
    assert (second.offset, second.value) == (11, b"b")
    assert (desk.consumer.paused, desk.lease.handed_over) == ({ODDS}, {ODDS: 12})


def test_each_part_follows_the_one_before_it(desk: Desk) -> None:
    found = desk.take(written(10, b"a"), written(4, b"n", partition=NEWS), written(11, b"b"))
    assert found == [("normalized.odds", 10, b"a"), ("normalized.news", 4, b"n"), ("normalized.odds", 11, b"b")]


def test_markers_between_two_transactions_are_no_gap(desk: Desk) -> None:
    assert desk.take(written(12, b"a", follows=10)) == [("normalized.odds", 12, b"a")]


def test_what_the_log_has_more_of_is_left_to_it_from_where_the_view_stands(desk: Desk) -> None:
    desk.take(written(10, b"a"))
    desk.positions[ODDS] = 11
    assert desk.take(written(12, b"c")) == []
    assert (desk.consumer.paused, desk.consumer.positions[ODDS], desk.lease.handed_over) == (set(), 11, {})


def test_without_a_complete_view_nothing_is_taken(desk: Desk) -> None:
    del desk.positions[ODDS]
    assert desk.take(written(10, b"a")) == []
    assert desk.consumer.paused == set()


def test_a_partition_of_another_process_is_passed_over(desk: Desk) -> None:
    assert desk.take(written(0, b"a", partition=TopicPartition("normalized.odds", 9))) == []


def test_a_partition_of_which_nothing_comes_for_a_second_is_fetched_again(desk: Desk) -> None:
    desk.take(written(10, b"a"), written(4, b"n", partition=NEWS))
    desk.positions |= {ODDS: 11, NEWS: 5}
    desk.clock.advance(0.7)
    desk.take(written(5, b"m", partition=NEWS))
    desk.handover.end_quiet(desk.lease)
    assert desk.consumer.paused == {ODDS, NEWS}
    desk.clock.advance(0.7)
    desk.handover.end_quiet(desk.lease)
    assert (desk.consumer.paused, desk.consumer.positions[ODDS]) == ({NEWS}, 11)


async def test_what_no_view_shows_is_not_handed_over(desk: Desk) -> None:
    letter = written(0, b"a", partition=TopicPartition("raw.odds.dead", 3))
    await desk.handover.put(desk.lease, [letter, written(10, b"a")])
    assert await desk.handover.next() == [written(10, b"a")]


async def test_a_delivery_waits_while_much_is_to_be_taken(desk: Desk) -> None:
    large = [written(10 + number, bytes(MEBIBYTE)) for number in range(3)]
    putting = asyncio.create_task(desk.handover.put(desk.lease, large))
    assert await desk.handover.next() == large[:1]
    await asyncio.sleep(0)
    assert not putting.done()
    assert await desk.handover.next() == large[1:2]
    await putting
    assert await desk.handover.next() == large[2:]


async def test_where_nothing_is_taken_for_long_the_log_has_the_rest_and_the_lag_counts_it(desk: Desk) -> None:
    desk.take(written(10, b"a"))
    await desk.handover.put(desk.lease, [written(11, bytes(2 * MEBIBYTE))])
    await desk.handover.put(desk.lease, [written(12, b"left")])
    assert desk.lease.handed_over == {ODDS: 13}
    assert await desk.handover.next() == [written(11, bytes(2 * MEBIBYTE))]
    await desk.handover.put(desk.lease, [written(13, b"b")])
    assert await desk.handover.next() == [written(13, b"b")]


async def test_next_waits_for_what_comes(desk: Desk) -> None:
    coming = asyncio.create_task(desk.handover.next())
    await asyncio.sleep(0)
    assert not coming.done()
    await desk.handover.put(desk.lease, [written(10, b"a")])
    assert await coming == [written(10, b"a")]
