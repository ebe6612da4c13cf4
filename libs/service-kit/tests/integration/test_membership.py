"""Leaving a group of a real broker."""

import asyncio

import pytest
from aiokafka.coordinator.assignors.range import RangePartitionAssignor

from a1_service_kit import membership
from a1_service_kit.kafka import open_consumer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled
from a1_testkit.slow_member import open_slow_member

GROUP, TOPIC = "joins-slowly", "raw.espn"


async def test_a_member_leaves_in_the_middle_of_a_join(kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "_LEAVE_WITHIN_S", 0.5)
    kafka = kafka.model_copy(update={"session_timeout_ms": 20_000, "heartbeat_interval_ms": 500})

    async def join() -> None:
        options = {"partition_assignment_strategy": (RangePartitionAssignor,)}
        async with open_consumer(kafka, "a1", group_id=GROUP, topics=[TOPIC], **options):
            pass

    async with open_slow_member(kafka, GROUP, TOPIC) as has_to_join_again:
        joining = asyncio.create_task(join())
        await has_to_join_again.wait()
        assert not joining.done()
        joining.cancel()
        await asyncio.wait({joining}, timeout=scaled(8))
        assert joining.cancelled()
