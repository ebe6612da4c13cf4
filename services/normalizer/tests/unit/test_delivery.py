"""The order in which a batch's records are acknowledged: a death between two of them must lose nothing."""

import asyncio
import itertools
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata
from prometheus_client import Counter

from a1_normalizer.delivery import Delivery, Handled, headers_of
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change
from a1_schemas.base import Message
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind
from a1_service_kit.lease import Lease
from a1_stage_kit.writers import PlainWriters
from a1_testkit.acknowledged import acknowledged
from a1_testkit.canonical import one_of_each
from a1_testkit.clocks import ManualClock

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Batch(list[dict[str, Any]]):
    """A batch without a limit."""

    def append(self, **record: Any) -> SimpleNamespace:
        super().append(record)
        return SimpleNamespace(timestamp=0)

    def close(self) -> None:
        """Nothing to write: there is no wire."""


class SlowProducer:
    """Acknowledges each batch a while after it was sent; notes both in order."""

    def __init__(self) -> None:
        self.course: list[tuple[str, str]] = []
        self.headers: dict[str, dict[str, bytes]] = {}
        """Those of the newest record of each topic."""
        self._waits = itertools.cycle((7, 3, 5))

    def create_batch(self) -> Batch:
        return Batch()

    async def send_batch(self, batch: Batch, topic: str, *, partition: int) -> asyncio.Task[RecordMetadata]:
        self.course.append(("sent", topic))
        self.headers[topic] = dict(batch[-1]["headers"])
        return asyncio.create_task(self._acknowledge(topic, next(self._waits)))

    async def _acknowledge(self, topic: str, turns: int) -> RecordMetadata:
        for _ in range(turns):
            await asyncio.sleep(0)
        self.course.append(("acknowledged", topic))
        return acknowledged(topic, 0)

    def outstanding_before(self, topics: Sequence[str]) -> set[str]:
        """What was sent or still to be sent, and not acknowledged, when the first of these topics was sent."""
        first = next(at for at, (what, topic) in enumerate(self.course) if what == "sent" and topic in topics)
        acknowledged = {topic for what, topic in self.course[:first] if what == "acknowledged"}
        return {topic for _, topic in self.course if topic not in topics} - acknowledged


def a_body(feed: str, body: object, offset: int, *, replayed_from: str | None = None) -> RawRecord:
    target = f"{Provider.ESPN if feed == 'news' else Provider.ODDS}/{feed}/nba/us"
    headers = RawHeaders(
        provider=Provider.ESPN if feed == "news" else Provider.ODDS,
        feed=feed,
        league="nba",
        sport="basketball",
        target=target,
        url="https://provider.invalid/",
        fetched_at=NOON + timedelta(minutes=offset),
        http_status=200,
        content_type="application/json",
        content_hash=str(offset),
        request_id=str(offset),
        replayed_from=replayed_from,
        answered_at=NOON + timedelta(minutes=offset, seconds=0.25),
    )
    topic = f"raw.{headers.provider}"
    return RawRecord(topic, 0, offset, target.encode(), json.dumps(body).encode(), tuple(headers.to_kafka()))


ARTICLE = {
    "id": 1,
    "type": "Story",
    "headline": "Headline",
    "published": "2026-11-25T10:00:00Z",
    "lastModified": "2026-11-25T10:00:00Z",
    "links": {"web": {"href": "https://provider.invalid/1"}},
    "categories": [],
}
GAME = {
    "id": "game",
    "sport_key": "basketball_nba",
    "commence_time": "2026-11-26T00:30:00Z",
    "home_team": "Boston Celtics",
    "away_team": "Los Angeles Lakers",
    "bookmakers": [
        {
            "key": "fanduel",
            "title": "FanDuel",
            "markets": [
                {
                    "key": "h2h",
                    "outcomes": [{"name": "Boston Celtics", "price": 1.9}, {"name": "Los Angeles Lakers", "price": 2}],
                }
            ],
        }
    ],
}


async def deliver(lease: Lease, *bodies: RawRecord) -> SlowProducer:
    """Resolve these bodies of one league, and deliver them as one batch."""
    state, batch = LeagueState("nba"), list[Handled]()
    for record in bodies:
        resolution = normalize(record, state)
        state.apply(resolution)
        batch.append(Handled(record, resolution, None))
    producer = SlowProducer()
    delivery = Delivery(
        PlainWriters(cast("AIOKafkaProducer", producer)), ManualClock(), "1", Counter("failed", "Tries.", registry=None)
    )
    await delivery.deliver(lease, batch)
    return producer


@pytest.fixture
async def delivered(owned_lease: Lease) -> SlowProducer:
    """The course of a batch of two bodies: news, and a game with a quote."""
    news = a_body("news", {"header": "NBA News", "articles": [ARTICLE]}, 0)
    producer = await deliver(owned_lease, news, a_body("odds", [GAME], 1))
    kinds = {"listings", "events", "odds", "news", "sources"}
    if (found := {topic for _, topic in producer.course}) != {f"normalized.{kind}" for kind in kinds}:
        raise ValueError(f"the batch is not what this test needs: {sorted(found)}")
    return producer


async def test_listings_and_events_are_acknowledged_before_what_refers_to_them_is_sent(
    delivered: SlowProducer,
) -> None:
    rest = ("normalized.odds", "normalized.news", "normalized.sources")
    assert delivered.outstanding_before(rest) == set()


async def test_all_else_is_acknowledged_before_the_status_that_says_so_is_sent(delivered: SlowProducer) -> None:
    assert delivered.outstanding_before(("normalized.sources",)) == set()


async def test_a_bodys_status_alone_says_when_its_answer_had_arrived(owned_lease: Lease) -> None:
    found = (await deliver(owned_lease, a_body("odds", [GAME], 1))).headers
    assert found["normalized.sources"]["answered_at"] == b"2026-11-25T12:01:00.250000Z"
    assert "answered_at" not in found["normalized.odds"]


async def test_a_body_that_a_person_sent_again_has_no_answer_whose_way_is_timed(owned_lease: Lease) -> None:
    found = (await deliver(owned_lease, a_body("odds", [GAME], 1, replayed_from="raw.odds.dead:0:7"))).headers
    assert "answered_at" not in found["normalized.sources"]


@pytest.mark.parametrize(("kind", "document"), [(kind, document) for kind, _, document in one_of_each()])
def test_the_message_type_is_the_name_of_the_kinds_model(kind: Kind, document: Message) -> None:
    change = Change(kind=kind, key="any", record=None, causes={"raw.espn": 7})
    assert dict(headers_of(change, None))["message_type"].decode() == type(document).__name__


def test_each_kind_has_a_message_type() -> None:
    assert {kind for kind, _, _ in one_of_each()} == set(Kind)
