"""The cursor of a page: a lower bound of what the page shows, in the words of the stream."""

import random
from collections.abc import Callable
from typing import Any

import pytest
import redis.asyncio as redis_asyncio

from a1_gateway.snapshot.league_follower import LeagueFollower
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.marks import read_marks
from a1_schemas import keys
from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.change_notice import ChangeNotice
from a1_schemas.topics import topic_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_streaming.change_map import ChangeMap, read_change
from a1_streaming.cursors import decode_cursor
from a1_testkit.canonical import an_event, event_id

GAMES = "/api/v1/data/unified-games/nba"
LOG = "5d1c0a9e72b4"
LEAGUE = "nba"
KINDS = (Kind.EVENTS, Kind.ODDS)
ROUNDS = 1_000


@pytest.fixture
async def named(gateway, wait_until: Callable):
    """The gateway over a complete view that names its log."""
    gateway.view.log = LOG
    await gateway.view.complete()
    await wait_until(lambda: gateway.views.leagues["wnba"].cursor() and gateway.views.leagues["nba"].cursor())
    return gateway


async def test_a_page_has_the_cursor_of_what_it_shows(named, wait_until: Callable):
    await named.view.put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await named.view.put("nba", Kind.EVENTS, event_id(2), an_event(2))

    async def shown() -> dict[str, Any] | None:
        page = await named.get(GAMES)
        return page if page["meta"]["count"] == 2 else None

    cursor = decode_cursor((await wait_until(shown))["meta"]["cursor"])
    assert cursor.epoch == LOG
    assert cursor.positions == {**dict.fromkeys(VIEW_KINDS, -1), Kind.EVENTS: 1}
    for path in (f"/api/v1/data/games/{event_id(1)}", f"/api/v1/grades/{event_id(1)}", "/api/v1/teams/nba"):
        assert decode_cursor((await named.get(path))["meta"]["cursor"]) == cursor


