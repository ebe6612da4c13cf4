"""How long a large board holds the loop, in CPU time of this thread, so that other processes' load does not count."""

import asyncio
import gc
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata
from prometheus_client import CollectorRegistry

from a1_normalizer.app import quiet_collector
from a1_normalizer.metrics import Metrics
from a1_normalizer.resolver import Resolver
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_service_kit.clock import SystemClock
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.writers import PlainWriters
from a1_testkit.acknowledged import acknowledged
from a1_testkit.clocks import START
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.machine import scaled

NBA = TopicPartition("raw.odds", 0)
BOARD_BYTES = 8 * 1024 * 1024
MOST_S = 0.05
BOOKS = [f"book{number}" for number in range(20)]


def a_game(number: int) -> dict[str, Any]:
    home, away = f"Home {number}", f"Away {number}"
    sides = {
        "h2h": [{"name": home, "price": 1.9}, {"name": away, "price": 1.95}],
        "spreads": [{"name": home, "price": 1.9, "point": -3.5}, {"name": away, "price": 1.9, "point": 3.5}],
        "totals": [{"name": "Over", "price": 1.9, "point": 219.0}, {"name": "Under", "price": 1.9, "point": 219.0}],
    }
    markets = [{"key": key, "outcomes": outcomes} for key, outcomes in sides.items()]
    return {
        "id": f"{number:032x}",
        "sport_key": "basketball_nba",
        "commence_time": "2026-12-01T00:10:00Z",
        "home_team": home,
        "away_team": away,
        "bookmakers": [{"key": book, "title": book, "markets": markets} for book in BOOKS],
    }


def a_board() -> bytes:
    """A board of so many games that it has 8 MiB."""
    game = len(json.dumps(a_game(0)))
    return json.dumps([a_game(number) for number in range(BOARD_BYTES // game + 1)]).encode()


def fetched(body: bytes, offset: int) -> ConsumerRecord:
    at = START + timedelta(minutes=offset)
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed="odds",
        league="nba",
        sport="basketball",
        target="odds/odds/nba/us",
        url="https://odds.invalid/?oddsFormat=decimal",
        fetched_at=at,
        http_status=200,
        content_type="application/json",
        content_hash="any",
        request_id="any",
        sequence=offset + 1,
    )
    return ConsumerRecord(
        topic=NBA.topic,
        partition=NBA.partition,
        offset=offset,
        timestamp=int(at.timestamp() * 1000),
        timestamp_type=0,
        key=b"odds/odds/nba/us",
        value=body,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        headers=tuple(headers.to_kafka()),
    )


class Sink:
    """A producer that acknowledges at once, with batches as large as those of the real one."""

    def __init__(self) -> None:
        self.records = 0

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(512 * 1024, 0, is_transactional=False)

    async def send_batch(self, batch: BatchBuilder, topic: str, *, partition: int) -> "asyncio.Future[RecordMetadata]":
        self.records += batch.record_count()
        answer: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        answer.set_result(acknowledged(topic, partition))
        return answer


class Probe:
    """The longest CPU time between two turns of the loop."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    async def run(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            self.longest_s = max(self.longest_s, now - before)
            before = now


@pytest.fixture
def collector() -> Iterator[None]:
    """Python's collector as the program sets it."""
    before = gc.get_threshold()
    quiet_collector()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
@pytest.mark.timeout(120)
async def test_a_board_of_8_mib_holds_the_loop_for_50_ms_at_most(
    announce: Callable[[str], None],
) -> None:
    consumer, sink, readiness, clock = FakeGroupConsumer(NBA), Sink(), Readiness(), SystemClock()
    writers = PlainWriters(cast("AIOKafkaProducer", sink))
    metrics, stopping = Metrics(CollectorRegistry()), asyncio.Event()
    resolver = Resolver(KafkaSettings(), writers, metrics, clock, readiness, stopping, code_version="1")
    lease = Lease("resolver", consumer.as_consumer(), [NBA], clock, readiness)
    lease.own()
    resolver.batches.listener.lease = lease
    body = a_board()
    assert len(body) > BOARD_BYTES
    for offset, board in enumerate((body, body.replace(b"1.95", b"1.96", 400))):
        consumer.positions[NBA] = offset + 1
        probe = Probe()
        probing = asyncio.create_task(probe.run())
        await resolver.on_batch([fetched(board, offset)])
        await resolver.settle()
        probing.cancel()
        announce(f"the longest hold of body {offset}: {probe.longest_s * 1000:.0f} ms")
        assert probe.longest_s < scaled(MOST_S)
    assert sink.records > 10_000
