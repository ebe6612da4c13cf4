"""The lease's states, with a consumer and a clock of our own."""

import asyncio
from collections.abc import Callable

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaConnectionError, KafkaError
from structlog.testing import capture_logs

from a1_service_kit.lease import Lease, LeaseLostError, LeaseState
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

ZERO, ONE, ELSEWHERE = (TopicPartition("raw.odds", number) for number in range(3))
PENDING, OWNED, REVOKED = LeaseState.PENDING, LeaseState.OWNED, LeaseState.REVOKED
RETRY_S = 0.5


class Bench:
    """A lease with the parts that a test moves."""

    def __init__(self, retry_unproven_s: float | None = None) -> None:
        self.consumer, self.clock, self.readiness = FakeGroupConsumer(ZERO, ONE), ManualClock(), Readiness()
        self.lease = Lease(
            "resolver",
            self.consumer.as_consumer(),
            {ONE, ZERO},
            self.clock,
            self.readiness,
            retry_unproven_s=retry_unproven_s,
        )
        self.lease.positions = {ZERO: 7, ONE: 9}
        self.handled: list[str] = []

    @property
    def is_ready(self) -> bool:
        return not self.readiness.missing

    async def handle(self) -> None:
        self.handled.append("batch")

    async def fail(self) -> None:
        raise ValueError("a batch that fails")


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def owned(bench: Bench) -> Bench:
    bench.lease.own()
    return bench


async def wait_for(event: asyncio.Event) -> None:
    await event.wait()


def own(lease: Lease) -> None:
    lease.own()


def revoke(lease: Lease) -> None:
    lease.revoke()


STEPS: dict[LeaseState, tuple[Callable[[Lease], None], ...]] = {PENDING: (), OWNED: (own,), REVOKED: (own, revoke)}


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (PENDING, own, OWNED),
        (PENDING, revoke, REVOKED),
        (OWNED, own, OWNED),
        (OWNED, revoke, REVOKED),
        (REVOKED, revoke, REVOKED),
    ],
)
def test_a_lease_goes_forward_only_and_is_ready_while_owned(
    bench: Bench, before: LeaseState, step: Callable[[Lease], None], after: LeaseState
) -> None:
    for each in STEPS[before]:
        each(bench.lease)
    assert bench.lease.state is before
    step(bench.lease)
    assert (bench.lease.state, bench.is_ready) == (after, after is OWNED)
    assert bench.lease.revoked.is_set() == (after is REVOKED)


def test_a_new_lease_has_sorted_partitions_and_neither_positions_nor_an_error() -> None:
    consumer = FakeGroupConsumer(ZERO, ONE).as_consumer()
    lease = Lease("resolver", consumer, {ONE, ZERO}, ManualClock(), Readiness())
    assert (lease.partitions, lease.positions, lease.error) == ((ZERO, ONE), {}, None)
    assert (lease.consumer, lease.state, lease.revoked.is_set()) == (consumer, PENDING, False)


def test_a_lease_that_was_revoked_before_its_restore_ended_is_never_owned(bench: Bench) -> None:
    bench.lease.revoke()
    with pytest.raises(LeaseLostError, match=r"^resolver: the lease is revoked$"):
        bench.lease.own()
    assert (bench.lease.state, bench.is_ready) == (REVOKED, False)


async def test_no_effect_is_allowed_before_the_restore_is_done(bench: Bench) -> None:
    with pytest.raises(RuntimeError, match=r"^resolver: an effect before the restore is done$"):
        await bench.lease.ensure_owned()
    assert bench.consumer.asked == []


@pytest.mark.parametrize(("elapsed_s", "asked"), [(0.0, 1), (3.0, 1), (3.01, 2)])
async def test_a_proof_holds_for_three_seconds_and_is_a_commit_of_the_positions(
    owned: Bench, elapsed_s: float, asked: int
) -> None:
    await owned.lease.ensure_owned()
    owned.clock.advance(elapsed_s)
    await owned.lease.ensure_owned()
    assert owned.consumer.accepted == [{ZERO: 7, ONE: 9}] * asked


async def test_a_proof_is_as_old_as_its_question(owned: Bench) -> None:
    answer = asyncio.Event()
    owned.consumer.answers = [answer]
    proving = asyncio.create_task(owned.lease.ensure_owned())
    await wait_until(lambda: owned.consumer.asked)
    owned.clock.advance(2.5)
    answer.set()
    await proving
    owned.clock.advance(1.0)
    await owned.lease.ensure_owned()
    assert len(owned.consumer.asked) == 2


