"""Writes the Redis view: one script call for each league and portion of the log, which does all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple, cast

from redis.asyncio import Redis

from a1_normalizer.metrics import Metrics, ViewOutcome
from a1_normalizer.portions import Portion
from a1_schemas import keys
from a1_schemas.edge_words import PROJECTED_KINDS

_OUTCOMES = {1: ViewOutcome.APPLIED, 0: ViewOutcome.DUPLICATE, -1: ViewOutcome.STALE}
_FENCE_KEPT_MS = 8 * 24 * 3600 * 1000
"""A tombstone stays in the log for 7 days after it was compacted; a fence stays a day longer."""
_FENCES_PRUNED = 100
"""At most so many in a call, which blocks Redis."""
_FIRST_HASH = 5
"""Where the kinds' hashes begin among the scripts' KEYS."""
_HASHES = {kind: str(_FIRST_HASH + number) for number, kind in enumerate(PROJECTED_KINDS)}


class Standing(NamedTuple):
    """Where a league's view stands.

    `ends`: what a rebuild has to reach; empty if none is under way. `log`: the epoch of the log that it was filled
    from; None where that is unknown.
    """

    epoch: str | None
    is_complete: bool
    positions: Mapping[str, int]
    ends: Mapping[str, int]
    log: str | None = None

    @property
    def has_begun(self) -> bool:
        """False for a view that was emptied, or never filled: it has to be filled from the beginning."""
        return self.epoch is not None and bool(self.positions)

    def moved(self, ends: Mapping[str, int]) -> "Standing":
        """Return the standing after topics have moved to these positions."""
        return self._replace(positions={**self.positions, **ends})

    def completed(self) -> "Standing":
        """Return the standing of a complete view at these positions."""
        return self._replace(is_complete=True, ends={})

    @property
    def has_reached_ends(self) -> bool:
        """Whether the positions have reached the ends of the rebuild."""
        return all(self.positions.get(topic, 0) >= end for topic, end in self.ends.items())


class View:
    """Writes one league at a time. All keys of a league share one slot of a cluster."""

    def __init__(self, redis: Redis, metrics: Metrics) -> None:
        self._redis = redis
        self._metrics = metrics
        self._write_batch = redis.register_script(_script("write_batch"))
        self._begin_rebuild = redis.register_script(_script("begin_rebuild"))

    async def standings(self, owners: Sequence[str]) -> dict[str, Standing]:
        """Return where each of these views stands, by one round trip."""
        async with self._redis.pipeline(transaction=False) as pipeline:
            for owner in owners:
                pipeline.hgetall(keys.completeness(owner))
                pipeline.hgetall(keys.positions(owner))
            answers = cast("list[dict[bytes, bytes]]", await pipeline.execute())
        return {owner: _standing(*answers[2 * number : 2 * number + 2]) for number, owner in enumerate(owners)}

    async def begin_rebuild(self, owner: str, seen: str | None, new: Standing) -> bool:
        """Empty a league's view and let it begin as this standing. Readers keep their records until it is complete.

        Returns False where its epoch is not the one that was seen: another projector was faster.
        """
        arguments = [keys.changes(owner), seen or "", new.epoch or "", new.log or ""]
        for topic, end in new.ends.items():
            arguments += [topic, str(end)]
        return bool(await self._begin_rebuild(keys=_keys_of(owner), args=arguments))

    async def name_log(self, owner: str, log: str) -> None:
        """Store the epoch of the log in a view that does not name it: one that an older release has filled."""
        await self._redis.hset(keys.completeness(owner), keys.LOG, log)  # pyright: ignore[reportGeneralTypeIssues]

    async def write(self, owner: str, epoch: str, portion: Portion, *, completes: bool = False) -> bool:
        """Write records with a newer version, move positions, mark the view complete, and notify readers of it all.

        A view that is complete now takes the place of the release before, whose keys go. Returns False where nothing
        was written, since the view has another epoch or a topic is not where its move starts. Raises RedisError; the
        portion may then have been written, and is refused if it is written again.
        """
        fences_before = portion.newest_ms - _FENCE_KEPT_MS
        arguments: list[str | bytes] = [keys.changes(owner), epoch, str(int(completes))]
        arguments += [str(fences_before), str(_FENCES_PRUNED), str(len(portion.moves))]
        for move in portion.moves:
            arguments += [move.topic, str(move.start), str(move.end)]
        for record in portion.records:
            action = "delete" if record.is_tombstone else "set"
            version = f"{record.version:0{keys.VERSION_DIGITS}d}"
            arguments += [_HASHES[record.kind], record.key, version, action, record.document, str(record.time_ms)]
        outcomes = await self._write_batch(keys=_keys_of(owner), args=arguments)
        if outcomes is None:
            return False
        if completes:
            await self._redis.unlink(*keys.of_release_before(owner))
        counts = Counter((record.kind, outcome) for record, outcome in zip(portion.records, outcomes, strict=True))
        for (kind, outcome), count in counts.items():
            self._metrics.view_writes.labels(kind, _OUTCOMES[outcome]).inc(count)
        for kind in portion.unreadable:
            self._metrics.view_writes.labels(kind, ViewOutcome.UNREADABLE).inc()
        return True

    async def write_heartbeats(self, heartbeats: Mapping[str, bytes]) -> None:
        """Store the newest heartbeat of each service."""
        await self._redis.hset(keys.HEARTBEATS, mapping=dict(heartbeats))  # pyright: ignore[reportGeneralTypeIssues, reportArgumentType]

    async def reconnect(self) -> None:
        """Drop the connections. A server that a failover has made a replica refuses writes on those it has."""
        await self._redis.connection_pool.disconnect()


def _standing(completeness: Mapping[bytes, bytes], positions: Mapping[bytes, bytes]) -> Standing:
    fields = _texts(completeness)
    ends = {name.removeprefix(keys.END): int(end) for name, end in fields.items() if name.startswith(keys.END)}
    at = {topic: int(position) for topic, position in _texts(positions).items()}
    return Standing(fields.get(keys.EPOCH), fields.get(keys.COMPLETE) == "1", at, ends, fields.get(keys.LOG))


def _texts(fields: Mapping[bytes, bytes]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in fields.items()}


def _keys_of(owner: str) -> list[str]:
    return [
        *(keys.completeness(owner), keys.positions(owner), keys.fences(owner), keys.fence_times(owner)),
        *_hashes_of(owner),
    ]


def _hashes_of(owner: str) -> Iterable[str]:
    return (keys.records(owner, kind) for kind in PROJECTED_KINDS)


def _script(name: str) -> str:
    return files("a1_normalizer.view_scripts").joinpath(f"{name}.lua").read_text()
