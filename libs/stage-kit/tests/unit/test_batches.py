"""Batches of a worker that is alone in its group, without a broker."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError
from prometheus_client import CollectorRegistry

from a1_service_kit.lease import Lease, LeaseState
from a1_service_kit.readiness import Readiness
from a1_stage_kit.batches import Batches, ends_of, followed, fresh, starts_of
from a1_stage_kit.stage_metrics import StageMetrics
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer, fetched
from a1_testkit.waiting import wait_until

NBA, NFL, OTHERS = (TopicPartition("raw.odds", number) for number in range(3))


class Worker:
    """A restore that ends when a test lets it, and a note of what was handled."""

    def __init__(self) -> None:
        self.consumer, self.clock = FakeGroupConsumer(NBA, NFL), ManualClock()
        self.registry = CollectorRegistry()
        self.batches = Batches(
            "resolver", self.clock, Readiness(), self.restore, StageMetrics(self.registry, "normalizer", ["resolver"])
        )
        self.batches.listener.consumer_of = self.consumer.as_consumer
        self.may_restore = asyncio.Event()
        self.poison: set[int] = set()
        self.handled: list[int] = []

    async def restore(self, lease: Lease) -> None:
        await self.may_restore.wait()

    async def handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        if self.poison & {record.offset for record in records}:
            raise ValueError("a batch that fails")
        self.handled += [record.offset for record in records]
        await lease.commit(ends_of(records))

    async def take(self, records: list[ConsumerRecord]) -> bool:
        """As the client does: its position has moved past what it hands over."""
        self.consumer.positions |= ends_of(records)
        return await self.batches.run(records, self.handle)

    async def assign(self) -> Lease:
        await self.batches.listener.on_partitions_assigned([NBA, NFL])
        assert self.batches.listener.lease is not None
        return self.batches.listener.lease


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
async def serving(worker: Worker) -> AsyncGenerator["asyncio.Task[None]"]:
    task = asyncio.create_task(worker.batches.serve())
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def owned(worker: Worker, serving: "asyncio.Task[None]") -> Worker:
    worker.may_restore.set()
    lease = await worker.assign()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    return worker


async def test_partitions_are_held_from_the_end_of_their_restore_to_their_revocation(
    worker: Worker, serving: "asyncio.Task[None]"
) -> None:
    def shown(name: str) -> float | None:
        return worker.registry.get_sample_value(f"normalizer_{name}", {"half": "resolver"})

    assert [shown(name) for name in ("leases", "rebalances_total", "restore_seconds_count")] == [0, 0, 0]
    lease = await worker.assign()
    assert [shown(name) for name in ("leases", "rebalances_total", "restore_seconds_count")] == [0, 1, 0]
    worker.may_restore.set()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    assert [shown(name) for name in ("leases", "rebalances_total", "restore_seconds_count")] == [2, 1, 1]
    await worker.batches.listener.on_partitions_revoked([NBA, NFL])
    assert shown("leases") == 0


def test_a_batch_starts_at_its_first_and_ends_after_its_last_record_of_each_partition() -> None:
    records = [*fetched(NBA, 3, 4), *fetched(NFL, 9), *fetched(NBA, 7)]
    assert starts_of(records) == {NBA: 3, NFL: 9}
    assert ends_of(records) == {NBA: 8, NFL: 10}


@pytest.mark.parametrize(
    ("positions", "floor", "kept"),
    [
        ({NBA: 5, NFL: 10}, {}, [3, 4, 9]),
        ({NBA: 3, NFL: 10}, {}, [9]),
        ({NBA: 4, NFL: 8}, {}, []),
        ({NBA: 5}, {}, [3, 4]),
        ({NBA: 5, NFL: 10, OTHERS: 21}, {}, [3, 4, 9]),
        ({NBA: 6, NFL: 90}, {}, [3, 4, 9]),
        ({NBA: 6, NFL: 90}, {NBA: 3, NFL: 2}, [3, 4, 9]),
        ({NBA: 6, NFL: 90}, {NBA: 6, NFL: 90}, []),
        ({NBA: 6, NFL: 90}, {NBA: 4}, [9]),
    ],
)
async def test_records_beyond_the_position_below_the_leases_start_or_not_leased_are_not_fresh(
    worker: Worker,
    positions: dict[TopicPartition, int],
    floor: dict[TopicPartition, int],
    kept: list[int],
) -> None:
    lease = await worker.assign()
    worker.consumer.positions = positions
    records = [*fetched(NBA, 3, 4), *fetched(NFL, 9), *fetched(OTHERS, 20)]
    assert [record.offset for record in await fresh(lease, records, floor)] == kept


async def test_what_is_halted_or_handed_over_is_not_fetched_and_nothing_is_after_the_lease(worker: Worker) -> None:
    lease = await worker.assign()
    assert followed(lease) == {NBA, NFL}
    lease.handed_over[NFL] = 7
    assert followed(lease) == {NBA}
    lease.halt(NBA)
    assert followed(lease) == set()
    lease.handed_over.clear()
    lease.revoke()
    assert followed(lease) == set()


async def test_nothing_of_a_halted_partition_is_fresh_and_it_stays_paused(worker: Worker) -> None:
    lease = await worker.assign()
    worker.consumer.positions = {NBA: 5, NFL: 10}
    lease.halt(NBA)
    records = [*fetched(NBA, 3, 4), *fetched(NFL, 9)]
    assert [record.offset for record in await fresh(lease, records, {})] == [9]
    serving = asyncio.create_task(worker.batches.serve())
    worker.may_restore.set()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    assert worker.consumer.paused == {NBA}
    serving.cancel()


async def test_a_batch_is_not_handled_before_an_assignment(worker: Worker) -> None:
    assert await worker.take(fetched(NBA, 0)) is False
    assert worker.handled == []


async def test_partitions_stay_paused_and_batches_wait_until_the_restore_is_done(
    worker: Worker, serving: "asyncio.Task[None]"
) -> None:
    lease = await worker.assign()
    await wait_until(lambda: worker.batches.is_busy)
    taking = asyncio.create_task(worker.batches.run(fetched(NBA, 0), worker.handle))
    await asyncio.sleep(0)
    assert (worker.consumer.paused, worker.handled, taking.done()) == ({NBA, NFL}, [], False)
    worker.may_restore.set()
    assert await taking is True
    assert (worker.consumer.paused, worker.handled, lease.state) == (set(), [], LeaseState.OWNED)
    assert await worker.take(fetched(NBA, 0)) is True
    assert worker.handled == [0]


@pytest.mark.parametrize("position", [0, 5, 6, 7, 900])
async def test_a_batch_that_was_fetched_under_an_earlier_lease_comes_again(
    worker: Worker, serving: "asyncio.Task[None]", position: int
) -> None:
    """The new lease begins before the batch, within it or after it: another may have handled it meanwhile."""
    worker.consumer.positions = {NBA: position, NFL: 0}
    worker.may_restore.set()
    lease = await worker.assign()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    assert await worker.batches.run(fetched(NBA, 4, 5, 6), worker.handle) is True
    assert (worker.handled, worker.consumer.asked) == ([], [])


async def test_a_batch_before_a_hole_in_the_offsets_is_handled_and_so_is_one_after_the_work_sought_back(
    owned: Worker,
) -> None:
    owned.consumer.positions = {NBA: 9, NFL: 0}
    assert await owned.batches.run(fetched(NBA, 4, 5, 6), owned.handle) is True
    owned.consumer.positions = {NBA: 5, NFL: 0}
    assert await owned.batches.run(fetched(NBA, 2), owned.handle) is True
    assert owned.handled == [4, 5, 6, 2]


async def test_the_work_stands_where_nothing_is_done_yet_although_a_later_batch_is_handled(owned: Worker) -> None:
    async def begin(lease: Lease, records: list[ConsumerRecord]) -> None:
        """Leave the effect to others."""

    lease = owned.batches.listener.lease
    assert lease is not None
    for batch in (fetched(NBA, 4, 5), fetched(NBA, 6)):
        owned.consumer.positions |= ends_of(batch)
        assert await owned.batches.run(batch, begin)
    assert lease.positions == {NBA: 4}
    owned.consumer.positions[NBA] = 3
    assert await owned.batches.run(fetched(NBA, 2), begin)
    assert lease.positions == {NBA: 2}, "the work was sought back"


async def test_an_error_of_a_batch_is_the_last_of_the_process_and_nothing_is_committed(
    owned: Worker, serving: "asyncio.Task[None]"
) -> None:
    owned.poison = {5}
    batches = [fetched(NBA, 4, 5, 6), fetched(NFL, 0)]
    assert await asyncio.gather(*[owned.take(batch) for batch in batches]) == [False, False]
    assert await owned.take(fetched(NBA, 7)) is False
    assert (owned.handled, owned.consumer.asked) == ([], [])
    with pytest.raises(ValueError, match="fails"):
        await asyncio.wait_for(serving, 1)


async def test_a_refused_commit_ends_the_lease_but_not_the_process(
    owned: Worker, serving: "asyncio.Task[None]"
) -> None:
    owned.consumer.answers = [CommitFailedError()]
    assert [await owned.take(fetched(NBA, offset)) for offset in (0, 1)] == [False, False]
    assert (owned.handled, owned.consumer.accepted) == ([0], [])
    await owned.batches.listener.on_partitions_revoked([NBA, NFL])
    owned.consumer.positions = {NBA: 0, NFL: 0}
    lease = await owned.assign()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    assert await owned.take(fetched(NBA, 0)) is True
    assert (owned.handled, serving.done()) == ([0, 0], False)


async def test_a_restore_waits_for_the_batch_of_the_lease_before_it(
    owned: Worker, serving: "asyncio.Task[None]"
) -> None:
    began, notes = asyncio.Event(), list[str]()

    async def for_ever(lease: Lease, records: list[ConsumerRecord]) -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            notes.append(f"cancelled after {owned.clock.monotonic():g} s")

    owned.consumer.positions = {NBA: 1}
    taking = asyncio.create_task(owned.batches.run(fetched(NBA, 0), for_ever))
    await began.wait()
    revoking = asyncio.create_task(owned.batches.listener.on_partitions_revoked([NBA, NFL]))
    await wait_until(lambda: owned.clock.sleepers)
    owned.clock.advance(5.0)
    await revoking
    lease = await owned.assign()
    await wait_until(lambda: lease.state is LeaseState.OWNED)
    assert (await taking, notes, owned.consumer.asked) == (False, ["cancelled after 5 s"], [])