async def test_those_who_ask_at_once_share_one_commit(owned: Bench) -> None:
    answer = asyncio.Event()
    owned.consumer.answers = [answer]
    proving = [asyncio.create_task(owned.lease.ensure_owned()) for _ in range(5)]
    await wait_until(lambda: owned.consumer.asked)
    answer.set()
    await asyncio.gather(*proving)
    assert len(owned.consumer.asked) == 1


async def test_a_commit_of_the_work_is_a_proof_too(owned: Bench) -> None:
    await owned.lease.commit({ZERO: 8})
    await owned.lease.ensure_owned()
    assert owned.consumer.accepted == [{ZERO: 8}]
    assert owned.lease.positions == {ZERO: 8, ONE: 9}


@pytest.mark.parametrize("rejection", [CommitFailedError(), IllegalStateError()])
@pytest.mark.parametrize("retry_unproven_s", [None, RETRY_S])
async def test_a_refused_proof_revokes_the_lease_for_good(
    retry_unproven_s: float | None, rejection: KafkaError
) -> None:
    bench = Bench(retry_unproven_s)
    bench.lease.own()
    bench.consumer.answers = [rejection]
    with capture_logs() as logged:
        for message in (str(rejection), "resolver: the lease is revoked"):
            with pytest.raises(LeaseLostError) as raised:
                await bench.lease.ensure_owned()
            assert str(raised.value) == message
    assert logged == [
        {
            "event": "lease.refused",
            "log_level": "warning",
            "lease": "resolver",
            "error": type(rejection).__name__,
            "partitions": [0, 1],
        }
    ]
    assert (bench.lease.state, bench.is_ready, len(bench.consumer.asked)) == (REVOKED, False, 1)


async def test_a_refused_commit_revokes_the_lease(owned: Bench) -> None:
    owned.consumer.answers = [CommitFailedError()]
    with pytest.raises(LeaseLostError):
        await owned.lease.commit({ZERO: 8})
    assert (owned.lease.state, owned.lease.positions, owned.consumer.accepted) == (REVOKED, {ZERO: 7, ONE: 9}, [])


async def test_an_outage_is_retried_in_place_where_a_time_is_given() -> None:
    bench = Bench(RETRY_S)
    bench.lease.own()
    bench.consumer.answers = [KafkaConnectionError(), KafkaConnectionError()]
    with capture_logs() as logged:
        proving = asyncio.create_task(bench.lease.ensure_owned())
        for asked in (1, 2):
            await wait_until(lambda: bench.clock.sleepers)
            assert (len(bench.consumer.asked), proving.done()) == (asked, False)
            bench.clock.advance(RETRY_S)
            await wait_until(lambda asked=asked: len(bench.consumer.asked) == asked + 1)
        await proving
    assert bench.lease.state is OWNED
    facts = {"event": "lease.unproven", "log_level": "warning", "lease": "resolver", "error": "KafkaConnectionError"}
    over = {"event": "lease.unproven.over", "log_level": "info", "lease": "resolver", "failures": 2}
    assert logged == [facts | {"failures": 1}, over]


async def test_an_outage_is_raised_where_no_time_is_given(owned: Bench) -> None:
    owned.consumer.answers = [KafkaConnectionError()]
    with pytest.raises(KafkaConnectionError):
        await owned.lease.ensure_owned()
    assert (owned.lease.state, owned.is_ready) == (OWNED, True)


async def test_a_revocation_while_the_broker_is_asked_wins_over_its_answer(owned: Bench) -> None:
    answer = asyncio.Event()
    owned.consumer.answers = [answer]
    proving = asyncio.create_task(owned.lease.ensure_owned())
    await wait_until(lambda: owned.consumer.asked)
    owned.lease.revoke()
    answer.set()
    with pytest.raises(LeaseLostError):
        await proving


async def test_a_revocation_while_an_outage_is_waited_out_ends_the_wait() -> None:
    bench = Bench(RETRY_S)
    bench.lease.own()
    bench.consumer.answers = [KafkaConnectionError()]
    proving = asyncio.create_task(bench.lease.ensure_owned())
    await wait_until(lambda: bench.clock.sleepers)
    bench.lease.revoke()
    bench.clock.advance(RETRY_S)
    with pytest.raises(LeaseLostError):
        await proving
    assert len(bench.consumer.asked) == 1


