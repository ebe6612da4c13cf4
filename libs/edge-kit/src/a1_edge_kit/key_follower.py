"""Keeps a key ring in step with Redis, so that a revoked key is refused within a second."""

from collections.abc import Sequence
from typing import Any, Never, cast

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.exceptions import RedisError

from a1_edge_kit.key_ring import KeyRing
from a1_schemas import keys
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import EdgeKind
from a1_schemas.topics import EDGE_KEYS, MULTI
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.redis import end_if_cancelled

_LOOK_EVERY_S = 0.1
_HASH = keys.records(MULTI, EdgeKind.KEYS)
_Mark = tuple[bytes | None, bytes | None]
"""The view's epoch, and its position in the topic of keys."""


class KeyFollower:
    """Looks ten times a second whether keys have changed, and reads all of them if so.

    The ring keeps what it knows while Redis is away and while the view is rebuilt.
    """

    def __init__(self, redis: Redis, ring: KeyRing, clock: Clock) -> None:
        self._redis = redis
        self._ring = ring
        self._clock = clock
        self._read: _Mark | None = None
        self._outage = Outage("keys.unreadable", clock)
        self._logger = get_logger("a1.edge.keys")

    async def run(self) -> Never:
        """Follow until cancelled. Outages are waited out."""
        while True:
            try:
                await self.look()
            except (RedisError, OSError, TimeoutError) as error:
                end_if_cancelled()
                self._outage.note(error)
            else:
                self._outage.end()
            end_if_cancelled()  # the client may have taken a cancellation for itself
            await self._clock.sleep(_LOOK_EVERY_S)

    async def look(self) -> None:
        """Read the keys if they have changed. Raises RedisError."""
        async with self._redis.pipeline(transaction=True) as pipeline:
            _ask_for_mark(pipeline)
            before = _mark_of(await pipeline.execute())
        if before is None or before == self._read:
            return
        async with self._redis.pipeline(transaction=True) as pipeline:
            _ask_for_mark(pipeline)
            pipeline.hgetall(_HASH)
            *marks, values = await pipeline.execute()
        mark = _mark_of(marks)
        if mark is None:  # a rebuild has begun since: what was read may be a part
            return
        stored = cast("dict[bytes, bytes]", values)
        self._ring.replace([key for name, value in stored.items() if (key := self._parsed(name, value)) is not None])
        self._read = mark

    def _parsed(self, name: bytes, value: bytes) -> ApiKey | None:
        try:
            return ApiKey.model_validate_json(keys.unpack(value)[1])
        except ValueError:
            self._logger.warning("keys.unreadable_record", key_id=name.decode(errors="replace"))
            return None


def _ask_for_mark(pipeline: Pipeline) -> None:
    pipeline.hmget(keys.completeness(MULTI), [keys.EPOCH, keys.COMPLETE])
    pipeline.hget(keys.positions(MULTI), EDGE_KEYS)


def _mark_of(answers: Sequence[Any]) -> _Mark | None:
    """Return where the view stands, or None while it is rebuilt."""
    (epoch, complete), position = answers
    return (epoch, position) if complete == b"1" else None
