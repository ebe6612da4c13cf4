"""The order in which a batch's records are acknowledged: a death between two of them must lose nothing."""

import asyncio
import itertools
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaProducer
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
from a1_testkit.canonical import one_of_each
from a1_testkit.clocks import ManualClock

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Batch(list[dict[str, Any]]):
    """A batch without a limit."""

    def append(self, **record: Any) -> int:
        super().append(record)
        return len(self)

    def close(self) -> None:
        """Nothing to write: there is no wire."""


class SlowProducer:
    """Acknowledges each batch a while after it was sent; notes both in order."""

    def __init__(self) -> None:
        self.course: list[tuple[str, str]] = []
        self._waits = itertools.cycle((7, 3, 5))

    def create_batch(self) -> Batch:
        return Batch()

    async def send_batch(self, batch: Batch, topic: str, *, partition: int) -> asyncio.Task[None]:
        self.course.append(("sent", topic))
        return asyncio.create_task(self._acknowledge(topic, next(self._waits)))

    async def _acknowledge(self, topic: str, turns: int) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)
        self.course.append(("acknowledged", topic))

    def outstanding_before(self, topics: Sequence[str]) -> set[str]:
        """What was sent or still to be sent, and not acknowledged, when the first of these topics was sent."""
        first = next(at for at, (what, topic) in enumerate(self.course) if what == "sent" and topic in topics)
        acknowledged = {topic for what, topic in self.course[:first] if what == "acknowledged"}
        return {topic for _, topic in self.course if topic not in topics} - acknowledged


def a_body(feed: str, body: object, offset: int) -> RawRecord:
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


@pytest.fixture
async def delivered(owned_lease: Lease) -> SlowProducer:
    """The course of a batch of two bodies: news, and a game with a quote."""
    state, batch = LeagueState("nba"), []
    bodies = (a_body("news", {"header": "NBA News", "articles": [ARTICLE]}, 0), a_body("odds", [GAME], 1))
    for record in bodies:
        resolution = normalize(record, state)
        state.apply(resolution)
        batch.append(Handled(record, resolution, None))
    producer = SlowProducer()
    delivery = Delivery(
        PlainWriters(cast("AIOKafkaProducer", producer)), ManualClock(), "1", Counter("failed", "Tries.", registry=None)
    )
    await delivery.deliver(owned_lease, batch)
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


@pytest.mark.parametrize(("kind", "document"), [(kind, document) for kind, _, document in one_of_each()])
def test_the_message_type_is_the_name_of_the_kinds_model(kind: Kind, document: Message) -> None:
    change = Change(kind=kind, key="any", record=None, causes={"raw.espn": 7})
    assert dict(headers_of(change, None))["message_type"].decode() == type(document).__name__


def test_each_kind_has_a_message_type() -> None:
    assert {kind for kind, _, _ in one_of_each()} == set(Kind)
