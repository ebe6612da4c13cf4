"""The view's scripts on a real Redis: a newer version wins, and a call does all of it or nothing."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from a1_normalizer.metrics import Metrics
from a1_normalizer.portions import Move, Portion, ViewRecord
from a1_normalizer.view import Standing, View
from a1_schemas import keys
from a1_schemas.change_notice import ChangeNotice
from a1_schemas.vocabulary import Kind
from a1_testkit.machine import scaled

LEAGUE = "nba"
EPOCH = "first"
TOPIC = "normalized.odds"
DAY_MS = 24 * 3600 * 1000
Write = Callable[..., Awaitable[bool]]


def a_beginning(epoch: str, log: str | None = None, **ends: int) -> Standing:
    """Where a view stands whose rebuild has begun, with the ends of these kinds to reach."""
    of_topics = {f"normalized.{kind}": end for kind, end in ends.items()}
    return Standing(epoch, is_complete=False, positions=dict.fromkeys(of_topics, 0), ends=of_topics, log=log)


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
async def view(redis: Redis, registry: CollectorRegistry) -> View:
    """A view whose rebuild has begun: it is complete at position 7 of the odds."""
    begun = View(redis, Metrics(registry))
    assert await begun.begin_rebuild(LEAGUE, None, a_beginning(EPOCH, odds=7))
    return begun


@pytest.fixture
def write(view: View) -> Write:
    async def write(*records: ViewRecord, moves: tuple[Move, ...] = (), newest_ms: int = 0, **more: bool) -> bool:
        return await view.write(LEAGUE, EPOCH, Portion(records, moves, newest_ms), **more)

    return write


def a_record(
    version: int, document: bytes = b"{}", *, kind: Kind = Kind.ODDS, is_tombstone: bool = False, time_ms: int = 0
) -> ViewRecord:
    return ViewRecord(kind, "key", version, document, is_tombstone, time_ms)


async def stored(redis: Redis, kind: Kind = Kind.ODDS) -> bytes | None:
    return await redis.hget(keys.records(LEAGUE, kind), "key")


async def standing(view: View) -> Standing:
    return (await view.standings([LEAGUE]))[LEAGUE]


@pytest.mark.parametrize("kind", list(Kind))
async def test_a_newer_version_replaces_an_older_one(write: Write, redis: Redis, kind: Kind) -> None:
    await write(a_record(1, b"old", kind=kind))
    await write(a_record(2, b"new", kind=kind))
    assert await stored(redis, kind) == keys.pack(2, b"new")


@pytest.mark.parametrize("kind", list(Kind))
async def test_an_older_version_changes_nothing_and_is_counted_as_stale(
    write: Write, redis: Redis, registry: CollectorRegistry, kind: Kind
) -> None:
    await write(a_record(2, b"new", kind=kind))
    await write(a_record(1, b"old", kind=kind))
    assert await stored(redis, kind) == keys.pack(2, b"new")
    labels = {"kind": kind.value, "outcome": "stale"}
    assert registry.get_sample_value("normalizer_view_writes_total", labels) == 1


async def test_the_same_version_is_a_duplicate(write: Write, redis: Redis, registry: CollectorRegistry) -> None:
    await write(a_record(3, b"first"))
    await write(a_record(3, b"second"))
    assert await stored(redis) == keys.pack(3, b"first")
    labels = {"kind": "odds", "outcome": "duplicate"}
    assert registry.get_sample_value("normalizer_view_writes_total", labels) == 1


async def test_versions_compare_as_numbers_however_many_digits_they_have(write: Write, redis: Redis) -> None:
    await write(a_record(999, b"old"))
    await write(a_record(1000, b"new"))
    assert await stored(redis) == keys.pack(1000, b"new")


async def test_a_tombstone_deletes_what_is_not_newer(write: Write, redis: Redis) -> None:
    await write(a_record(5, b""))
    await write(a_record(5, b"", is_tombstone=True))
    assert await stored(redis) is None


async def test_a_late_tombstone_does_not_delete_a_newer_record(write: Write, redis: Redis) -> None:
    await write(a_record(6, b"new"))
    await write(a_record(5, b"", is_tombstone=True))
    assert await stored(redis) == keys.pack(6, b"new")


async def test_a_late_record_does_not_come_back_after_its_tombstone(write: Write, redis: Redis) -> None:
    await write(a_record(5, b"old"))
    await write(a_record(6, is_tombstone=True))
    await write(a_record(5, b"old"))
    assert await stored(redis) is None


async def test_a_tombstone_of_nothing_is_a_duplicate(write: Write, redis: Redis, registry: CollectorRegistry) -> None:
    await write(a_record(5, b"", is_tombstone=True))
    labels = {"kind": "odds", "outcome": "duplicate"}
    assert registry.get_sample_value("normalizer_view_writes_total", labels) == 1


async def test_every_record_of_a_call_is_written(write: Write, redis: Redis) -> None:
    names = ("first", "second", "third")
    await write(*(ViewRecord(Kind.ODDS, name, 1, name.encode()) for name in names))
    assert await redis.hgetall(keys.records(LEAGUE, Kind.ODDS)) == {
        name.encode(): keys.pack(1, name.encode()) for name in names
    }


async def test_a_record_that_is_newer_than_its_tombstone_comes_back(write: Write, redis: Redis) -> None:
    await write(a_record(6, is_tombstone=True, time_ms=1))
    await write(a_record(7, b"new"))
    assert await stored(redis) == keys.pack(7, b"new")
    assert (await redis.hlen(keys.fences(LEAGUE)), await redis.zcard(keys.fence_times(LEAGUE))) == (0, 0)


async def test_a_tombstone_of_nothing_is_a_fence_too(write: Write, redis: Redis, registry: CollectorRegistry) -> None:
    await write(a_record(6, is_tombstone=True))
    await write(a_record(5, b"late"))
    assert await stored(redis) is None
    assert registry.get_sample_value("normalizer_view_writes_total", {"kind": "odds", "outcome": "stale"}) == 1


async def test_a_fence_goes_when_its_tombstone_has_left_the_log(write: Write, redis: Redis) -> None:
    await write(a_record(6, is_tombstone=True, time_ms=1000))
    await write(newest_ms=1000 + 8 * DAY_MS)
    assert await redis.hlen(keys.fences(LEAGUE)) == 1
    await write(newest_ms=1001 + 8 * DAY_MS)
    assert (await redis.hlen(keys.fences(LEAGUE)), await redis.zcard(keys.fence_times(LEAGUE))) == (0, 0)


async def test_a_call_prunes_a_bounded_number_of_fences(write: Write, redis: Redis) -> None:
    await write(*(ViewRecord(Kind.ODDS, str(number), 1, b"", is_tombstone=True) for number in range(150)))
    await write(newest_ms=9 * DAY_MS)
    assert await redis.hlen(keys.fences(LEAGUE)) == 50


async def test_positions_move_only_from_where_they_stand(write: Write, view: View) -> None:
    assert await write(moves=(Move(TOPIC, 0, 6),))
    assert not await write(moves=(Move(TOPIC, 3, 9),))
    assert (await standing(view)).positions == {TOPIC: 6}


async def test_a_call_whose_topic_stands_elsewhere_writes_nothing(write: Write, redis: Redis, view: View) -> None:
    moves = (Move("normalized.events", 0, 2), Move(TOPIC, 1, 2))
    assert not await write(a_record(1), moves=moves, completes=True)
    assert await stored(redis) is None
    assert await standing(view) == Standing(EPOCH, is_complete=False, positions={TOPIC: 0}, ends={TOPIC: 7})


async def test_a_call_under_another_epoch_writes_nothing(write: Write, redis: Redis, view: View) -> None:
    assert await view.begin_rebuild(LEAGUE, EPOCH, a_beginning("second", odds=3))
    assert not await write(a_record(1))
    await redis.flushall()
    assert not await write(a_record(1))
    assert await redis.keys() == []


async def test_a_rebuild_begins_once_for_each_epoch_that_was_seen(view: View) -> None:
    assert not await view.begin_rebuild(LEAGUE, None, a_beginning("second", odds=3))
    assert (await standing(view)).epoch == EPOCH


async def test_a_rebuild_empties_the_view_and_remembers_what_it_has_to_reach(
    write: Write, redis: Redis, view: View
) -> None:
    await write(a_record(5), moves=(Move(TOPIC, 0, 7),), completes=True)
    assert await standing(view) == Standing(EPOCH, is_complete=True, positions={TOPIC: 7}, ends={})
    await write(a_record(6, is_tombstone=True))
    begun = a_beginning("second", odds=9, events=0)
    assert await view.begin_rebuild(LEAGUE, EPOCH, begun)
    assert await standing(view) == begun
    assert sorted(await redis.keys()) == sorted(
        each.encode() for each in (keys.completeness(LEAGUE), keys.positions(LEAGUE))
    )


async def test_a_view_names_the_log_that_it_was_filled_from(view: View) -> None:
    assert (await standing(view)).log is None
    await view.name_log(LEAGUE, "log-1")
    assert await standing(view) == a_beginning(EPOCH, "log-1", odds=7)
    begun = a_beginning("second", "log-2", odds=1)
    assert await view.begin_rebuild(LEAGUE, EPOCH, begun)
    assert await standing(view) == begun


async def notices(redis: Redis, act: Callable[[], Awaitable[object]]) -> list[ChangeNotice]:
    """What the league's channel carries while this is done."""
    async with redis.pubsub() as pubsub:
        await pubsub.subscribe(keys.changes(LEAGUE))
        await pubsub.get_message(timeout=scaled(5))
        await act()
        await redis.publish(keys.changes(LEAGUE), "end")
        heard: list[ChangeNotice] = []
        while True:
            message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=scaled(5))
            if message is None or message["data"] == b"end":
                return heard
            heard.append(ChangeNotice.model_validate_json(message["data"]))


