"""Topics that exist already, on a broker that reports their settings."""

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from a1_schemas.topics import TOPIC_BY_NAME
from a1_service_kit.kafka import client_options
from a1_service_kit.settings import KafkaSettings, TopicSettings
from a1_service_kit.topic_settings import TopicSettingsError, change_topics, check_topics, needed_changes

NAME = "normalized.news"
OLD = {"cleanup.policy": "compact", "max.message.bytes": "99999999", "segment.ms": "600000", "compression.type": "zstd"}


async def configure(kafka: KafkaSettings, topic: str, settings: dict[str, str]) -> None:
    """Set a topic to these settings alone."""
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, settings)])
    await admin.close()


async def own_settings(kafka: KafkaSettings, topic: str) -> dict[str, str]:
    """The settings of a topic that were set on it."""
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    answers: list[Any] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    await admin.close()
    return {name: value for name, value, _, source, *_ in answers[0].resources[0][4] if source == 1}


async def run(kafka: KafkaSettings, module: str, *arguments: str) -> tuple[int | None, list[str]]:
    """The exit code and the lines of a program of ours."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        env={**os.environ, "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode().splitlines()


async def test_the_embedded_broker_is_excepted(kafka: KafkaSettings) -> None:
    await check_topics(KafkaSettings(bootstrap_servers=kafka.bootstrap_servers, idempotent=False))


@pytest.mark.apache_kafka
async def test_new_topics_have_the_contracts_settings(empty_kafka: KafkaSettings) -> None:
    await check_topics(empty_kafka)
    assert await own_settings(empty_kafka, NAME) == TOPIC_BY_NAME[NAME].configuration()


@pytest.mark.apache_kafka
async def test_a_weaker_topic_is_shown_then_refused_then_changed(
    empty_kafka: KafkaSettings, wait_until: Callable[..., Any]
) -> None:
    await configure(empty_kafka, NAME, OLD)
    await wait_until(lambda: needed_changes(empty_kafka))
    expected = [
        f"{NAME} min.compaction.lag.ms 0 → 21600000",
        f"{NAME} segment.bytes 1073741824 → 67108864",
        f"{NAME} min.cleanable.dirty.ratio 0.5 → 0.1",
        f"{NAME} delete.retention.ms 86400000 → 604800000",
    ]
    assert await run(empty_kafka, "a1_service_kit.topics", "--check") == (1, expected)
    with pytest.raises(TopicSettingsError, match=rf"{NAME} min\.compaction\.lag\.ms 0 → 21600000.* and 1 more"):
        await check_topics(empty_kafka)
    code, lines = await run(empty_kafka, "a1_normalizer")
    assert (code, ['"reason": "topic-settings"' in line for line in lines]) == (78, [False, True])

    assert await run(empty_kafka, "a1_service_kit.topics") == (0, expected)
    assert await run(empty_kafka, "a1_service_kit.topics", "--check") == (0, [])
    await check_topics(empty_kafka)
    assert await own_settings(empty_kafka, NAME) == TOPIC_BY_NAME[NAME].configuration() | {
        "max.message.bytes": "99999999",
        "compression.type": "zstd",
    }


@pytest.mark.apache_kafka
async def test_an_operators_times_are_set_on_topics_that_exist(empty_kafka: KafkaSettings) -> None:
    lower = TopicSettings(segment_s=1, delete_retention_s=2, compaction_lag_s=3)
    chosen = empty_kafka.model_copy(update={"topics": lower})
    assert {change.setting for change in await change_topics(chosen)} == {
        "segment.ms",
        "delete.retention.ms",
        "min.compaction.lag.ms",
    }
    await check_topics(chosen)
    with pytest.raises(TopicSettingsError, match="weaker"):
        await check_topics(empty_kafka)
