"""From a raw body to the canonical topics and the view, through the real process."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from a1_schemas import keys
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import header
from a1_schemas.topics import dead_topic, normalized_topic, partition_of, raw_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_testkit.waiting import wait_until

FIRST_POLL = datetime(2026, 11, 20, tzinfo=UTC)
pytestmark = [pytest.mark.redis, pytest.mark.timeout(180)]

POISON = {
    "no JSON": b"<html>blocked</html>",
    "cut short": b'[{"id": "x", "sport_key": "bask',
    "no text": b'[{"id": "\xff\xfe"}]',
    "another shape": b'{"message": "quota", "error_code": "OUT_OF_USAGE_CREDITS"}',
    "nested too deeply": b"[" * 5000 + b"]" * 5000,
    "a number that is none": b'[{"id": "x", "sport_key": "basketball_nba", "commence_time": 1e999}]',
}


@pytest.fixture
async def view(normalizer) -> AsyncIterator[Redis]:
    client = Redis.from_url(normalizer.redis_url)
    yield client
    await client.aclose()


async def records(normalizer, topic: str, league: str) -> list[ConsumerRecord]:
    partition = TopicPartition(topic, partition_of(league))
    return [record async for record in read_to_end(normalizer.kafka, [partition])]


async def in_view(view: Redis, league: str, kind: Kind, name: str) -> dict[str, bytes]:
    """Return the packed values of records that mention this game, by record key."""
    everything = await view.hgetall(keys.records(league, kind))
    return {key.decode(): value for key, value in everything.items() if name.encode() in value}


@pytest.mark.parametrize("league", list(League))
async def test_a_game_of_each_league_reaches_topics_and_view_alike(normalizer, view: Redis, league: League) -> None:
    name = f"alike-{uuid4().hex}"
    await normalizer.publish_board(league, name)
    for kind, count in ((Kind.EVENTS, 1), (Kind.LISTINGS, 1), (Kind.ODDS, 2)):
        found = await wait_until(lambda k=kind: in_view(view, league, k, name), within=60)
        published = {
            record.key.decode(): keys.pack(
                version_of(parse_causes(header(record.headers, "causes") or b"")), record.value
            )
            for record in await records(normalizer, normalized_topic(kind), league)
            if record.value is not None and name.encode() in record.value
        }
        assert len(found) == count
        assert found == published


@pytest.mark.parametrize("league", list(League))
async def test_the_same_body_again_changes_nothing(normalizer, view: Redis, league: League) -> None:
    name, marker = f"again-{uuid4().hex}", f"marker-{uuid4().hex}"
    await normalizer.publish_board(league, name)
    await wait_until(lambda: in_view(view, league, Kind.ODDS, name), within=60)
    before = await in_view(view, league, Kind.ODDS, name)
    await normalizer.publish_board(league, name, minutes=1)
    await normalizer.publish_board(league, marker, minutes=2)
    await wait_until(lambda: in_view(view, league, Kind.ODDS, marker), within=60)
    assert await in_view(view, league, Kind.ODDS, name) == before


@pytest.mark.parametrize("league", [League.NBA, League.NFL, League.MLB, League.EPL])
async def test_a_price_that_moves_is_the_only_change(normalizer, view: Redis, league: League) -> None:
    name = f"moves-{uuid4().hex}"
    await normalizer.publish_board(league, name)
    before = await wait_until(lambda: in_view(view, league, Kind.ODDS, name), within=60)
    events = await in_view(view, league, Kind.EVENTS, name)
    await normalizer.publish_board(league, name, minutes=1, price="1.87")

    async def moved() -> dict[str, bytes]:
        now = await in_view(view, league, Kind.ODDS, name)
        return now if all(b"1.87" in value for value in now.values()) else {}

    after = await wait_until(moved, within=60)
    assert all(keys.unpack(after[key])[0] > keys.unpack(before[key])[0] for key in before)
    assert await in_view(view, league, Kind.EVENTS, name) == events


async def test_what_a_process_writes_reaches_its_view_without_being_read(normalizer, view: Redis) -> None:
    name = f"handed-{uuid4().hex}"
    await normalizer.publish_board(League.NBA, name)
    await wait_until(lambda: in_view(view, League.NBA, Kind.ODDS, name), within=60)
    before = handed_over(normalizer)
    await normalizer.publish_board(League.NBA, name, minutes=1, price="1.83")
    await wait_until(lambda: handed_over(normalizer) >= before + 3)  # two quotes and the status of their source
    quotes = await in_view(view, League.NBA, Kind.ODDS, name)
    assert all(b"1.83" in value for value in quotes.values())


def handed_over(normalizer) -> float:
    """How many records the resolving half has handed over."""
    families = text_string_to_metric_families(normalizer.replica.metrics().decode())
    [projected] = [family for family in families if family.name == "normalizer_projected_records"]
    return next(each.value for each in projected.samples if each.labels["way"] == "handed-over")


@pytest.mark.parametrize("league", [League.NHL, League.MLS])
async def test_a_book_that_leaves_the_board_is_withdrawn_at_once(normalizer, view: Redis, league: League) -> None:
    name = f"leaves-{uuid4().hex}"
    await normalizer.publish_board(league, name)
    await wait_until(lambda: in_view(view, league, Kind.ODDS, name), within=60)
    await normalizer.publish_board(league, name, minutes=1, books=("fanduel",))

    async def only_one() -> bool:
        return len(await in_view(view, league, Kind.ODDS, name)) == 1

    await wait_until(only_one, within=60)
    removals = [
        json.loads(record.value)["removed"]
        for record in await records(normalizer, normalized_topic(Kind.ODDS), league)
        if record.value is not None and name.encode() in record.value
    ]
    assert removals.count("withdrawn") == 1


@pytest.mark.parametrize("kind", list(POISON))
async def test_what_cannot_be_read_is_a_dead_letter_once_with_its_bytes(normalizer, view: Redis, kind: str) -> None:
    name, neighbour = f"poison-{uuid4().hex}", f"neighbour-{uuid4().hex}"
    fetched_at = FIRST_POLL + timedelta(minutes=5)
    await normalizer.publish("odds", "nba", POISON[kind], name=name, fetched_at=fetched_at)
    await normalizer.publish_board(League.NBA, neighbour, minutes=6)
    await wait_until(lambda: in_view(view, "nba", Kind.EVENTS, neighbour), within=60)
    letters = [
        record
        for record in await records(normalizer, dead_topic(raw_topic(Provider.ODDS)), "nba")
        if header(record.headers, "request_id") == name.encode()
    ]
    assert [letter.value for letter in letters] == [POISON[kind]]
    assert header(letters[0].headers, "dead_reason")


async def test_a_late_body_changes_nothing(normalizer, view: Redis) -> None:
    name, marker = f"late-{uuid4().hex}", f"marker-{uuid4().hex}"
    await normalizer.publish_board(League.NBA, name, minutes=10)
    await wait_until(lambda: in_view(view, "nba", Kind.ODDS, name), within=60)
    before = await in_view(view, "nba", Kind.ODDS, name)
    await normalizer.publish_board(League.NBA, name, minutes=9, price="3.5")
    await normalizer.publish_board(League.NBA, marker, minutes=11)
    await wait_until(lambda: in_view(view, "nba", Kind.ODDS, marker), within=60)
    assert await in_view(view, "nba", Kind.ODDS, name) == before


async def test_an_emptied_view_is_filled_again_by_itself(normalizer, view: Redis) -> None:
    name, marker = f"emptied-{uuid4().hex}", f"marker-{uuid4().hex}"
    await normalizer.publish_board(League.WNBA, name)
    before = await wait_until(lambda: in_view(view, "wnba", Kind.ODDS, name), within=60)
    # Records and their position are two calls: emptied between them, the view of a new league is not refilled.
    await wait_until(lambda: view.hexists(keys.positions("wnba"), normalized_topic(Kind.ODDS)))
    await view.flushall()
    await normalizer.publish_board(League.WNBA, marker, minutes=1)

    async def is_refilled() -> bool:
        return await in_view(view, "wnba", Kind.ODDS, name) == before

    await wait_until(is_refilled, within=60)
    await wait_until(lambda: in_view(view, "wnba", Kind.ODDS, marker), within=60)
