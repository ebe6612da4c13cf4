"""Writes the Redis view: few large version-checked writes, the position last, and a notice of what changed."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from redis.asyncio import Redis

from a1_normalizer.metrics import Metrics
from a1_schemas import keys
from a1_schemas.vocabulary import Kind

_OUTCOMES = {1: "applied", 0: "duplicate", -1: "stale"}
_MOVED = -1
_RECORDS_IN_A_CALL = 500


class ViewRecord(NamedTuple):
    """A canonical record as the view stores it. A removed record has an empty document; a tombstone is deleted."""

    kind: Kind
    key: str
    version: int
    document: bytes
    is_tombstone: bool


class Move(NamedTuple):
    """The move of a topic's position in a league's view, from `start` to `end`."""

    topic: str
    start: int
    end: int


class View:
    """Writes one league at a time. All keys of a league share one slot of a cluster."""

    def __init__(self, redis: Redis, metrics: Metrics) -> None:
        self._redis = redis
        self._metrics = metrics
        self._write = redis.register_script(_script("write_records"))
        self._move = redis.register_script(_script("move_positions"))

    async def write(self, league: str, records: Sequence[ViewRecord]) -> None:
        """Write records with a newer version, and publish their names on the league's channel.

        Idempotent. Raises RedisError; part of the records may then have been written.
        """
        changed: list[tuple[Kind, str]] = []
        by_kind: dict[Kind, list[ViewRecord]] = {}
        for record in records:
            by_kind.setdefault(record.kind, []).append(record)
        for kind, of_kind in by_kind.items():
            for start in range(0, len(of_kind), _RECORDS_IN_A_CALL):
                changed += await self._write_some(league, kind, of_kind[start : start + _RECORDS_IN_A_CALL])
        if changed:
            await self._redis.publish(keys.changes(league), json.dumps(changed))

    async def positions(self, owner: str) -> dict[str, int]:
        """Return the next offset by topic; empty for a view that was never filled."""
        stored = await self._redis.hgetall(keys.positions(owner))  # pyright: ignore[reportGeneralTypeIssues]
        return {bytes(topic).decode(): int(offset) for topic, offset in stored.items()}  # pyright: ignore[reportArgumentType]

    async def move(self, owner: str, moves: Sequence[Move]) -> dict[str, int]:
        """Move positions, each only if it is at its `start`.

        Returns the stored positions of those that are elsewhere.
        """
        arguments = [str(part) for move in moves for part in move]
        answers = await self._move(keys=[keys.positions(owner)], args=arguments)
        return {move.topic: int(answer) for move, answer in zip(moves, answers, strict=True) if answer != _MOVED}

    async def begin_rebuild(self, owner: str) -> None:
        """Mark the league's view incomplete. Readers keep their records until `complete`."""
        await self._redis.hset(keys.completeness(owner), "complete", "0")  # pyright: ignore[reportGeneralTypeIssues]

    async def complete(self, owner: str) -> None:
        """Mark the league's view complete and notifies readers."""
        await self._redis.hset(keys.completeness(owner), "complete", "1")  # pyright: ignore[reportGeneralTypeIssues]
        await self._redis.publish(keys.changes(owner), "[]")

    async def write_heartbeats(self, heartbeats: dict[str, bytes]) -> None:
        """Store the newest heartbeat of each service."""
        await self._redis.hset(keys.HEARTBEATS, mapping=heartbeats)  # pyright: ignore[reportGeneralTypeIssues, reportArgumentType]

    async def _write_some(self, league: str, kind: Kind, records: Sequence[ViewRecord]) -> Iterable[tuple[Kind, str]]:
        arguments: list[str | bytes] = []
        for record in records:
            action = "delete" if record.is_tombstone else "set"
            arguments += [record.key, f"{record.version:0{keys.VERSION_DIGITS}d}", action, record.document]
        answers = await self._write(keys=[keys.records(league, kind)], args=arguments)
        for answer, count in Counter(answers).items():
            self._metrics.view_writes.labels(kind, _OUTCOMES[answer]).inc(count)
        return [(kind, record.key) for record, answer in zip(records, answers, strict=True) if answer == 1]


def _script(name: str) -> str:
    return files("a1_normalizer.view_scripts").joinpath(f"{name}.lua").read_text()
