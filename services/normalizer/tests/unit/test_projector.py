"""The projector's order of effects: proof, view, commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError
from prometheus_client import CollectorRegistry

from a1_normalizer import projector
from a1_normalizer.metrics import Metrics, Way
from a1_normalizer.projector import Projector
from a1_normalizer.view import Standing, View
from a1_schemas.causes import format_causes
from a1_schemas.raw import format_time
from a1_service_kit.lease import Lease, LeaseState
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.writers import Outgoing, Written
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer, fetched

ODDS = TopicPartition("normalized.odds", 0)
SOURCES = TopicPartition("normalized.sources", 0)
LIVING = b'{"version":8,"changed_at":"2026-11-25T12:00:00Z","removed":null}'


class Desk:
    """A projector that owns one partition, and the view that it writes."""

    def __init__(self) -> None:
        self.consumer, clock, readiness = FakeGroupConsumer(ODDS, SOURCES), ManualClock(), Readiness()
        self.effects: list[tuple[str, int]] = []
        """The view's method, and how many commits the broker had accepted before."""
        self.found: Standing | None = None
        """Where the view stands, if not where the projector has left it."""
        self.during_a_look: Callable[[], Awaitable[None]] | None = None
        self.registry = CollectorRegistry()
        metrics = Metrics(self.registry)
        self.projector = Projector(KafkaSettings(), cast("View", self), metrics, clock, readiness)
        self.clock = clock
        self.projector._standings = {0: Standing("epoch", is_complete=True, positions={ODDS.topic: 5}, ends={})}
        self.lease = Lease("projector", self.consumer.as_consumer(), [ODDS, SOURCES], clock, readiness)
        self.lease.own()
        self.projector.batches.listener.lease = self.lease

    async def write(self, *_: Any, **__: Any) -> bool:
        self.effects.append(("write", len(self.consumer.accepted)))
        return True

    async def standings(self, owners: Sequence[str]) -> dict[str, Standing]:
        if self.during_a_look is not None:
            await self.during_a_look()
        return dict.fromkeys(owners, self.found or self.projector._standings[0])

    async def look(self) -> None:
        await self.projector.batches.between(self.projector._look)

    async def take(self, records: list[ConsumerRecord]) -> None:
        self.consumer.positions[TopicPartition(records[-1].topic, records[-1].partition)] = records[-1].offset + 1
        await self.projector.on_batch(records)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_the_broker_accepts_the_lease_before_the_view_is_written(desk: Desk) -> None:
    await desk.take(fetched(ODDS, 5, 6))
    assert desk.effects == [("write", 1)]
    assert desk.consumer.accepted == [{ODDS: 5}]


async def test_what_was_written_since_the_last_look_is_committed_once(desk: Desk) -> None:
    await desk.take(fetched(ODDS, 5))
    await desk.take(fetched(ODDS, 6))
    assert desk.lease.positions == {ODDS: 7}, "which its lag is measured by"
    desk.consumer.accepted.clear()
    await desk.look()
    await desk.look()
    assert desk.consumer.accepted == [{ODDS: 7}]


async def test_a_look_commits_nothing_of_partitions_that_the_lease_does_not_have(desk: Desk) -> None:
    await desk.take(fetched(ODDS, 5))
    await desk.take(fetched(TopicPartition("normalized.props", ODDS.partition), 5))
    desk.consumer.accepted.clear()
    await desk.look()
    assert (desk.consumer.accepted, desk.lease.state) == ([{ODDS: 6}], LeaseState.OWNED)


async def test_a_rebuilt_view_is_not_complete_while_a_batch_that_came_during_the_look_waits(desk: Desk) -> None:
    desk.projector._standings[0] = Standing("epoch", is_complete=False, positions={ODDS.topic: 5}, ends={ODDS.topic: 7})
    tasks: list[asyncio.Task[None]] = []

    async def hand_over() -> None:
        tasks.append(asyncio.create_task(desk.take(fetched(ODDS, 5, 6))))
        await asyncio.sleep(0)

    desk.during_a_look = hand_over
    await desk.look()
    assert not desk.projector._standings[0].is_complete
    await tasks[0]
    assert desk.projector._standings[0].is_complete
    assert len(desk.effects) == 1, "the batch's own write completes it"


async def test_a_refused_lease_writes_nothing(desk: Desk) -> None:
    desk.consumer.answers = [CommitFailedError()]
    await desk.take(fetched(ODDS, 5))
    assert (desk.effects, desk.consumer.accepted, desk.lease.state) == ([], [], LeaseState.REVOKED)


