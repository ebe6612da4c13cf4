"""The log of one league's prices: published as the normalizer does, decided by an engine that nothing disturbs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import msgspec
from aiokafka import AIOKafkaProducer, TopicPartition

from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord
from a1_schemas.analytics_words import AnalyticsKind, OpportunityState
from a1_schemas.base import Message
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import ANALYTICS_CONFIG, analytics_topic, normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.canonical import NOW, a_status, an_event, an_offer, event_id

NUMBER = partition_of(League.NBA)
TARGET = "odds/odds/nba"
GAMES = 3
KINDS = (AnalyticsKind.FAIR, AnalyticsKind.OPPORTUNITIES)
Values = dict[tuple[AnalyticsKind, str], bytes]


class MarketLog:
    """Publishes bodies of prices a second apart. `values` is what stands after all of them."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer
        self._state = LeagueValues(League.NBA)
        self._said: dict[tuple[AnalyticsKind, str], dict[str, Any]] = {}
        self._offsets: defaultdict[str, int] = defaultdict(int)
        self._causes = 0

    async def open_games(self) -> None:
        """Publish the games, and a status that they are waiting for."""
        for number in range(1, GAMES + 1):
            await self._publish(Kind.EVENTS, event_id(number), an_event(number))
        await self._vouch()

    async def quote(self, home: str, *, books: Iterable[str] = ("fanduel", "draftkings", "betmgm")) -> None:
        """Publish a body in which these books have this price on every game's home side, and its status."""
        at = self._now()
        for number in range(1, GAMES + 1):
            for book in books:
                offer = an_offer(number, book, prices=(home, "2.05"), changed_at=at)
                key = f"{event_id(number)}|odds|odds|{book}"
                await self._publish(Kind.ODDS, key, offer.model_copy(update={"observed_at": at}))
        await self._vouch()

    async def configure(self, section: str, value: bytes | None) -> None:
        """Publish a record of the league's configuration."""
        await self._producer.send_and_wait(ANALYTICS_CONFIG, value, key=section.encode(), partition=NUMBER)
        self._offsets[ANALYTICS_CONFIG] += 1
        self._note(LogRecord(ANALYTICS_CONFIG, self._offsets[ANALYTICS_CONFIG] - 1, section, value, 0))

    async def publish_raw(self, kind: Kind, key: str, value: bytes, causes: bytes) -> None:
        """Publish a record that no engine takes."""
        await self._producer.send_and_wait(
            normalized_topic(kind), value, key=key.encode(), partition=NUMBER, headers=[("causes", causes)]
        )
        self._offsets[normalized_topic(kind)] += 1

    @property
    def values(self) -> Values:
        """The fair prices and the opportunities that are open, without their versions and times."""
        return values_of(self._said)

    def _now(self) -> Any:
        return NOW + timedelta(seconds=self._causes)

    async def _vouch(self) -> None:
        at = self._now()
        status = a_status(TARGET, valid_until=at + timedelta(hours=1))
        await self._publish(Kind.SOURCES, TARGET, status.model_copy(update={"changed_at": at}))

    async def _publish(self, kind: Kind, key: str, message: Message) -> None:
        self._causes += 1
        topic, value = normalized_topic(kind), message.model_dump_json().encode()
        causes = {"raw.odds": self._causes}
        await self.publish_raw(kind, key, value, f"raw.odds={self._causes}".encode())
        self._note(LogRecord(topic, self._offsets[topic] - 1, key, value, version_of(causes)))

    def _note(self, record: LogRecord) -> None:
        for output in decide(self._state, record):
            self._said[output.kind, output.key] = msgspec.json.decode(output.value or b"null")


def values_of(said: dict[tuple[AnalyticsKind, str], dict[str, Any]]) -> Values:
    """Return what follows from the newest prices alone."""
    return {
        name: msgspec.json.encode({field: message[field] for field in message.keys() - _OF_A_TIME}, order="sorted")
        for name, message in said.items()
        if name[0] in KINDS and message.get("state") != OpportunityState.ENDED
    }


_OF_A_TIME = {"version", "changed_at", "opened_at"}


class PublishedRecord(msgspec.Struct, frozen=True):
    """A record of analytics as it lies in the log."""

    kind: AnalyticsKind
    key: str
    version: int
    value: bytes


async def published(kafka: KafkaSettings) -> list[PublishedRecord]:
    """Return every fair price and opportunity of the log, each topic in its order."""
    kinds = {analytics_topic(kind): kind for kind in KINDS}
    found = [
        PublishedRecord(
            kinds[record.topic],
            (record.key or b"").decode(),
            version_of(parse_causes(header(record.headers, "causes") or b"")),
            record.value or b"",
        )
        async for record in read_to_end(kafka, [TopicPartition(topic, NUMBER) for topic in kinds])
    ]
    return sorted(found, key=lambda record: record.kind)


async def published_values(kafka: KafkaSettings) -> Values:
    """Return what stands in the log, without versions and times."""
    return values_of({(each.kind, each.key): msgspec.json.decode(each.value) for each in await published(kafka)})


def assert_none_is_doubled(records: list[PublishedRecord]) -> None:
    """Each change of a key is another message of a higher version."""
    of_key: defaultdict[tuple[str, str], list[PublishedRecord]] = defaultdict(list)
    for each in records:
        of_key[each.kind, each.key].append(each)
    for changes in of_key.values():
        for before, after in pairwise(changes):
            assert before.version < after.version
            assert _said(before) != _said(after)


def _said(record: PublishedRecord) -> dict[str, object]:
    said = msgspec.json.decode(record.value)
    return {name: said[name] for name in said.keys() - {"version", "changed_at"}}
