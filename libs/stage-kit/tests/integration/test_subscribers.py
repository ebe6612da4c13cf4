"""Subscribers in groups of a real broker."""

import asyncio
from collections.abc import Sequence

import pytest
from aiokafka import ConsumerRecord

from a1_service_kit import membership
from a1_service_kit.clock import SystemClock
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.subscribers import Subscription, open_subscriber
from a1_testkit.machine import scaled
from a1_testkit.slow_member import open_slow_member

JOINING = Subscription("subscribes-slowly", ("raw.espn",), max_records=10)


async def test_a_subscriber_stops_in_the_middle_of_a_join(
    kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "_LEAVE_WITHIN_S", 0.5)
    kafka = kafka.model_copy(update={"session_timeout_ms": 20_000, "heartbeat_interval_ms": 500})

    async def ignore(records: Sequence[ConsumerRecord]) -> None: ...

    async def subscribe() -> None:
        listener = LeaseListener("one", SystemClock(), Readiness())
        async with open_subscriber(kafka, JOINING, listener, ignore):
            pass

    async with open_slow_member(kafka, JOINING.group_id, *JOINING.topics) as has_to_join_again:
        joining = asyncio.create_task(subscribe())
        await has_to_join_again.wait()
        assert not joining.done()
        joining.cancel()
        await asyncio.wait({joining}, timeout=scaled(8))
        assert joining.cancelled()