@pytest.mark.parametrize(("state", "is_begun"), [(PENDING, False), (OWNED, True), (REVOKED, False)])
async def test_a_batch_is_begun_only_while_the_lease_is_owned(bench: Bench, state: LeaseState, is_begun: bool) -> None:
    for step in STEPS[state]:
        step(bench.lease)
    assert await bench.lease.run(bench.handle) is is_begun
    assert bench.handled == ["batch"] * is_begun


async def test_an_error_of_a_batch_ends_the_lease_before_another_batch_is_taken(owned: Bench) -> None:
    lock = asyncio.Lock()

    async def take(batch: Callable[[], object]) -> bool:
        async with lock:
            return await owned.lease.run(batch)  # pyright: ignore[reportArgumentType]

    assert await asyncio.gather(take(owned.fail), take(owned.handle)) == [False, False]
    assert (owned.handled, owned.consumer.asked) == ([], [])
    assert (owned.lease.state, owned.is_ready, repr(owned.lease.error)) == (
        REVOKED,
        False,
        "ValueError('a batch that fails')",
    )


async def test_who_waits_for_failed_work_finds_the_lease_revoked(owned: Bench) -> None:
    with pytest.raises(ValueError, match="fails"):
        await owned.lease.start(owned.fail)
    assert owned.lease.state is REVOKED


async def test_a_batch_that_finds_the_lease_lost_is_no_error(owned: Bench) -> None:
    owned.consumer.answers = [CommitFailedError()]
    with capture_logs() as logged:
        assert await owned.lease.run(owned.lease.ensure_owned) is False
    assert (owned.lease.state, owned.lease.error) == (REVOKED, None)
    assert [each["event"] for each in logged] == ["lease.refused"]


async def test_an_error_after_the_revocation_does_not_end_the_process(owned: Bench) -> None:
    error = ValueError("after the revocation")

    async def revoked_then_failed() -> None:
        owned.lease.revoke()
        raise error

    with capture_logs() as logged:
        assert await owned.lease.run(revoked_then_failed) is False
    assert owned.lease.error is None
    assert logged == [{"event": "lease.work-failed", "log_level": "warning", "lease": "resolver", "exc_info": error}]


LOSS, FAULT = LeaseLostError("revoked"), ValueError("a batch that fails")


@pytest.mark.parametrize(
    ("raised", "is_fault"),
    [
        (LOSS, False),
        (FAULT, True),
        (ExceptionGroup("two", [LOSS, LOSS]), False),
        (ExceptionGroup("two", [LOSS, FAULT]), True),
        (ExceptionGroup("nested", [LOSS, ExceptionGroup("two", [LOSS, FAULT])]), True),
        (ExceptionGroup("nested", [LOSS, ExceptionGroup("one", [LOSS])]), False),
    ],
)
async def test_an_error_is_the_leases_unless_all_of_it_says_that_the_lease_is_lost(
    owned: Bench, raised: Exception, is_fault: bool
) -> None:
    async def fail() -> None:
        raise raised

    assert await owned.lease.run(fail) is False
    assert (owned.lease.state, owned.lease.error) == ((REVOKED, raised) if is_fault else (OWNED, None))


async def test_a_batch_is_cancelled_with_the_one_who_waits_for_it(owned: Bench) -> None:
    ended = asyncio.Event()

    async def wait_for_ever() -> None:
        owned.handled.append("begun")
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    running = asyncio.create_task(owned.lease.run(wait_for_ever))
    await wait_until(lambda: owned.handled)
    running.cancel()
    await asyncio.wait_for(ended.wait(), 1)


@pytest.mark.parametrize(("elapsed_s", "is_finished"), [(4.9, True), (5.0, False)])
async def test_stopping_waits_five_seconds_for_the_work_and_then_cancels_it(
    owned: Bench, elapsed_s: float, is_finished: bool
) -> None:
    may_end = asyncio.Event()

    async def work() -> None:
        await may_end.wait()
        await owned.lease.commit({ZERO: 8})
        owned.handled.append("batch")

    running = asyncio.create_task(owned.lease.run(work))
    await asyncio.sleep(0)
    owned.lease.revoke()
    with capture_logs() as logged:
        stopping = asyncio.create_task(owned.lease.stop())
        await wait_until(lambda: owned.clock.sleepers)
        owned.clock.advance(elapsed_s)
        if is_finished:
            may_end.set()
        await stopping
    assert await running is is_finished
    slow = {"event": "lease.slow-stop", "log_level": "warning", "lease": "resolver", "partitions": [0, 1]}
    assert logged == ([] if is_finished else [slow])
    await wait_until(lambda: owned.clock.sleepers == 0)
    assert (owned.handled, owned.consumer.accepted) == ((["batch"], [{ZERO: 8}]) if is_finished else ([], []))
    await asyncio.wait_for(owned.lease.stopped(), 1)