async def test_a_notice_names_what_was_applied_and_the_moves(write: Write, redis: Redis) -> None:
    await write(ViewRecord(Kind.ODDS, "known", 1, b"{}"))
    records = (a_record(1), ViewRecord(Kind.ODDS, "known", 1, b"{}"), a_record(1, kind=Kind.EVENTS))
    moves = (Move(TOPIC, 0, 7), Move("normalized.events", 0, 2))
    assert await notices(redis, lambda: write(*records, moves=moves)) == [
        ChangeNotice(
            epoch=EPOCH,
            moves={TOPIC: (0, 7), "normalized.events": (0, 2)},
            changed=(("odds", "key"), ("events", "key")),
        )
    ]


async def test_a_move_alone_is_noticed_too(write: Write, redis: Redis) -> None:
    [notice] = await notices(redis, lambda: write(moves=(Move(TOPIC, 0, 1),)))
    assert notice == ChangeNotice(epoch=EPOCH, moves={TOPIC: (0, 1)}, changed=())


async def test_a_new_epoch_is_noticed(view: View, redis: Redis) -> None:
    [notice] = await notices(redis, lambda: view.begin_rebuild(LEAGUE, EPOCH, a_beginning("second")))
    assert notice == ChangeNotice(epoch="second", moves={}, changed=())


