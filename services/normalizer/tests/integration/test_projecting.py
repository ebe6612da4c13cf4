"""The projecting half as it is deployed, fed with canonical records by hand."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from redis.asyncio import Redis

from a1_schemas import keys
from a1_schemas.causes import format_causes
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_testkit.canonical import an_offer
from a1_testkit.waiting import wait_until

LEAGUE = League.NBA
PROJECTOR = {"NORMALIZER__ROLE": "projector"}
TARGET = f"odds/odds/{LEAGUE}/us"


class Record(NamedTuple):
    """A canonical record that follows from the raw record at this offset."""

    key: str
    offset: int
    kind: Kind = Kind.ODDS

    @property
    def value(self) -> bytes:
        return an_offer(self.offset).model_dump_json().encode()


@pytest.fixture
async def view(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


async def publish(stage, records: Sequence[Record]) -> None:
    """Publish records of one kind in one batch, so that they are read together."""
    async with open_producer(stage.kafka, "test") as producer:
        batch = producer.create_batch()
        for record in records:
            headers = [("target", TARGET.encode()), ("causes", format_causes({"raw.odds": record.offset}))]
            batch.append(key=record.key.encode(), value=record.value, timestamp=None, headers=headers)
        sent = await producer.send_batch(batch, normalized_topic(records[0].kind), partition=partition_of(LEAGUE))
        await sent


async def position(view: Redis, kind: Kind) -> int:
    return int(await view.hget(keys.positions(LEAGUE), normalized_topic(kind)) or 0)


async def has_read(view: Redis, kind: Kind, end: int) -> None:
    async def is_there() -> bool:
        return await position(view, kind) >= end

    await wait_until(is_there, within=60, description=f"{kind} projected to {end}")


async def has_heartbeat_since(view: Redis, instant: datetime) -> None:
    """Wait for a sign of life that was sent after an instant; they are projected like all else, each five seconds."""

    async def is_there() -> bool:
        sent = [datetime.fromisoformat(json.loads(value)["sent_at"]) for value in await view.hvals(keys.HEARTBEATS)]
        return any(each > instant for each in sent)

    await wait_until(is_there, within=60, description=f"a heartbeat since {instant}")


async def test_a_lower_version_later_in_a_batch_is_not_written(stage, view: Redis) -> None:
    older, newer = Record("offer", 1), Record("offer", 7)
    await publish(stage, [older, newer, older])
    with stage.run(**PROJECTOR):
        await has_read(view, Kind.ODDS, 3)
    assert await view.hget(keys.records(LEAGUE, Kind.ODDS), "offer") == keys.pack(8, newer.value)


async def test_an_emptied_view_is_complete_again_whatever_comes_first(stage, view: Redis) -> None:
    await publish(stage, [Record(f"offer-{number}", number) for number in range(20)])
    with stage.run(**PROJECTOR):
        await has_read(view, Kind.ODDS, 20)
        await view.flushall()
        await publish(stage, [Record("first-injury", 20, Kind.INJURIES)])
        await has_read(view, Kind.INJURIES, 1)
        for number in (21, 22):
            await publish(stage, [Record("offer-1", number)])
            await has_read(view, Kind.ODDS, number)
        refilled = await view.hlen(keys.records(LEAGUE, Kind.ODDS))
        is_complete = await view.hget(keys.completeness(LEAGUE), "complete")
    assert (refilled, is_complete) == (20, b"1")


async def test_an_emptied_view_of_a_league_at_rest_is_refilled(stage, view: Redis) -> None:
    await publish(stage, [Record(f"offer-{number}", number) for number in range(20)])
    with stage.run(**PROJECTOR):
        await has_read(view, Kind.ODDS, 20)
        await view.flushall()
        await has_heartbeat_since(view, datetime.now(UTC) + timedelta(seconds=2))
        refilled = await view.hlen(keys.records(LEAGUE, Kind.ODDS))
    assert refilled == 20