async def test_stopping_returns_at_once_where_no_work_is_under_way(owned: Bench) -> None:
    await asyncio.wait_for(owned.lease.stop(), 1)
    await wait_until(lambda: owned.clock.sleepers == 0)


async def test_stopping_waits_for_all_work_however_it_ends(owned: Bench) -> None:
    endings = [asyncio.Event(), asyncio.Event()]
    tasks = [owned.lease.start(lambda ending=ending: wait_for(ending)) for ending in endings]
    stopping = asyncio.create_task(owned.lease.stop())
    stopped = asyncio.create_task(owned.lease.stopped())
    for ending, task in zip(endings, tasks, strict=True):
        await wait_until(lambda: owned.clock.sleepers)
        assert (stopping.done(), stopped.done()) == (False, False)
        ending.set()
        await task
    await asyncio.wait_for(asyncio.gather(stopping, stopped), 1)
    assert [task.cancelled() for task in tasks] == [False, False]


async def test_a_batch_that_is_cancelled_is_neither_done_nor_an_error(owned: Bench) -> None:
    unhandled: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    running = asyncio.create_task(owned.lease.run(lambda: wait_for(asyncio.Event())))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(owned.lease.stop())
    await wait_until(lambda: owned.clock.sleepers)
    owned.clock.advance(5.0)
    await stopping
    assert await running is False
    assert (owned.lease.state, owned.lease.error) == (OWNED, None)
    assert unhandled == []


async def a_silent_bench() -> tuple[Bench, asyncio.Event]:
    """A lease that was accepted and is not answered now. The event is the broker's answer."""
    bench, answer = Bench(RETRY_S), asyncio.Event()
    bench.lease.own()
    assert await bench.lease.ensure_not_refused() is True
    bench.clock.advance(4.0)
    bench.consumer.answers.append(answer)
    asked = asyncio.ensure_future(bench.lease.ensure_not_refused())
    await wait_until(lambda: bench.clock.sleepers == 1)
    bench.clock.advance(5.0)
    assert await asked is False
    return bench, answer


async def test_silence_is_no_refusal_of_a_lease_that_was_accepted_before() -> None:
    bench, answer = await a_silent_bench()
    assert await bench.lease.ensure_not_refused() is False, "at once, while the question goes on beside"
    assert len(bench.consumer.asked) == 2
    assert bench.lease.state is OWNED
    bench.consumer.answers.append(KafkaConnectionError())  # the answer is older than 3 s: another question follows
    answer.set()
    await wait_until(lambda: len(bench.consumer.asked) >= 3)
    bench.clock.advance(RETRY_S)
    await wait_until(bench.lease.ensure_not_refused)


async def test_a_refusal_after_a_silence_ends_the_lease() -> None:
    bench, answer = await a_silent_bench()
    bench.consumer.answers.append(CommitFailedError())
    answer.set()
    await wait_until(lambda: bench.lease.state is REVOKED)
    with pytest.raises(LeaseLostError):
        await bench.lease.ensure_not_refused()


async def test_a_revocation_during_a_silence_withdraws_the_question() -> None:
    bench, _ = await a_silent_bench()
    bench.lease.revoke()
    with pytest.raises(LeaseLostError):
        await bench.lease.ensure_not_refused()
    await bench.lease.stopped()


async def test_a_lease_that_was_never_accepted_waits_for_an_answer() -> None:
    bench, answer = Bench(RETRY_S), asyncio.Event()
    bench.lease.own()
    bench.consumer.answers.append(answer)
    asked = asyncio.ensure_future(bench.lease.ensure_not_refused())
    await wait_until(lambda: bench.consumer.asked)
    bench.clock.advance(60.0)
    done, _ = await asyncio.wait({asked}, timeout=0.1)
    assert not done
    answer.set()
    assert await asked is True
