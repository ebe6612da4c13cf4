"""Keeps a key ring in step with Redis, so that a revoked key is refused within a second."""

from typing import Never, cast

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from a1_edge_kit.key_ring import KeyRing
from a1_schemas import keys
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import EdgeKind
from a1_schemas.topics import EDGE_KEYS, MULTI
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.redis import end_if_cancelled, explain

_LOOK_EVERY_S = 0.25
_HASH = keys.records(MULTI, EdgeKind.KEYS)
_Mark = tuple[bytes | None, bytes | None]
"""The view's epoch, and its position in the topic of keys."""


class KeyFollower:
    """Looks four times a second whether keys have changed, and reads all of them if so.

    The ring keeps what it knows while Redis is away and while the view is rebuilt.
    """

    def __init__(self, redis: Redis, ring: KeyRing, clock: Clock) -> None:
        self._redis = redis
        self._ring = ring
        self._clock = clock
        self._read: _Mark | None = None
        self._logger = get_logger("a1.edge.keys")

    async def run(self) -> Never:
        """Follow until cancelled. Outages are waited out."""
        while True:
            try:
                await self.look()
            except (RedisError, OSError, TimeoutError) as error:
                end_if_cancelled()
                self._logger.warning("keys.unreadable", error=explain(error))
            await self._clock.sleep(_LOOK_EVERY_S)

    async def look(self) -> None:
        """Read the keys if they have changed. Raises RedisError."""
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hmget(keys.completeness(MULTI), [keys.EPOCH, keys.COMPLETE])
            pipeline.hget(keys.positions(MULTI), EDGE_KEYS)
            (epoch, complete), position = await pipeline.execute()
        mark: _Mark = (epoch, position)
        if complete != b"1" or mark == self._read:
            return
        values = cast("dict[bytes, bytes]", await self._redis.hgetall(_HASH))  # pyright: ignore[reportGeneralTypeIssues]
        self._ring.replace([key for name, value in values.items() if (key := self._parsed(name, value)) is not None])
        self._read = mark

    def _parsed(self, name: bytes, value: bytes) -> ApiKey | None:
        _, document = keys.unpack(value)
        try:
            return ApiKey.model_validate_json(document)
        except ValidationError:
            self._logger.warning("keys.unreadable_record", key_id=name.decode(errors="replace"))
            return None
