"""The normalizer as deployed: its own process, on a real broker and a real Redis."""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import partition_of, raw_topic
from a1_service_kit.kafka import client_options, ensure_topics, open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, kafka_environment, run_tansu, run_valkey
from a1_testkit.machine import scaled

PROGRAMS = Path(__file__).with_name("programs")
FIRST_POLL = datetime(2026, 11, 20, tzinfo=UTC)


def a_board(
    name: str, sport_key: str, price: str = "1.91", books: tuple[str, ...] = ("fanduel", "draftkings")
) -> bytes:
    """A board of one game that no other provider lists."""
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
    """The topics and the view of a running normalizer."""

    kafka: KafkaSettings
    redis_url: str
    replica: "Replica"

    async def publish_board(self, league: League, name: str, **changes: Any) -> int:
        """Publish a board of one game that no other provider lists, `minutes` after the first poll."""
        minutes = changes.pop("minutes", 0)
        body = a_board(name, league.traits.odds_api_key, **changes)
        return await self.publish("odds", league, body, name=name, fetched_at=FIRST_POLL + timedelta(minutes=minutes))

    async def publish(self, feed: str, league: str, body: bytes, *, name: str, fetched_at: datetime) -> int:
        """Publish a body of The Odds API as its ingester would. Returns its offset."""
        [offset] = await publish_all(self.kafka, league, [Body(name, body, fetched_at, feed)])
        return offset


@dataclass(frozen=True)
class Body:
    """A body of The Odds API, requested at a time by the target of this name."""

    name: str
    body: bytes
    fetched_at: datetime = FIRST_POLL
    feed: str = "odds"
    sequence: int | None = None


async def publish_all(kafka: KafkaSettings, league: str, bodies: Iterable[Body]) -> list[int]:
    """Publish bodies as their ingester would, in one batch if they fit. Returns their offsets."""
    async with open_producer(kafka, "test") as producer:
        sent: list[asyncio.Future[Any]] = []
        for each in bodies:
            target = f"odds/{each.feed}/{league}/{each.name}"
            headers = RawHeaders(
                provider=Provider.ODDS,
                feed=each.feed,
                league=league,
                sport="any",
                target=target,
                url="https://odds.invalid/v4/sports?oddsFormat=decimal",
                fetched_at=each.fetched_at,
                http_status=200,
                content_type="application/json",
                content_hash="any",
                request_id=each.name,
                sequence=each.sequence,
            )
            sent.append(
                await producer.send(
                    raw_topic(Provider.ODDS),
                    each.body,
                    key=target.encode(),
                    partition=partition_of(league),
                    headers=headers.to_kafka(),
                )
            )
        return [record.offset for record in await asyncio.gather(*sent)]


@dataclass(frozen=True)
class Replica:
    """A running normalizer: its process, its operators' port and its log."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def is_ready(self) -> bool:
        return _is_ready(self.port)

    @property
    def is_halted(self) -> bool:
        """Whether its partition of The Odds API is halted, and all else is ready."""
        return _missing(self.port) == ["halted:raw.odds"]

    @property
    def missing(self) -> list[str] | None:
        """The conditions that /readyz names; None without an answer."""
        return _missing(self.port)

    def metrics(self) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
            return answer.read()


@contextmanager
def run_normalizer(
    kafka: KafkaSettings,
    redis_url: str,
    log: Path,
    *,
    program: Sequence[str] = ("-m", "a1_normalizer"),
    up: Callable[[Replica], bool] = lambda replica: replica.is_ready,
    **more: str,
) -> Iterator[Replica]:
    """Start the real program, or one that breaks something under it, and yield when it is up: by default, ready.

    Kills it at the end if it still runs. `more` are environment variables.
    """
    port = free_port()
    environment = {
        **kafka_environment(kafka),
        "REDIS__URL": redis_url,
        "OPS__PORT": str(port),
    }
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, *program], env={**os.environ, **environment, **more}, stdout=out, stderr=out
        )
    replica = Replica(process, port, log)
    try:
        deadline = time.monotonic() + scaled(90)
        while not up(replica):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the normalizer does not become ready: {log.read_text()[-3000:]}")
            time.sleep(0.1)
        yield replica
    finally:
        process.kill()
        process.wait()


def _is_ready(port: int) -> bool:
    return _missing(port) == []


def _missing(port: int) -> list[str] | None:
    """The conditions that /readyz names; None without an answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return json.loads(answer.read())["missing"]
    except urllib.error.HTTPError as error:
        return json.loads(error.read())["missing"]
    except (urllib.error.URLError, OSError):
        return None


