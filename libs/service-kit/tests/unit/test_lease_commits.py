"""Commits of a lease that meet."""

import asyncio

from aiokafka import TopicPartition

from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

ZERO, ONE = (TopicPartition("raw.odds", number) for number in range(2))


async def test_a_proof_waits_for_the_commit_under_way_and_takes_nothing_back() -> None:
    consumer, answer = FakeGroupConsumer(ZERO, ONE), asyncio.Event()
    lease = Lease("resolver", consumer.as_consumer(), {ZERO, ONE}, ManualClock(), Readiness())
    lease.own()
    lease.positions = {ZERO: 7, ONE: 9}
    consumer.answers = [answer]
    committing = asyncio.create_task(lease.commit({ZERO: 8}))
    await wait_until(lambda: consumer.asked)
    proving = asyncio.create_task(lease.ensure_owned())
    await asyncio.sleep(0)
    assert consumer.asked == [{ZERO: 8}]
    answer.set()
    await asyncio.gather(committing, proving)
    assert consumer.accepted == [{ZERO: 8}, {ZERO: 8, ONE: 9}]
