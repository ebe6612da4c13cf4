"""Keeps the views in step with Redis: a full read at the start, then change notices, then positions.

A notice lists changed records, and is lost only with its connection, so each new connection starts with a full read. A
league whose position moved without a notice is read again, so a lost notice costs a second. Reading again is cheap
where little changed: only bytes that differ are decoded.

A league that was complete and is not complete now is being rebuilt. It keeps its records until it is complete again.
While Redis is unavailable the views keep what was read last.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Never, cast

import msgspec
import redis.asyncio as redis_asyncio
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from a1_gateway.snapshot.league_view import LeagueView, ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas import keys
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.redis import end_if_cancelled, explain

_Notices = dict[tuple[str, Kind], set[str]]
_GATHER_S = 0.05
"""Notices that arrive within this time are answered by one read."""
_POSITIONS_S = 1.0
_RETRY_S = 0.5
_READ_CHUNK = 500
_LOAD_TIMEOUT_S = 30.0
_MARKS_TIMEOUT_S = 2.0
"""A Redis that hangs for this long counts as unavailable."""
_ALL_KINDS = {str(kind): kind for kind in Kind}


class Follower:
    """Follows the Redis view with one connection for notices and one for reads."""

    def __init__(self, redis: redis_asyncio.Redis, views: Views, clock: Clock) -> None:
        self._redis = redis
        self._views = views
        self._clock = clock
        self._positions: dict[str, Mapping[bytes, bytes]] = {}
        self._noticed: set[str] = set()
        self._was_complete: set[str] = set()
        self.reloads = 0
        self.notices = 0

    async def run(self) -> Never:
        """Follow until cancelled. Outages are waited out."""
        logger = get_logger("a1.gateway.following")
        while True:
            try:
                await self._follow()
            except (RedisError, OSError, TimeoutError) as error:
                end_if_cancelled()
                if self._views.connected or self._views.redis_error is None:
                    logger.warning("redis.lost", error=explain(error))
                self._disconnected(explain(error))
                await self._clock.sleep(_RETRY_S)

    async def _follow(self) -> None:
        async with self._redis.pubsub() as pubsub:
            await pubsub.subscribe(*(keys.changes(view.league) for view in self._views.all))
            async with asyncio.timeout(_LOAD_TIMEOUT_S):
                for view in self._views.all:
                    await self._load(view)
                await self._read_heartbeats()
            self._views.connected, self._views.redis_error = True, None
            positions_at = self._clock.monotonic()
            while True:
                end_if_cancelled()
                notices = await self._gather(pubsub)
                await self._apply(notices)
                if self._clock.monotonic() - positions_at >= _POSITIONS_S:
                    positions_at = self._clock.monotonic()
                    await self._compare_positions()
                    await self._read_heartbeats()

    async def _gather(self, pubsub: PubSub) -> _Notices:
        """Return the notices that arrive within a moment; empty if there are none."""
        notices: _Notices = {}
        wait = _POSITIONS_S / 2
        ends_at = None
        while (message := await pubsub.get_message(timeout=wait)) is not None or ends_at is None:
            if message is not None and message["type"] == "message":
                self._note(notices, cast("bytes", message["channel"]), cast("bytes", message["data"]))
            if message is None:
                break
            ends_at = ends_at or self._clock.monotonic() + _GATHER_S
            wait = ends_at - self._clock.monotonic()
            if wait <= 0:
                break
        return notices

    def _note(self, notices: _Notices, channel: bytes, data: bytes) -> None:
        league = channel.decode().partition("{")[2].partition("}")[0]
        self.notices += 1
        self._noticed.add(league)
        with suppress(msgspec.DecodeError):
            for kind, key in msgspec.json.decode(data, type=list[tuple[str, str]]):
                if kind in _ALL_KINDS:
                    notices.setdefault((league, _ALL_KINDS[kind]), set()).add(key)

    async def _apply(self, notices: _Notices) -> None:
        for (league, kind), changed in notices.items():
            view = self._view(league)
            if view.state is ViewState.REBUILDING and league in self._was_complete:
                continue
            wanted = sorted(changed)
            for start in range(0, len(wanted), _READ_CHUNK):
                chunk = wanted[start : start + _READ_CHUNK]
                values = cast("list[bytes | None]", await self._redis.hmget(keys.records(league, kind), chunk))
                now = self._clock.now()
                for key, value in zip(chunk, values, strict=True):
                    view.put(kind, key, value, now)

    async def _compare_positions(self) -> None:
        for view in self._views.all:
            positions, complete = await self._marks(view.league)
            moved = positions != self._positions.get(view.league)
            was_noticed = view.league in self._noticed
            self._noticed.discard(view.league)
            if complete != (view.state is ViewState.COMPLETE) or (moved and not was_noticed):
                await self._load(view)
            else:
                self._positions[view.league] = positions

    async def _load(self, view: LeagueView) -> None:
        """Read a whole league. A league that was complete keeps its records until it is complete again."""
        positions, complete = await self._marks(view.league)
        self._positions[view.league] = positions
        if complete or view.league not in self._was_complete:
            self.reloads += 1
            for kind in Kind:
                await self._load_kind(view, kind)
        if complete:
            self._was_complete.add(view.league)
        view.become(ViewState.COMPLETE if complete else ViewState.REBUILDING)

    async def _load_kind(self, view: LeagueView, kind: Kind) -> None:
        fields = await self._fields(keys.records(view.league, kind))
        now = self._clock.now()
        found = {key.decode(): value for key, value in fields.items()}
        for key in [key for key in view.records.keys(kind) if key not in found]:
            view.put(kind, key, None, now)
        for number, (key, value) in enumerate(found.items()):
            view.put(kind, key, value, now)
            if number % _READ_CHUNK == _READ_CHUNK - 1:
                await asyncio.sleep(0)  # lets requests run in between

    async def _marks(self, league: str) -> tuple[Mapping[bytes, bytes], bool]:
        async with asyncio.timeout(_MARKS_TIMEOUT_S), self._redis.pipeline(transaction=False) as pipeline:
            pipeline.hgetall(keys.positions(league))
            pipeline.hget(keys.completeness(league), "complete")
            positions, complete = await pipeline.execute()
        return positions, complete == b"1"

    async def _read_heartbeats(self) -> None:
        self._views.note_heartbeats(await self._fields(keys.HEARTBEATS))

    async def _fields(self, name: str) -> dict[bytes, bytes]:
        return cast("dict[bytes, bytes]", await self._redis.hgetall(name))

    def _disconnected(self, error: str) -> None:
        self._views.connected, self._views.redis_error = False, error
        for view in self._views.all:
            if view.state is not ViewState.UNREAD:
                view.become(ViewState.DISCONNECTED)

    def _view(self, league: str) -> LeagueView:
        return self._views.multi if league == self._views.multi.league else self._views.leagues[league]
