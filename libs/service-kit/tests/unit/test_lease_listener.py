"""One lease after another: pause, restore outside the callback, work, stop."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, KafkaConnectionError

from a1_service_kit.lease import Lease, LeaseLostError, LeaseState
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

ZERO, ONE = TopicPartition("raw.odds", 0), TopicPartition("raw.odds", 1)


class Group:
    """A listener whose work notes what it does; a test plays the group's coordinator."""

    def __init__(self) -> None:
        self.consumer, self.clock, self.readiness = FakeGroupConsumer(ZERO, ONE), ManualClock(), Readiness()
        self.grants = 0
        self.listener = LeaseListener(
            "resolver", self.clock, self.readiness, retry_unproven_s=0.5, on_grant=self.note_grant
        )
        self.listener.consumer_of = self.consumer.as_consumer
        self.restores = asyncio.Event()
        self.notes: list[str] = []
        self.cleans_up = asyncio.Event()
        self.cleans_up.set()
        self.error: Exception | None = None

    def note_grant(self) -> None:
        self.grants += 1

    async def work(self, lease: Lease) -> None:
        self.notes.append("restoring")
        try:
            await self.restores.wait()
            if self.error is not None:
                raise self.error
            lease.own()
            self.notes.append("owned")
            await lease.ensure_owned()
            await asyncio.Event().wait()
        finally:
            await self.cleans_up.wait()
            self.notes.append("ended")

    @property
    def lease(self) -> Lease:
        assert self.listener.lease is not None
        return self.listener.lease

    async def assign(self) -> Lease:
        await self.listener.on_partitions_assigned([ONE, ZERO])
        self.lease.positions = dict.fromkeys(self.lease.partitions, 0)
        return self.lease


@pytest.fixture
def group() -> Group:
    return Group()


@pytest.fixture
async def serving(group: Group) -> AsyncGenerator["asyncio.Task[None]"]:
    task = asyncio.create_task(group.listener.serve(group.work))
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_a_consumer_without_an_assignment_is_not_ready(group: Group) -> None:
    assert group.readiness.missing == ["resolver"]


def test_partitions_of_a_consumer_that_is_not_open_are_an_error(group: Group) -> None:
    listener = LeaseListener("resolver", group.clock, group.readiness)
    with pytest.raises(RuntimeError, match=r"^resolver: the consumer is not open$"):
        listener.on_partitions_assigned([ZERO]).send(None)
    assert listener.lease is None


async def test_a_revocation_before_any_assignment_changes_nothing(group: Group) -> None:
    await group.listener.on_partitions_revoked([])
    assert (group.listener.lease, group.readiness.missing, group.clock.sleepers) == (None, ["resolver"], 0)


async def test_a_listener_without_a_time_leaves_an_outage_to_the_work(group: Group) -> None:
    listener = LeaseListener("resolver", group.clock, group.readiness)
    listener.consumer_of = group.consumer.as_consumer
    group.consumer.answers = [KafkaConnectionError()]
    await listener.on_partitions_assigned([ONE, ZERO])
    lease = listener.lease
    assert lease is not None
    assert lease.partitions == (ZERO, ONE)
    lease.own()
    lease.positions = {ZERO: 0}
    with pytest.raises(KafkaConnectionError):
        await lease.ensure_owned()


def test_partitions_are_paused_before_anything_is_awaited(group: Group) -> None:
    with pytest.raises(StopIteration):
        group.listener.on_partitions_assigned([ZERO]).send(None)
    assert (group.consumer.paused, group.lease.state) == ({ZERO}, LeaseState.PENDING)
    assert (group.notes, group.grants) == ([], 1)


async def test_a_lease_is_owned_when_its_restore_is_done_and_not_before(
    group: Group, serving: "asyncio.Task[None]"
) -> None:
    lease = await group.assign()
    await wait_until(lambda: group.notes == ["restoring"])
    assert (lease.state, group.readiness.missing) == (LeaseState.PENDING, ["resolver"])
    group.restores.set()
    await wait_until(lambda: group.notes == ["restoring", "owned"])
    assert (lease.state, group.readiness.missing) == (LeaseState.OWNED, [])


