"""From a changed price in the log to the opportunity that follows from it, through the shipped analytics.

A body of 20 offers and its status are published each 40 ms, as the normalizer does. The time counts from the
broker's acknowledgement of an offer until a subscriber has an opportunity that names that offer's offset in its causes.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.base import Message
from a1_schemas.causes import format_causes, parse_causes
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import analytics_topic, normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import ensure_topics, open_consumer, open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment
from a1_testkit.canonical import a_status, an_event, an_offer, event_id
from a1_testkit.waiting import wait_until
from benchmarks.conditions import Conditions
from benchmarks.gateway_process import wait_for
from benchmarks.servers import run_broker

_CHANGES_PER_S = 500
_OFFERS = 20
_GAMES, _BOOKS = 50, 10
_GENEROUS = 0.05
"""The share of offers whose home price is above what the other books think."""
_TARGET = "odds/odds/nba"
_ODDS = normalized_topic(Kind.ODDS)
_PARTITION = partition_of(League.NBA)
_FOUND = TopicPartition(analytics_topic(AnalyticsKind.OPPORTUNITIES), _PARTITION)
_FEWEST = 30


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    with run_broker(conditions.broker) as kafka:
        asyncio.run(ensure_topics(kafka))
        with _analytics(kafka):
            ages = sorted(asyncio.run(_measure(kafka, conditions.size(30.0, smoke=5.0))))
    return [
        {
            "name": "price-to-opportunity",
            "value": round(statistics.median(ages) * 1_000, 1),
            "unit": "ms (median)",
            "p99_ms": round(ages[int(len(ages) * 0.99)] * 1_000, 1),
            "opportunities": len(ages),
            "changes_per_s": _CHANGES_PER_S,
        }
    ]


class _Market:
    """Publishes bodies of one league, and knows when the broker acknowledged each offer."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.acknowledged: dict[int, float] = {}
        self._producer = producer
        self._dice = random.Random(7)
        self._causes = 0

    async def open(self) -> None:
        """Publish every game, and every book's prices on it."""
        now = datetime.now(UTC)
        for game in range(1, _GAMES + 1):
            await self._send(Kind.EVENTS, event_id(game), an_event(game, start_time=now + timedelta(hours=3)))
        await self._body([(game, book) for game in range(1, _GAMES + 1) for book in range(_BOOKS)], generous=0)

    async def change(self, seconds: float) -> None:
        """Publish bodies evenly."""
        began, bodies = time.monotonic(), 0
        while time.monotonic() < began + seconds:
            bodies += 1
            await asyncio.sleep(max(0.0, began + bodies * _OFFERS / _CHANGES_PER_S - time.monotonic()))
            places = {(self._dice.randint(1, _GAMES), self._dice.randrange(_BOOKS)) for _ in range(_OFFERS)}
            await self._body(sorted(places), generous=_GENEROUS)

    async def _body(self, places: list[tuple[int, int]], *, generous: float) -> None:
        now = datetime.now(UTC)
        for game, book in places:
            home = 2.06 if self._dice.random() < generous else self._dice.choice((1.98, 1.99, 2.0))
            offer = an_offer(game, f"book{book}", prices=(str(home), "1.99"), changed_at=now)
            key = f"{event_id(game)}|odds|odds|book{book}"
            await self._send(Kind.ODDS, key, offer.model_copy(update={"observed_at": now}))
        status = a_status(_TARGET, valid_until=now + timedelta(hours=1)).model_copy(update={"changed_at": now})
        await self._send(Kind.SOURCES, _TARGET, status)

    async def _send(self, kind: Kind, key: str, message: Message) -> None:
        self._causes += 1
        sent = await self._producer.send(
            normalized_topic(kind),
            message.model_dump_json().encode(),
            key=key.encode(),
            partition=_PARTITION,
            headers=[("causes", format_causes({"raw.odds": self._causes}))],
        )
        if kind is Kind.ODDS:
            sent.add_done_callback(self._note)

    def _note(self, sent: "asyncio.Future[Any]") -> None:
        self.acknowledged[sent.result().offset] = time.monotonic()


async def _measure(kafka: KafkaSettings, seconds: float) -> list[float]:
    ages: list[float] = []
    async with open_producer(kafka, "benchmark") as producer, open_consumer(kafka, "benchmark") as consumer:
        consumer.assign([_FOUND])
        market = _Market(producer)
        await market.open()
        reading = asyncio.create_task(_read(consumer, market, ages))
        await market.change(seconds)
        await wait_until(lambda: len(ages) >= _FEWEST, within=30, description="opportunities")
        reading.cancel()
    return ages


async def _read(consumer: AIOKafkaConsumer, market: _Market, ages: list[float]) -> None:
    """Note the age of each opportunity whose offer was acknowledged; one of the first prices has none."""
    async for record in consumer:
        now = time.monotonic()
        causes = parse_causes(header(record.headers, "causes") or b"")
        acknowledged = market.acknowledged.get(causes.get(_ODDS, -1))
        if acknowledged is not None:
            ages.append(now - acknowledged)


@contextmanager
def _analytics(kafka: KafkaSettings) -> Generator[None]:
    ops_port = free_port()
    environment = os.environ | {
        **kafka_environment(kafka),
        "LOG__LEVEL": "error",
        "OPS__PORT": str(ops_port),
    }
    process = subprocess.Popen([sys.executable, "-m", "a1_analytics"], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{ops_port}/readyz", 60)
        yield
    finally:
        process.terminate()
        process.wait(15)
