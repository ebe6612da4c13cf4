"""Analytics' process: what it publishes, and what is in the log after it was killed."""

import os
import signal
from collections.abc import AsyncGenerator
from functools import partial

import msgspec
import pytest
from services.analytics.tests.integration.conftest import Replica, Runner
from services.analytics.tests.integration.market_log import (
    MarketLog,
    assert_none_is_doubled,
    published,
    published_values,
)

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.waiting import wait_until

UNREADABLE = 'analytics_unreadable_records_total{topic="normalized.odds"}'


@pytest.fixture
async def market(empty_kafka: KafkaSettings) -> AsyncGenerator[MarketLog]:
    async with open_producer(empty_kafka, "test") as producer:
        log = MarketLog(producer)
        await log.open_games()
        yield log


async def is_decided(kafka: KafkaSettings, market: MarketLog) -> bool:
    """Whether the log has what the engine that nothing disturbs has."""
    return await published_values(kafka) == market.values


def kill(analytics: Replica) -> None:
    os.kill(analytics.process.pid, signal.SIGKILL)
    analytics.process.wait()


async def test_a_price_that_moves_opens_an_opportunity_and_moving_back_ends_it(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    with run_analytics(empty_kafka) as analytics:
        await wait_until(analytics.is_ready, within=30)
        await market.quote("1.91")
        await market.quote("1.97", books=["betmgm"])
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
        opened = [msgspec.json.decode(value) for (kind, _), value in market.values.items() if kind in OPPORTUNITIES]
        assert {leg["bookmaker"] for each in opened for leg in each["legs"]} == {"betmgm", "draftkings"}
        await market.quote("1.91", books=["betmgm"])
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    ended = [msgspec.json.decode(each.value) for each in await published(empty_kafka) if each.kind in OPPORTUNITIES]
    assert {each["reason"] for each in ended if each["state"] == "ended"} == {"price-moved"}


OPPORTUNITIES = (AnalyticsKind.OPPORTUNITIES,)


async def test_analytics_that_is_killed_loses_and_doubles_nothing(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    for round_ in range(3):
        count = len(await published(empty_kafka))
        with run_analytics(empty_kafka) as analytics:
            await wait_until(analytics.is_ready, within=30)
            for step in range(20):
                await market.quote(f"1.{80 + round_ + step}", books=["betmgm", "fanduel"][: 1 + step % 2])
            await wait_until(partial(_has_more, empty_kafka, count), within=30)
            kill(analytics)
    with run_analytics(empty_kafka):
        await wait_until(partial(is_decided, empty_kafka, market), within=60)
    assert_none_is_doubled(await published(empty_kafka))


async def test_a_restored_league_publishes_nothing_again_and_goes_on_where_it_was(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner
) -> None:
    with run_analytics(empty_kafka) as analytics:
        await market.quote("1.91")
        await market.quote("1.97", books=["betmgm"])
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
        kill(analytics)
    before = await published(empty_kafka)
    with run_analytics(empty_kafka) as analytics:
        await wait_until(analytics.is_ready, within=30)
        await market.quote("1.95", books=["betmgm"])
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
    after = await published(empty_kafka)
    assert [each for each in after if each in before] == before
    assert_none_is_doubled(after)
    assert {each.key for each in before if each.kind is AnalyticsKind.FAIR} == {
        each.key for each in after if each.kind is AnalyticsKind.FAIR and each not in before
    }


@pytest.mark.parametrize(("value", "causes"), [(b'{"event_id":1}', b"raw.odds=1"), (b"{}", b"")])
async def test_a_record_that_is_no_message_is_counted_and_named_and_others_go_on(
    empty_kafka: KafkaSettings, market: MarketLog, run_analytics: Runner, value: bytes, causes: bytes
) -> None:
    with run_analytics(empty_kafka) as analytics:
        await wait_until(analytics.is_ready, within=30)
        await market.publish_raw(Kind.ODDS, "evt_nba_x|odds|odds|betmgm", value, causes)
        await market.quote("1.91")
        await wait_until(partial(is_decided, empty_kafka, market), within=30)
        assert await analytics.metric(UNREADABLE) == 1
        (named,) = [line for line in analytics.log.read_text().splitlines() if "record.unreadable" in line]
        assert "normalized.odds/0@0" in named


async def _has_more(kafka: KafkaSettings, count: int) -> bool:
    return len(await published(kafka)) > count  # bodies that are read together may change each record once
