"""A projector over a log in memory and a real Redis, which is emptied, put back, or left at any place of a write."""

from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

import a1_normalizer.projector as projecting
from a1_normalizer import portions
from a1_normalizer.metrics import Metrics
from a1_normalizer.projector import TOPICS, Projector
from a1_normalizer.view import View
from a1_schemas import keys
from a1_schemas.causes import format_causes
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_testkit.group_consumer import FakeGroupConsumer

LEAGUE, NUMBER = "nba", 0
ODDS, EVENTS = "normalized.odds", "normalized.events"
LIVING = b'{"version":1,"removed":null,"n":%d}'


class Log:
    """The league's partitions: their records, and the ends, which markers of transactions move too."""

    def __init__(self) -> None:
        self.records: dict[TopicPartition, list[ConsumerRecord]] = {TopicPartition(t, NUMBER): [] for t in TOPICS}
        self.end_of = dict.fromkeys(self.records, 0)
        self.epoch: str | None = "log-1"

    def add(self, topic: str, key: str, version: int, *, is_tombstone: bool = False) -> None:
        partition = TopicPartition(topic, NUMBER)
        headers = (("causes", format_causes({"raw.odds": version - 1})),)
        value = None if is_tombstone else LIVING % version
        offset = self.end_of[partition]
        self.records[partition].append(
            ConsumerRecord(topic, NUMBER, offset, 0, 0, key.encode(), value, None, 1, 1, headers)
        )
        self.end_of[partition] += 1

    def mark(self) -> None:
        """End a transaction over all topics that have records."""
        for partition, records in self.records.items():
            self.end_of[partition] += bool(records)

    async def read_epoch(self, _: KafkaSettings) -> str | None:
        return self.epoch

    async def ends(self, _: KafkaSettings, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {each: self.end_of[each] for each in partitions}


class LogConsumer(FakeGroupConsumer):
    """Reads the log from its positions on, and over markers."""

    def __init__(self, log: Log) -> None:
        super().__init__(*log.records)
        self._log = log

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.positions[partition] = offset

    def fetch(self, at_most: int = 1_000) -> list[ConsumerRecord]:
        fetched: list[ConsumerRecord] = []
        for partition, records in self._log.records.items():
            some = [record for record in records if record.offset >= self.positions[partition]][:at_most]
            self.positions[partition] = some[-1].offset + 1 if some else self._log.end_of[partition]
            fetched += some
        return fetched


class Process:
    """A projector that owns the league. It takes batches of two records of each topic."""

    def __init__(self, log: Log, redis: Redis) -> None:
        self.consumer = LogConsumer(log)
        view, metrics = View(redis, Metrics(CollectorRegistry())), Metrics(CollectorRegistry())
        self.projector = Projector(KafkaSettings(), view, metrics, SystemClock(), Readiness())
        self.projector.batches.listener.consumer_of = self.consumer.as_consumer
        self._log = log

    async def run(self) -> None:
        """Take over the league, then read to the end, looking after each batch."""
        batches = self.projector.batches
        await batches.listener.on_partitions_assigned(self._log.records)
        lease = batches.listener.lease
        assert lease is not None
        await batches._begin(lease)
        await self.read()

    async def read(self) -> None:
        quiet = 0
        while quiet < 4:
            fetched = self.consumer.fetch(2)
            if fetched:
                await self.projector.on_batch(fetched)
            await self.look()
            quiet = 0 if fetched else quiet + 1

    async def look(self) -> None:
        await self.projector.batches.between(self.projector._look)


@pytest.fixture(params=[False, True], ids=["no-markers", "markers"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Log:
    """Ten odds, one of them removed, and three games; then maybe a marker of a transaction."""
    log = Log()
    monkeypatch.setattr(projecting, "log_ends", log.ends)
    monkeypatch.setattr(projecting, "read_epoch", log.read_epoch)
    for number in range(10):
        log.add(ODDS, f"offer-{number}", number + 1)
    log.add(ODDS, "offer-3", 20)
    log.add(ODDS, "offer-4", 21, is_tombstone=True)
    log.add(ODDS, "offer-4", 5)
    for number in range(3):
        log.add(EVENTS, f"game-{number}", number + 1)
    if request.param:
        log.mark()
    return log


async def content(redis: Redis) -> dict[str, Any]:
    """All that the view holds, less its epoch."""
    marks = await redis.hgetall(keys.completeness(LEAGUE))
    marks.pop(keys.EPOCH.encode(), None)
    records = {kind: await redis.hgetall(keys.records(LEAGUE, kind)) for kind in (Kind.ODDS, Kind.EVENTS)}
    fences = await redis.hgetall(keys.fences(LEAGUE))
    return {"marks": marks, "records": records, "fences": fences, "at": await redis.hgetall(keys.positions(LEAGUE))}


@pytest.fixture
async def whole(log: Log, redis: Redis) -> dict[str, Any]:
    """What an undisturbed projector makes of the log."""
    await Process(log, redis).run()
    made = await content(redis)
    assert made["marks"] == {b"complete": b"1", b"log": b"log-1"}
    assert (len(made["records"][Kind.ODDS]), made["fences"]) == (9, {b"odds|offer-4": b"%020d" % 21})
    await redis.flushall()
    return made


async def test_a_view_that_is_emptied_at_rest_is_filled_again(log: Log, redis: Redis, whole: dict[str, Any]) -> None:
    process = Process(log, redis)
    await process.run()
    await redis.flushall()
    await process.look()
    assert (await content(redis))["marks"][b"complete"] == b"0"
    await process.read()
    assert await content(redis) == whole


async def test_a_view_that_is_emptied_under_traffic_is_filled_again(log: Log, redis: Redis) -> None:
    process = Process(log, redis)
    await process.run()
    await redis.flushall()
    log.add("normalized.injuries", "first-injury", 30)
    await process.projector.on_batch(process.consumer.fetch())
    await process.read()
    refilled = await content(redis)
    await redis.flushall()
    await Process(log, redis).run()
    assert refilled == await content(redis)


async def test_a_view_that_a_failover_has_put_back_is_caught_up(log: Log, redis: Redis) -> None:
    process = Process(log, redis)
    await process.run()
    names = await redis.keys()
    kept = {name: await redis.dump(name) for name in names}
    log.add(ODDS, "offer-1", 40)
    log.add(ODDS, "offer-11", 41)
    await process.read()
    after = await content(redis)
    epoch = await redis.hget(keys.completeness(LEAGUE), keys.EPOCH)
    await redis.flushall()
    for name, dump in kept.items():
        await redis.restore(name, 0, dump)
    await process.look()
    await process.read()
    assert await content(redis) == after
    assert await redis.hget(keys.completeness(LEAGUE), keys.EPOCH) == epoch


async def test_a_projector_that_another_one_has_overtaken_writes_nothing_and_goes_on_there(
    log: Log, redis: Redis
) -> None:
    slow, fast = Process(log, redis), Process(log, redis)
    await slow.run()
    await fast.run()
    log.add(ODDS, "offer-1", 40)
    await fast.read()
    after = await content(redis)
    await slow.read()
    assert await content(redis) == after


async def filling(redis: Redis) -> bytes | None:
    return await redis.hget(keys.completeness(LEAGUE), keys.EPOCH)


async def test_a_view_that_was_filled_from_another_log_is_filled_again(
    log: Log, redis: Redis, whole: dict[str, Any]
) -> None:
    await Process(log, redis).run()
    before = await filling(redis)
    await redis.hset(keys.records(LEAGUE, Kind.ODDS), "only-in-the-old-log", keys.pack(99, b"{}"))
    log.epoch = "log-2"
    await Process(log, redis).run()
    assert await content(redis) == whole | {"marks": {b"complete": b"1", b"log": b"log-2"}}
    assert await filling(redis) != before


@pytest.mark.parametrize(
    ("held", "epoch", "after"), [(None, "log-1", b"log-1"), ("log-1", None, b"log-1"), (None, None, None)]
)
async def test_a_view_goes_on_where_it_or_the_broker_does_not_name_its_log(
    log: Log, redis: Redis, held: str | None, epoch: str | None, after: bytes | None
) -> None:
    log.epoch = held
    await Process(log, redis).run()
    before = await filling(redis)
    log.epoch = epoch
    await Process(log, redis).run()
    assert await filling(redis) == before
    assert await redis.hget(keys.completeness(LEAGUE), keys.LOG) == after


class DeadError(Exception):
    """The process is gone."""


class Mortal:
    """Cuts a client off before its n-th call."""

    def __init__(self, redis: Redis, at: int) -> None:
        self.calls = 0
        connect = redis.connection_pool.get_connection

        async def get_connection(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == at:
                raise DeadError
            return await connect(*arguments, **options)

        redis.connection_pool.get_connection = get_connection


async def test_a_projector_that_dies_between_any_two_calls_leaves_a_view_that_the_next_one_finishes(
    log: Log, redis: Redis, redis_url: str, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "_RECORDS_IN_A_PORTION", 1)
    for at in count(1):
        await redis.flushall()
        async with Redis.from_url(redis_url) as own:
            mortal = Mortal(own, at)
            with suppress(DeadError):
                await Process(log, own).run()
        await Process(log, redis).run()
        assert await content(redis) == whole, at
        if mortal.calls < at:
            break
    assert at > 20