async def test_a_cursor_that_moves_leaves_the_tag(named, wait_until: Callable):
    await named.view.put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await wait_until(lambda: named.views.leagues["nba"].records.holds(Kind.EVENTS, event_id(1)))
    before = await named.http.get(GAMES)
    await named.view.put("nba", Kind.EVENTS, event_id(2), None)
    await named.view.write("nba", Kind.NEWS, "nothing", None)
    at = {Kind.EVENTS: 1, Kind.NEWS: 0}
    held = named.views.leagues["nba"]
    await wait_until(lambda: decode_cursor(held.cursor()).positions.items() >= at.items())
    after = await named.http.get(GAMES, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 304
    later = await named.http.get(GAMES, params={"limit": 1})
    assert later.json()["meta"]["cursor"] > before.json()["meta"]["cursor"]


async def test_several_leagues_have_no_cursor(named):
    for word in ("all", "basketball"):
        assert (await named.get(f"/api/v1/data/unified-games/{word}"))["meta"]["cursor"] is None


async def test_a_view_that_does_not_name_its_log_has_no_cursor_until_it_does(gateway, wait_until: Callable):
    assert (await gateway.get(GAMES))["meta"]["cursor"] is None
    gateway.view.log = LOG
    await gateway.view.complete()

    async def has_cursor() -> bool:
        return (await gateway.get(GAMES))["meta"]["cursor"] is not None

    await wait_until(has_cursor)


class World:
    """A log, the view that a projector keeps of it, and notices on their way. Each act depends on the chance."""

    def __init__(self, chance: random.Random, redis: redis_asyncio.Redis) -> None:
        self.chance = chance
        self.log = {kind: ChangeMap(kind) for kind in KINDS}
        self.notices: list[ChangeNotice] = []
        self._redis = redis
        self._version = 0
        self._is_writing = False
        self.view = LeagueView(LEAGUE)
        self.pages: list[tuple[dict[tuple[str, str], int], str]] = []
        """What pages showed, each with its cursor."""

    async def begin(self) -> None:
        await self._redis.flushdb()
        await self._redis.hset(
            keys.completeness(LEAGUE), mapping={keys.EPOCH: "filling", keys.COMPLETE: "1", keys.LOG: LOG}
        )

    async def write(self) -> None:
        """Append up to three records of each of some kinds, and project them by one call."""
        changed: list[tuple[str, str]] = []
        moves: dict[str, tuple[int, int]] = {}
        async with self._redis.pipeline(transaction=True) as call:
            for kind in self.chance.sample(KINDS, self.chance.randint(1, len(KINDS))):
                changes, start = self.log[kind], self.log[kind].end + 1
                for _ in range(self.chance.randint(1, 3)):
                    self._version += 1
                    key, is_gone = f"{kind}-{self.chance.randrange(4)}", self.chance.random() < 0.25
                    document = None if is_gone else b'{"removed":null,"n":%d}' % self._version
                    changes.put(read_change(kind, key, changes.end + 1, self._version, document))
                    changed.append((kind, key))
                    if document is None:
                        call.hdel(keys.records(LEAGUE, kind), key)
                    else:
                        call.hset(keys.records(LEAGUE, kind), key, keys.pack(self._version, document))
                moves[topic_of(kind)] = (start, changes.end + 1)
                call.hset(keys.positions(LEAGUE), topic_of(kind), str(changes.end + 1))
            await call.execute()
        self.notices.append(ChangeNotice(epoch="filling", moves=moves, changed=tuple(changed)))

    def show(self) -> None:
        """Let a client take a page."""
        if cursor := self.view.cursor():
            self.pages.append((held_versions(self.view), cursor))

    async def disturb(self) -> None:
        """Let a client ask, and maybe the projector write, between any two commands of the follower."""
        self.show()
        if not self._is_writing and self.chance.random() < 0.4:
            self._is_writing = True
            await self.write()
            self._is_writing = False

    def state(self) -> dict[tuple[str, str], int]:
        """The versions of the records that live, as the whole log has them."""
        return {(kind, change.key): change.version for kind, log in self.log.items() for change in log.living}


def held_versions(view: LeagueView) -> dict[tuple[str, str], int]:
    """The versions of the records that a page would show."""
    fields = view.records._fields
    return {
        (kind, key): keys.unpack(fields.value(kind, key))[0]
        for kind in KINDS
        for key in view.records.keys(kind)
        if fields.value(kind, key)
    }


def resumed(world: World, shown: dict[tuple[str, str], int], cursor: str) -> dict[tuple[str, str], int]:
    """What a client has that took a page, and then the stream from the page's cursor on."""
    state, at = dict(shown), decode_cursor(cursor)
    for kind, log in world.log.items():
        for change in log.since(at.positions[kind]):
            if change.value is None:
                state.pop((kind, change.key), None)
            elif change.version > state.get((kind, change.key), 0):
                state[kind, change.key] = change.version
    return state


async def act(world: World, follower: LeagueFollower, redis: redis_asyncio.Redis) -> None:
    """Do one of the things that a follower may do next; notices are sometimes lost."""
    choice = world.chance.random()
    if choice < 0.4 and world.notices:
        notice = world.notices.pop(0)
        if world.chance.random() < 0.85:
            follower.note(notice)
    elif choice < 0.7:
        await follower.apply()
    elif choice < 0.85:
        marks = (await read_marks(redis, [LEAGUE]))[LEAGUE]
        await world.disturb()
        await follower.look(marks, at_once=world.chance.random() < 0.5)
    else:
        await world.write()


async def test_a_page_and_the_stream_from_its_cursor_are_the_log_in_every_interleaving(
    redis: redis_asyncio.Redis, redis_url: str, monkeypatch: pytest.MonkeyPatch
):
    checked = 0
    async with redis_asyncio.Redis.from_url(redis_url) as own:
        connect = own.connection_pool.get_connection
        for seed in range(ROUNDS):
            world = World(random.Random(seed), redis)
            await world.begin()

            async def get_connection(*arguments: Any, world: World = world, **options: Any) -> Any:
                await world.disturb()
                return await connect(*arguments, **options)

            monkeypatch.setattr(own.connection_pool, "get_connection", get_connection)
            follower = LeagueFollower(own, world.view, SystemClock())
            for _ in range(8):
                await act(world, follower, own)
                world.show()
            for shown, cursor in world.pages:
                assert resumed(world, shown, cursor) == world.state(), (seed, cursor)
            checked += len(world.pages)
    assert checked > 5 * ROUNDS
