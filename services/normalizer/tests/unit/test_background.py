"""Effects of a lease beside their caller: one at a time, in order, and none after its end."""

import asyncio
from functools import partial

import pytest
from aiokafka import TopicPartition

from a1_normalizer.background import Background
from a1_service_kit.lease import Lease, LeaseLostError, LeaseState
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

NBA = TopicPartition("raw.odds", 0)


@pytest.fixture
def lease() -> Lease:
    lease = Lease("resolver", FakeGroupConsumer(NBA).as_consumer(), [NBA], ManualClock(), Readiness())
    lease.own()
    return lease


async def test_an_effect_begins_after_the_one_before_it_is_done_while_the_caller_goes_on(lease: Lease) -> None:
    seen: list[str] = []
    gate = asyncio.Event()
    background = Background()

    async def effect(name: str) -> None:
        seen.append(f"{name} begins")
        await gate.wait()
        seen.append(f"{name} ends")

    assert not background.is_busy
    await background.begin(lease, lambda: effect("first"))
    await asyncio.sleep(0)
    assert background.is_busy
    seen.append("caller")
    gate.set()
    await background.begin(lease, lambda: effect("second"))
    await background.finish()
    assert seen == ["first begins", "caller", "first ends", "second begins", "second ends"]


async def test_the_caller_waits_where_an_effect_follows_the_one_under_way_already(lease: Lease) -> None:
    gates = [asyncio.Event() for _ in range(3)]
    began: list[int] = []
    background = Background()

    async def effect(number: int) -> None:
        began.append(number)
        await gates[number].wait()

    for number in range(2):
        await background.begin(lease, partial(effect, number))
    third = asyncio.create_task(background.begin(lease, partial(effect, 2)))
    await settle()
    assert (began, third.done()) == ([0], False)
    gates[0].set()
    await third
    await settle()
    assert began == [0, 1]
    gates[1].set()
    gates[2].set()
    await background.finish()
    assert (began, background.is_busy) == ([0, 1, 2], False)


async def settle() -> None:
    """Let everything run that waits for nothing."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_an_effect_that_fails_ends_its_lease_and_none_follows_it(lease: Lease) -> None:
    seen: list[str] = []
    background = Background()

    async def failing() -> None:
        raise ValueError("refused")

    async def next_effect() -> None:
        seen.append("began")

    await background.begin(lease, failing)
    await background.begin(lease, next_effect)
    await background.finish()
    with pytest.raises(LeaseLostError):
        await background.begin(lease, next_effect)
    assert (seen, lease.state, str(lease.error)) == ([], LeaseState.REVOKED, "refused")


async def test_the_end_of_a_lease_waits_for_the_effect_under_way(lease: Lease) -> None:
    gate, background = asyncio.Event(), Background()

    async def effect() -> None:
        await gate.wait()

    await background.begin(lease, effect)
    lease.revoke()
    stopping = asyncio.create_task(lease.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    gate.set()
    await wait_until(stopping.done)
    assert not background.is_busy