@pytest.fixture(scope="session")
def normalizer(kafka: KafkaSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Normalizer]:
    """One normalizer for all tests of a session. Each test uses games of its own."""
    log = tmp_path_factory.mktemp("normalizer") / "log"
    with run_valkey() as redis_url, run_normalizer(kafka, redis_url, log) as replica:
        yield Normalizer(kafka, redis_url, replica)


class Stage:
    """A broker and a Redis of this test, and the programs it runs on them."""

    def __init__(self, kafka: KafkaSettings, redis_url: str, folder: Path) -> None:
        self.kafka = kafka
        self.redis_url = redis_url
        self._folder = folder

    def run(
        self, *program: str, up: Callable[[Replica], bool] = lambda replica: replica.is_ready, **environment: str
    ) -> AbstractContextManager[Replica]:
        """A normalizer, or a program below `programs/` that breaks something under it."""
        log = self._folder / f"{time.monotonic_ns()}.log"
        argv = (str(PROGRAMS / program[0]), *program[1:]) if program else ("-m", "a1_normalizer")
        return run_normalizer(self.kafka, self.redis_url, log, program=argv, up=up, **environment)

    @staticmethod
    def body(
        name: str, body: bytes | None = None, *, price: str = "1.91", minutes: float = 0, sequence: int | None = None
    ) -> Body:
        """A body of a target of this name, by default the board of one NBA game at one bookmaker."""
        board = a_board(name, League.NBA.traits.odds_api_key, price, ("fanduel",))
        return Body(name, board if body is None else body, FIRST_POLL + timedelta(minutes=minutes), sequence=sequence)

    async def publish(self, bodies: Iterable[Body], league: League = League.NBA) -> None:
        """Publish bodies of a league, all in one batch where they fit."""
        await publish_all(self.kafka, league, bodies)

    def a1(self, *arguments: str) -> str:
        """What the command line prints on this broker."""
        command = (Path(sys.executable).with_name("a1"), *arguments, "--bootstrap-servers")
        answer = subprocess.run([*command, self.kafka.bootstrap_servers], capture_output=True, check=True, text=True)
        return answer.stdout

    async def records(self, topic: str, league: str = League.NBA) -> list[ConsumerRecord]:
        """What lies in a league's partition of a topic, in order."""
        partition = TopicPartition(topic, partition_of(league))
        return [record async for record in read_to_end(self.kafka, [partition])]

    async def committed(self, league: League = League.NBA) -> int:
        """The offset up to which a league's bodies are committed."""
        partition = TopicPartition(raw_topic(Provider.ODDS), partition_of(league))
        admin = AIOKafkaAdminClient(**client_options(self.kafka))
        await admin.start()
        try:
            offsets = await admin.list_consumer_group_offsets(NORMALIZER, partitions=[partition])
        except GroupCoordinatorNotAvailableError:
            return 0  # a broker that has just begun
        finally:
            await admin.close()
        return max(0, offsets[partition].offset) if partition in offsets else 0


@pytest.fixture
def stage_on(redis_url: str, tmp_path: Path) -> Callable[[KafkaSettings], Stage]:
    """On a broker that the test itself starts and ends."""
    return lambda kafka: Stage(kafka, redis_url, tmp_path)


@pytest.fixture
def stage(redis_url: str, tmp_path: Path) -> Iterator[Stage]:
    """On the embedded broker in every run: for faults of ours that no broker changes."""
    with run_tansu() as kafka:
        asyncio.run(ensure_topics(kafka))
        yield Stage(kafka, redis_url, tmp_path)


@pytest.fixture
def empty_stage(empty_kafka: KafkaSettings, redis_url: str, tmp_path: Path) -> Stage:
    """On a broker of the kind that the run chose."""
    return Stage(empty_kafka, redis_url, tmp_path)