async def hand_over(desk: Desk, *written: Written) -> None:
    """Hand over, and let the projector take it."""
    taking = asyncio.create_task(desk.projector.take_over())
    await desk.projector.hand_over(written)
    for _ in range(20):
        await asyncio.sleep(0)
    taking.cancel()


def a_quote(offset: int) -> Written:
    return Written(ODDS, offset, offset, 5, [Outgoing(b"key", LIVING, [("causes", b"raw.odds=7")])])


async def test_what_the_resolver_of_this_process_wrote_is_in_the_view_before_it_is_read(desk: Desk) -> None:
    await hand_over(desk, a_quote(5))
    assert (desk.effects, desk.projector._standings[0].positions) == ([("write", 1)], {ODDS.topic: 6})
    await desk.take(fetched(ODDS, 5))
    assert len(desk.effects) == 1, "read later, it lies below the view's position"
    await desk.look()
    assert desk.consumer.accepted[-1] == {ODDS: 6}
    ways = {way: desk.registry.get_sample_value("normalizer_projected_records_total", {"way": way}) for way in Way}
    assert ways == {Way.HANDED_OVER: 1, Way.LOG: 1}


async def test_where_the_view_stands_is_committed_also_of_what_was_handed_over(desk: Desk) -> None:
    await hand_over(desk, a_quote(5))
    await desk.look()
    assert desk.consumer.accepted[-1] == {ODDS: 6}


async def test_a_partition_of_which_nothing_is_handed_over_for_a_second_is_read_from_where_the_view_stands(
    desk: Desk,
) -> None:
    await hand_over(desk, a_quote(5))
    await desk.look()
    assert desk.consumer.paused == {ODDS}
    desk.clock.advance(1)
    await desk.look()
    assert (desk.consumer.paused, desk.consumer.positions[ODDS]) == (set(), 6)


async def test_a_view_that_is_being_filled_again_is_filled_from_the_log(desk: Desk) -> None:
    desk.projector._standings[0] = Standing("epoch", is_complete=False, positions={ODDS.topic: 5}, ends={ODDS.topic: 9})
    await hand_over(desk, a_quote(5))
    assert (desk.effects, desk.consumer.paused) == ([], set())


@pytest.mark.parametrize(("is_handed_over", "every_s"), [(False, 0.2), (True, 1.0)])
def test_partitions_rest_longer_where_most_of_what_they_get_is_handed_over(
    is_handed_over: bool, every_s: float
) -> None:
    kafka, metrics = KafkaSettings(fetch_resting_every_s=0.2), Metrics(CollectorRegistry())
    made = Projector(kafka, cast("View", None), metrics, ManualClock(), Readiness(), is_handed_over=is_handed_over)
    assert made.batches._resting_every_s == pytest.approx(every_s)


async def test_what_does_not_follow_the_view_waits_until_it_is_read(desk: Desk) -> None:
    await hand_over(desk, a_quote(6))
    assert desk.effects == []
    await desk.take(fetched(ODDS, 5, 6))
    assert (len(desk.effects), desk.projector._standings[0].positions) == (1, {ODDS.topic: 7})


async def test_a_view_that_stands_elsewhere_is_fetched_again_where_it_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_epoch(_: KafkaSettings) -> None:
        return None

    async def ends(_: KafkaSettings, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(partitions, 9)

    monkeypatch.setattr(projector, "read_epoch", no_epoch)
    monkeypatch.setattr(projector, "log_ends", ends)
    await hand_over(desk, a_quote(5))
    assert desk.consumer.paused == {ODDS}
    desk.found = Standing("epoch", is_complete=True, positions={ODDS.topic: 2, SOURCES.topic: 9}, ends={})
    await desk.look()
    assert (desk.consumer.paused, desk.consumer.positions[ODDS]) == (set(), 2)


@pytest.mark.parametrize(("is_complete", "observed"), [(True, 1), (False, 0)])
async def test_an_answers_way_into_the_view_is_timed_unless_the_view_is_being_filled_again(
    desk: Desk, is_complete: bool, observed: int
) -> None:
    desk.projector._standings[0] = Standing("epoch", is_complete, {SOURCES.topic: 5}, {SOURCES.topic: 9})
    answered_at = format_time(desk.clock.now() - timedelta(seconds=3)).encode()
    [record] = fetched(SOURCES, 5)
    causes = ("causes", format_causes({"raw.odds": 7}))
    await desk.take([replace(record, value=LIVING, headers=(causes, ("answered_at", answered_at)))])
    assert desk.registry.get_sample_value("normalizer_end_to_end_seconds_count") == observed
    assert desk.registry.get_sample_value("normalizer_end_to_end_seconds_sum") == 3 * observed
