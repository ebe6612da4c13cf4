"""Keeps the views in step with Redis: notices as they come, and where the views stand twice a second.

A notice carries the positions between which it lies, so a lost one is found by the next, or by the second look after
it. A new connection compares positions first, since notices may have been lost with the old one. While Redis is
unavailable the views keep what was read last.
"""

from contextlib import suppress
from typing import Never, cast

import redis.asyncio as redis_asyncio
from pydantic import ValidationError
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from a1_gateway.snapshot.league_follower import LeagueFollower
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.marks import read_marks
from a1_gateway.snapshot.views import Views
from a1_schemas import keys
from a1_schemas.change_notice import ChangeNotice
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.redis import end_if_cancelled, explain

_APART_S = 0.02
"""The first notice is answered at once. Those within this time after a read are answered by one more read."""
_LOOK_EVERY_S = 0.5
_RETRY_S = 0.5


class Follower:
    """Follows the Redis view with one connection for notices and one for reads."""

    def __init__(self, redis: redis_asyncio.Redis, views: Views, clock: Clock) -> None:
        self._redis = redis
        self._views = views
        self._clock = clock
        self._leagues = {view.league: LeagueFollower(redis, view, clock) for view in views.all}
        self.notices = 0
        self._next_read_at = float("-inf")

    @property
    def reloads(self) -> int:
        """How often kinds of a league were read as a whole."""
        return sum(league.reloads for league in self._leagues.values())

    async def run(self) -> Never:
        """Follow until cancelled. Outages are waited out."""
        logger = get_logger("a1.gateway.following")
        while True:
            try:
                await self._follow()
            except (RedisError, OSError, TimeoutError) as error:
                end_if_cancelled()
                logger.warning("redis.lost", error=explain(error))  # a line a minute, by the limit of its event
                self._disconnected(explain(error))
                await self._clock.sleep(_RETRY_S)

    async def _follow(self) -> None:
        async with self._redis.pubsub() as pubsub:
            await pubsub.subscribe(*map(keys.changes, self._leagues))
            await self._look(list(self._leagues.values()), at_once=True)
            await self._read_heartbeats()
            self._views.connected, self._views.redis_error = True, None
            looked_at = self._clock.monotonic()
            while True:
                end_if_cancelled()
                await self._gather(pubsub)
                for league in self._leagues.values():
                    await league.apply()
                await self._look([league for league in self._leagues.values() if league.has_gap], at_once=True)
                if self._clock.monotonic() - looked_at >= _LOOK_EVERY_S:
                    looked_at = self._clock.monotonic()
                    await self._look(list(self._leagues.values()), at_once=False)
                    await self._read_heartbeats()

    async def _gather(self, pubsub: PubSub) -> None:
        """Take up the notices that arrive until the next read is due."""
        wait = _LOOK_EVERY_S / 2
        while (message := await pubsub.get_message(timeout=wait)) is not None:
            if message["type"] == "message":
                self._note(cast("bytes", message["channel"]), cast("bytes", message["data"]))
            wait = self._next_read_at - self._clock.monotonic()
            if wait <= 0:
                break
        self._next_read_at = self._clock.monotonic() + _APART_S

    def _note(self, channel: bytes, data: bytes) -> None:
        self.notices += 1
        league = channel.decode().partition("{")[2].partition("}")[0]
        with suppress(ValidationError):  # what it would have named is found by the next look
            self._leagues[league].note(ChangeNotice.model_validate_json(data))

    async def _look(self, leagues: list[LeagueFollower], *, at_once: bool) -> None:
        if not leagues:
            return
        marks = await read_marks(self._redis, [league.view.league for league in leagues])
        for league in leagues:
            await league.look(marks[league.view.league], at_once=at_once)

    async def _read_heartbeats(self) -> None:
        self._views.note_heartbeats(cast("dict[bytes, bytes]", await self._redis.hgetall(keys.HEARTBEATS)))

    def _disconnected(self, error: str) -> None:
        self._views.connected, self._views.redis_error = False, error
        for view in self._views.all:
            if view.state is not ViewState.UNREAD:
                view.become(ViewState.DISCONNECTED)
