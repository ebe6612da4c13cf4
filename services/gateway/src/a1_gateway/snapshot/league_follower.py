"""Keeps one league's view in step with Redis: by notices that continue from what it holds, else by reading.

A league whose view was complete and is not complete now was emptied, or is being rebuilt: it keeps its records until
the view is complete again. So it does while the view stands below what it holds, which a failover may cause that lost
the last second: the projector writes those records again.
"""

from collections.abc import AsyncIterator, Collection, Iterable
from typing import NamedTuple, cast

import redis.asyncio as redis_asyncio

from a1_gateway.snapshot.league_view import LeagueView, ViewState
from a1_gateway.snapshot.marks import Marks, read_marks
from a1_schemas import keys
from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.change_notice import ChangeNotice
from a1_schemas.topics import topic_of
from a1_service_kit.clock import Clock

_READ_CHUNK = 500
_TOPICS = {topic_of(kind): kind for kind in VIEW_KINDS}
_KINDS = {str(kind): kind for kind in VIEW_KINDS}


class _Put(NamedTuple):
    """A field of the view; the value None removes it."""

    kind: ViewKind
    key: str
    value: bytes | None


class LeagueFollower:
    """Applies notices and looks to one league's view. `reloads` counts the times that it read kinds as a whole."""

    def __init__(self, redis: redis_asyncio.Redis, view: LeagueView, clock: Clock) -> None:
        self.view = view
        self.reloads = 0
        self.has_gap = False
        """A notice did not continue from what is held: the next look has to read what differs."""
        self._redis = redis
        self._clock = clock
        self._held: Marks | None = None
        self._seen: dict[str, int] = {}
        """The positions at the last look. Notices of all that lies below them were sent before it."""
        self._pending: dict[ViewKind, set[str]] = {}
        self._promised: dict[str, int] = {}
        """The positions that are held once what is pending was read."""
        self._was_complete = False
        self._is_waiting = True
        """Notices are of no use: all is read once the view can be believed."""

    def note(self, notice: ChangeNotice) -> None:
        """Take up the changes of a notice that continues from what is held. A repeated one changes nothing."""
        held = self._held
        if self._is_waiting or held is None or notice.epoch != held.epoch:
            return
        at = {**held.positions, **self._promised}
        moves = {topic: move for topic, move in notice.moves.items() if at.get(topic, 0) < move[1]}
        if any(at.get(topic, 0) != start for topic, (start, _) in moves.items()):
            self.has_gap = True
        elif moves:
            self._promised |= {topic: end for topic, (_, end) in moves.items()}
            for kind, key in notice.changed:
                if kind in _KINDS:
                    self._pending.setdefault(_KINDS[kind], set()).add(key)

    async def apply(self) -> None:
        """Read the records that notices have named."""
        pending, promised = self._pending, self._promised
        self._pending, self._promised = {}, {}
        held = self._held
        if held is None or not promised:
            return
        for kind, changed in pending.items():
            wanted = sorted(changed)
            for start in range(0, len(wanted), _READ_CHUNK):
                chunk = wanted[start : start + _READ_CHUNK]
                epoch, values = await self._read(kind, chunk)
                read = [_Put(kind, key, value) for key, value in zip(chunk, values, strict=True)]
                if epoch != held.epoch or self._put_newer(read):
                    self.has_gap = True
                    return
        self._hold(held._replace(positions={**held.positions, **promised}))

    async def look(self, marks: Marks, *, at_once: bool) -> None:
        """Compare what is held with where the view stands, and read what no notice has named.

        `at_once`: notices may have been lost. Else a position counts only if it is not held by the next look, since its
        notice may be on its way.
        """
        held = self._held
        if not marks.is_complete and self._was_complete:
            self._wait()
        elif held is None or self._is_waiting or marks.epoch != held.epoch:
            if held is not None and marks.epoch == held.epoch and marks.is_behind(held.positions):
                self._wait()
            else:
                await self._load(marks, VIEW_KINDS, marks.positions)
        elif marks.is_behind(held.positions):
            self._wait()
        else:
            missed = marks.topics_beyond(held.positions)
            becomes_complete = marks.is_complete and self.view.state is not ViewState.COMPLETE
            if not (at_once or self.has_gap or becomes_complete):
                missed &= Marks(held.epoch, held.is_complete, self._seen).topics_beyond(held.positions)
            if missed:
                kinds = [_TOPICS[topic] for topic in sorted(missed & _TOPICS.keys())]
                await self._load(marks, kinds, missed)
            else:
                self._believe(marks)
        self.has_gap = False
        self._seen = dict(marks.positions)

    async def _load(self, marks: Marks, kinds: Collection[ViewKind], topics: Iterable[str]) -> None:
        """Read these kinds as a whole, so that these topics are held up to their positions in the marks.

        Records go back or away only if the view is still the one that the marks described.
        """
        self.reloads += 1
        later: list[_Put] = []
        for kind in kinds:
            later += [put async for put in self._scan(kind)]
        now_at = (await read_marks(self._redis, [self.view.league]))[self.view.league]
        has_ended = marks.is_complete and not now_at.is_complete
        if now_at.epoch != marks.epoch or has_ended or now_at.is_behind(marks.positions):
            self._wait()
            return
        now = self._clock.now()
        for put in later:
            self.view.put(*put, now)
        held = self._held
        kept = {} if held is None or self._is_waiting or held.epoch != marks.epoch else held.positions
        self._hold(marks._replace(positions={**kept, **{topic: marks.positions[topic] for topic in topics}}))
        self._believe(marks)

    def _hold(self, held: Marks) -> None:
        """Note the marks of what is held. Call it after the records below them were put, and never before."""
        self._held = held
        self.view.reach(held.log, {kind: held.positions.get(topic, 0) - 1 for topic, kind in _TOPICS.items()})

    async def _scan(self, kind: ViewKind) -> AsyncIterator[_Put]:
        """Take up a kind's newer records; yields what would go back or away."""
        found: set[str] = set()
        fields = self._redis.hscan_iter(keys.records(self.view.league, kind), count=_READ_CHUNK)
        async for key, value in cast("AsyncIterator[tuple[bytes, bytes]]", fields):
            name = key.decode()
            found.add(name)
            for put in self._put_newer([_Put(kind, name, value)]):
                yield put
        for key in [key for key in self.view.records.keys(kind) if key not in found]:
            yield _Put(kind, key, None)

    def _put_newer(self, puts: Iterable[_Put]) -> list[_Put]:
        """Put all but what is older than what is held; returns that."""
        now = self._clock.now()
        older: list[_Put] = []
        for put in puts:
            if put.value is not None and self.view.records.holds_newer(put.kind, put.key, put.value):
                older.append(put)
            else:
                self.view.put(*put, now)
        return older

    async def _read(self, kind: ViewKind, wanted: list[str]) -> tuple[str | None, list[bytes | None]]:
        """Return the view's epoch and these fields, read at one moment."""
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hget(keys.completeness(self.view.league), keys.EPOCH)
            pipeline.hmget(keys.records(self.view.league, kind), wanted)
            epoch, values = cast("tuple[bytes | None, list[bytes | None]]", await pipeline.execute())
        return (epoch.decode() if epoch is not None else None), values

    def _wait(self) -> None:
        self._is_waiting = True
        self._pending, self._promised = {}, {}
        self.view.become(ViewState.REBUILDING)

    def _believe(self, marks: Marks) -> None:
        self._is_waiting = False
        if self._held is not None and self._held.log != marks.log:
            self._hold(self._held._replace(log=marks.log))
        self._was_complete = self._was_complete or marks.is_complete
        if marks.is_complete:
            self.view.in_step_at = self._clock.monotonic()
        self.view.become(ViewState.COMPLETE if marks.is_complete else ViewState.REBUILDING)
