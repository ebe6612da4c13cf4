"""A configuration that changes while analytics runs: what it publishes, what a restart makes of it, and its proofs."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from services.analytics.tests.integration.conftest import Runner
from services.analytics.tests.integration.market_log import (
    NUMBER,
    MarketLog,
    assert_none_is_doubled,
    published,
    published_values,
)

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import ANALYTICS_CONFIG
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.waiting import wait_until

A1 = Path(sys.executable).parent / "a1"
HIGHER = b'{"arbitrage_profit": 0.5, "low_hold": 0.0, "ev_errors": 9.0}'


@pytest.fixture
async def market(empty_kafka: KafkaSettings) -> AsyncGenerator[MarketLog]:
    """A market in which an opportunity is open."""
    async with open_producer(empty_kafka, "test") as producer:
        log = MarketLog(producer)
        await log.open_games()
        await log.quote("1.91")
        await log.quote("1.97", books=["betmgm"])
        yield log


async def opportunities(kafka: KafkaSettings) -> list[dict[str, Any]]:
    found = [each for each in await published(kafka) if each.kind is AnalyticsKind.OPPORTUNITIES]
    return [msgspec.json.decode(each.value) for each in found]


async def is_decided(kafka: KafkaSettings, market: MarketLog) -> bool:
    return await published_values(kafka) == market.values


async def prove(kafka: KafkaSettings) -> dict[str, Any]:
    """The answer of `a1 prove` about everything that is published."""
    command = [str(A1), "prove", "--sample", "1000", "--json", "--bootstrap-servers", kafka.bootstrap_servers]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    return json.loads((await process.communicate())[0])


async def position_of(kafka: KafkaSettings, published_id: str) -> list[str]:
    """Where the configuration lies that the proof of a record names."""
    command = [str(A1), "prove", published_id, "--json", "--bootstrap-servers", kafka.bootstrap_servers]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    proof = json.loads((await process.communicate())[0])
    assert proof["equal"], proof["difference"]
    return [each for each in proof["positions"] if each.startswith(ANALYTICS_CONFIG)]


async def test_a_change_is_decided_from_its_position_on_and_everything_is_proven(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    with run_analytics(empty_kafka):
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
        opened = {each["id"]: each["config"] for each in await opportunities(empty_kafka)}
        await market.configure("opportunities", HIGHER)
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
        ended = [each for each in await opportunities(empty_kafka) if each["state"] == "ended"]
        assert {each["id"]: each["reason"] for each in ended} == dict.fromkeys(opened, "configuration-changed")
        await market.configure("opportunities", None)
        await market.configure("stakes", b'{"total": 1000}')
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    newest = {each["id"]: each for each in await opportunities(empty_kafka)}
    assert {round(sum(leg["stake"] for leg in each["legs"])) for each in newest.values()} >= {1000}
    assert not {each["config"] for each in newest.values() if each["state"] == "open"} & set(opened.values())
    proven = await prove(empty_kafka)
    assert (proven["equal"], proven["different"]) == (True, [])
    open_id = next(each["id"] for each in newest.values() if each["state"] == "open")
    assert await position_of(empty_kafka, open_id) == [f"{ANALYTICS_CONFIG}/{NUMBER}@2"]


async def test_a_change_that_came_while_analytics_was_down_is_decided_at_its_start(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    with run_analytics(empty_kafka):
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    await market.configure("fair", b'{"method": "multiplicative"}')
    await market.quote("1.95")
    before = await published(empty_kafka)
    with run_analytics(empty_kafka):
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    after = await published(empty_kafka)
    assert [each for each in after if each in before] == before
    assert (await prove(empty_kafka))["different"] == []


async def test_a_restart_after_a_change_publishes_nothing_again(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    await market.configure("stakes", b'{"total": 1000}')
    with run_analytics(empty_kafka):
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    before = await published(empty_kafka)
    with run_analytics(empty_kafka) as analytics:
        await wait_until(analytics.is_ready, within=30)
        await market.quote("1.97", books=["draftkings"])
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    after = await published(empty_kafka)
    assert len(after) > len(before)
    assert_none_is_doubled(after)
