"""What a resolver finds at the start of an assignment."""

from a1_normalizer.recent_failures import recent_failures
from a1_normalizer.restore import restore_states
from a1_service_kit.kafka import open_consumer
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.log_positions import LogPositions, find_positions


async def test_a_spare_replica_restores_nothing(kafka: KafkaSettings) -> None:
    async with open_consumer(kafka, "test") as consumer:
        assert await find_positions(kafka, consumer, ()) == LogPositions({}, {}, {})
    assert await restore_states(kafka, {}) == ({}, 0)
    assert await recent_failures(kafka, {}, "1") == {}