async def test_a_failed_restore_ends_the_process(group: Group, serving: "asyncio.Task[None]") -> None:
    group.error = OSError("no state")
    lease = await group.assign()
    group.restores.set()
    with pytest.raises(OSError, match="no state"):
        await asyncio.wait_for(serving, 1)
    assert (lease.state, group.readiness.missing) == (LeaseState.REVOKED, ["resolver"])


async def test_an_error_of_a_batch_ends_the_process_and_commits_nothing(
    group: Group, serving: "asyncio.Task[None]"
) -> None:
    async def fail() -> None:
        raise ValueError("a batch that fails")

    lease = await group.assign()
    group.restores.set()
    await wait_until(lambda: group.consumer.accepted)
    assert await lease.run(fail) is False
    with pytest.raises(ValueError, match="fails"):
        await asyncio.wait_for(serving, 1)
    assert len(group.consumer.asked) == 1


@pytest.mark.parametrize("notes", [["restoring"], ["restoring", "owned"]])
async def test_a_revocation_ends_the_lease_at_once_and_its_work_before_the_next_begins(
    group: Group, serving: "asyncio.Task[None]", notes: list[str]
) -> None:
    first = await group.assign()
    if "owned" in notes:
        group.restores.set()
    await wait_until(lambda: group.notes == notes)
    await group.listener.on_partitions_revoked([ZERO, ONE])
    assert (first.state, group.listener.lease, group.notes[-1]) == (LeaseState.REVOKED, None, "ended")
    second = await group.assign()
    group.restores.set()
    await wait_until(lambda: second.state is LeaseState.OWNED)
    assert group.notes == [*notes, "ended", "restoring", "owned"]
    assert (first.state, serving.done()) == (LeaseState.REVOKED, False)


async def test_the_next_lease_waits_for_work_that_is_slow_to_end(group: Group, serving: "asyncio.Task[None]") -> None:
    await group.assign()
    await wait_until(lambda: group.notes == ["restoring"])
    group.cleans_up.clear()
    revoking = asyncio.create_task(group.listener.on_partitions_revoked([ZERO, ONE]))
    await wait_until(lambda: group.clock.sleepers)
    await group.assign()
    for _ in range(5):
        await asyncio.sleep(0)  # all that could begin has begun
    assert (group.notes, revoking.done()) == (["restoring"], False)
    group.cleans_up.set()
    await wait_until(lambda: group.notes == ["restoring", "ended", "restoring"])
    await revoking


async def test_an_outage_is_retried_after_the_listeners_time(group: Group, serving: "asyncio.Task[None]") -> None:
    group.consumer.answers = [KafkaConnectionError()]
    group.restores.set()
    lease = await group.assign()
    await wait_until(lambda: group.clock.sleepers)
    group.clock.advance(0.5)
    await wait_until(lambda: group.consumer.accepted)
    assert (lease.state, serving.done()) == (LeaseState.OWNED, False)


async def test_a_refused_lease_is_followed_by_the_next(group: Group, serving: "asyncio.Task[None]") -> None:
    group.consumer.answers = [CommitFailedError()]
    group.restores.set()
    first = await group.assign()
    await wait_until(lambda: group.notes == ["restoring", "owned", "ended"])
    assert (first.state, first.error, serving.done()) == (LeaseState.REVOKED, None, False)
    await group.listener.on_partitions_revoked([ZERO, ONE])
    second = await group.assign()
    await wait_until(lambda: second.state is LeaseState.OWNED)


async def test_tasks_that_find_the_lease_lost_together_end_it_without_an_error(group: Group) -> None:
    lease = await group.assign()

    async def in_two_tasks() -> None:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(lease.ensure_owned())

    lease.own()
    group.consumer.answers = [CommitFailedError()]
    with pytest.raises(BaseExceptionGroup) as raised:
        await lease.start(in_two_tasks)
    assert raised.value.subgroup(lambda error: not isinstance(error, (LeaseLostError, BaseExceptionGroup))) is None
    assert lease.error is None
