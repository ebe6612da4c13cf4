"""The normalizer as it is deployed: its own process, on a real broker and a real Redis."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from a1_schemas.leagues import LEAGUES
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, raw_topic
from a1_schemas.vocabulary import League
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, run_valkey
from a1_testkit.machine import scaled

FIRST_POLL = datetime(2029, 12, 31, tzinfo=UTC)


def a_board(
    name: str, sport_key: str, price: str = "1.91", books: tuple[str, ...] = ("fanduel", "draftkings")
) -> bytes:
    """A board of one game that nobody else lists."""
    home, away = f"{name} Home", f"{name} Away"
    outcomes = [{"name": home, "price": float(price)}, {"name": away, "price": 2.05}]
    return json.dumps(
        [
            {
                "id": name,
                "sport_key": sport_key,
                "commence_time": "2030-01-01T00:00:00Z",
                "home_team": home,
                "away_team": away,
                "bookmakers": [
                    {"key": book, "title": book, "markets": [{"key": "h2h", "outcomes": outcomes}]} for book in books
                ],
            }
        ]
    ).encode()


@dataclass(frozen=True)
class Normalizer:
    """Where a running normalizer reads and writes."""

    kafka: KafkaSettings
    redis_url: str
    process: "subprocess.Popen[bytes]"

    async def publish_board(self, league: League, name: str, **changes: Any) -> int:
        """Publish a board of one game that nobody else lists; `minutes` after the first poll."""
        minutes = changes.pop("minutes", 0)
        body = a_board(name, LEAGUES[league].odds_api_key, **changes)
        return await self.publish("odds", league, body, name=name, fetched_at=FIRST_POLL + timedelta(minutes=minutes))

    async def publish(self, feed: str, league: str, body: bytes, *, name: str, fetched_at: datetime) -> int:
        """Publish a body of The Odds API as its ingester would; gives its offset."""
        target = f"odds/{feed}/{league}/{name}"
        headers = RawHeaders(
            provider=Provider.ODDS,
            feed=feed,
            league=league,
            sport="any",
            target=target,
            url="https://odds.invalid/v4/sports?oddsFormat=decimal",
            fetched_at=fetched_at,
            http_status=200,
            content_type="application/json",
            content_hash="any",
            request_id=name,
        )
        async with open_producer(self.kafka, "test") as producer:
            sent = await producer.send_and_wait(
                raw_topic(Provider.ODDS),
                body,
                key=target.encode(),
                partition=partition_of(league),
                headers=headers.to_kafka(),
            )
        return sent.offset


@contextmanager
def run_normalizer(
    kafka: KafkaSettings, redis_url: str, log: Path, within: float = 90
) -> Iterator["subprocess.Popen[bytes]"]:
    """The real program, ready when entered; killed at the end if it still runs."""
    port = free_port()
    environment = {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__FETCH_MAX_WAIT_MS": str(kafka.fetch_max_wait_ms),
        "KAFKA__IDEMPOTENT": str(kafka.idempotent).lower(),
        "KAFKA__ENDS_ARE_EXACT": str(kafka.ends_are_exact).lower(),
        "REDIS__URL": redis_url,
        "OPS__PORT": str(port),
    }
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "a1_normalizer"], env={**os.environ, **environment}, stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + scaled(within)
        while not _is_ready(port):
            assert process.poll() is None, log.read_text()[-3000:]
            assert time.monotonic() < deadline, log.read_text()[-3000:]
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def normalizer(kafka: KafkaSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Normalizer]:
    """One for all tests of a session: each uses games of its own."""
    log = tmp_path_factory.mktemp("normalizer") / "log"
    with run_valkey() as redis_url, run_normalizer(kafka, redis_url, log) as process:
        yield Normalizer(kafka, redis_url, process)