class CutOff(Redis):
    """A client whose connection breaks where a notice should go out on its own."""

    async def publish(self, *_: object, **__: object) -> int:
        raise RedisConnectionError("the connection broke")


async def test_a_change_is_named_although_its_writer_died_after_the_write(
    redis: Redis, redis_url: str, write: Write
) -> None:
    async def die_and_repeat() -> None:
        async with CutOff.from_url(redis_url) as dying:
            with suppress(RedisConnectionError):
                await View(dying, Metrics(CollectorRegistry())).write(LEAGUE, EPOCH, Portion([a_record(1)]))
        await write(a_record(1))

    named = [change for notice in await notices(redis, die_and_repeat) for change in notice.changed]
    assert named == [("odds", "key")]


async def test_a_full_redis_refuses_a_call_as_a_whole(write: Write, redis: Redis, view: View) -> None:
    before = await standing(view)
    await redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(RedisError):
            await write(a_record(1), moves=(Move(TOPIC, 0, 7),), completes=True)
    finally:
        await redis.config_set("maxmemory", 0)
    assert (await stored(redis), await standing(view)) == (None, before)


async def test_a_server_that_lost_its_scripts_is_given_them_again(write: Write, redis: Redis) -> None:
    await write(a_record(1))
    await redis.script_flush()
    await write(a_record(2, b"new"))
    assert await stored(redis) == keys.pack(2, b"new")


async def test_the_view_of_the_release_before_goes_when_the_new_one_is_complete(write: Write, redis: Redis) -> None:
    before = ["a1:{nba}:odds", "a1:{nba}:positions", "a1:{nba}:completeness", "a1:{nba}:fences"]
    for key in (*before, "a1:{wnba}:odds"):
        await redis.hset(key, "field", "value")
    await redis.zadd("a1:{nba}:fence-times", {"odds|key": 1})
    await write(a_record(1), moves=(Move(TOPIC, 0, 6),))
    while_filling = {key.decode() for key in await redis.keys("a1:{*")}
    await write(a_record(2), moves=(Move(TOPIC, 6, 7),), completes=True)
    after = {key.decode() for key in await redis.keys("a1:{*")}
    assert while_filling == {*before, "a1:{nba}:fence-times", "a1:{wnba}:odds"}
    assert after == {"a1:{wnba}:odds"}
    assert await stored(redis) == keys.pack(2, b"{}")
