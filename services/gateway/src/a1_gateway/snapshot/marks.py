"""Where a league's view stands in Redis: its epoch, its completeness and its positions in the log."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

import redis.asyncio as redis_asyncio

from a1_schemas import keys

_TIMEOUT_S = 2.0
"""A Redis that hangs for this long counts as unavailable."""


class Marks(NamedTuple):
    """The marks of one league's view. Without an epoch it was emptied, or written by an older release.

    `log` is the epoch of the log that the positions count in; None where the view does not name it.
    """

    epoch: str | None
    is_complete: bool
    positions: Mapping[str, int]
    log: str | None = None

    def is_behind(self, other: Mapping[str, int]) -> bool:
        """Whether a topic stands below these positions."""
        return any(self.positions.get(topic, 0) < position for topic, position in other.items())

    def topics_beyond(self, other: Mapping[str, int]) -> set[str]:
        """Return the topics that stand above these positions."""
        return {topic for topic, position in self.positions.items() if position > other.get(topic, 0)}


async def read_marks(redis: redis_asyncio.Redis, leagues: Iterable[str]) -> dict[str, Marks]:
    """Return the marks of these leagues, by one round trip. Raises TimeoutError after two seconds."""
    names = list(leagues)
    async with asyncio.timeout(_TIMEOUT_S), redis.pipeline(transaction=False) as pipeline:
        for league in names:
            pipeline.hmget(keys.completeness(league), [keys.EPOCH, keys.COMPLETE, keys.LOG])
            pipeline.hgetall(keys.positions(league))
        answers = await pipeline.execute()
    return {league: _marks(answers[2 * number], answers[2 * number + 1]) for number, league in enumerate(names)}


def _marks(completeness: list[bytes | None], positions: object) -> Marks:
    epoch, complete, log = completeness
    stored = cast("dict[bytes, bytes]", positions)
    at = {topic.decode(): int(position) for topic, position in stored.items()}
    return Marks(_text(epoch), complete == b"1", at, _text(log))


def _text(field: bytes | None) -> str | None:
    return field.decode() if field is not None else None
