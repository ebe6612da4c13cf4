"""Reads of one stream: catching up, waiting for more, and server-sent events. All three are one walk over the map."""

from collections.abc import AsyncGenerator, Callable
from typing import NamedTuple

from a1_service_kit.clock import Clock
from a1_stream.http.answers import (
    ALIVE,
    Answer,
    Sharing,
    chunk_answer,
    control_event,
    data_event,
    head_answer,
    nothing_new,
    now_answer,
    standing,
    tag_of,
)
from a1_stream.http.chunks import Chunk, read_chunk
from a1_stream.http.problem import gone, not_ready
from a1_stream.http.request import Place, StreamRequest, position_of
from a1_stream.http.stream_cursor import stream_cursor
from a1_stream.http.waiting import Attendance
from a1_stream.known_values import check_values
from a1_stream.league_log import LeagueLog
from a1_stream.subscription import Scope
from a1_streaming.cursors import Cursor
from a1_streaming.resuming import ResnapshotReason, why_not_resumed


class Times(NamedTuple):
    """How long things last, in seconds."""

    long_poll: float = 20
    """A long poll without news."""
    events: float = 60
    """Server-sent events: then the client connects again, which lets a cache collapse clients."""
    heartbeat: float = 5
    """Silence of server-sent events."""
    loading: float = 2
    """For a log that is being read, and for a cursor that is a moment ahead of this reader."""


class StreamReader:
    """Answers the reads of the leagues' streams. `draw` returns a number in [0, 1)."""

    def __init__(self, clock: Clock, sharing: Sharing, times: Times, draw: Callable[[], float]) -> None:
        self._clock = clock
        self._sharing = sharing
        self._times = times
        self._draw = draw

    async def head(self, log: LeagueLog, request: StreamRequest) -> Answer:
        """Return where the stream ends. Raises Problem or FilterProblem, as all reads do."""
        await self._loaded(log, request)
        return head_answer(_offset(log, request, log.changes(request.kind).end))

    async def catch_up(self, log: LeagueLog, request: StreamRequest, if_none_match: bytes | None) -> Answer:
        """Return what follows the offset, without waiting. Raises Problem."""
        start = await self._start(log, request)
        if request.offset is Place.NOW:
            return now_answer(_offset(log, request, start))
        chunk = read_chunk(log.changes(request.kind), start, request.filters)
        return self._chunk(log, request, start, chunk, None, if_none_match)

    async def long_poll(
        self, log: LeagueLog, request: StreamRequest, attendance: Attendance, if_none_match: bytes | None
    ) -> Answer:
        """Return what follows the offset as soon as there is any, or 204. Raises Problem."""
        start = at = await self._start(log, request)
        epoch, until = log.epoch, self._clock.monotonic() + self._times.long_poll
        while True:
            chunk = read_chunk(log.changes(request.kind), at, request.filters)
            if chunk.records:
                return self._chunk(log, request, start, chunk, self._cursor(request), if_none_match)
            at = chunk.position
            remaining = until - self._clock.monotonic()
            has_moved = remaining > 0 and await attendance.moved(log, {request.kind: at}, remaining)
            if log.epoch != epoch:
                raise gone(ResnapshotReason.EPOCH_CHANGED)
            if not has_moved:
                place = standing(_offset(log, request, at), self._cursor(request), is_up_to_date=True)
                return nothing_new(place)

    async def events(self, log: LeagueLog, request: StreamRequest, attendance: Attendance) -> AsyncGenerator[bytes]:
        """Return the events of one connection. Raises Problem before the first."""
        start = await self._start(log, request)
        return self._events(log, request, attendance, start)

    async def _events(
        self, log: LeagueLog, request: StreamRequest, attendance: Attendance, start: int
    ) -> AsyncGenerator[bytes]:
        """Yield the events. A slow client gets the newest changes when it reads again."""
        epoch, until = log.epoch, self._clock.monotonic() + self._times.events
        at, sent = start, None
        while log.epoch == epoch and not attendance.is_over and (remaining := until - self._clock.monotonic()) > 0:
            chunk = read_chunk(log.changes(request.kind), at, request.filters)
            at = chunk.position
            if chunk.records or sent is None:
                sent = at
                yield (data_event(chunk) if chunk.records else b"") + self._control(log, request, chunk)
            if not chunk.is_up_to_date:
                continue
            if await attendance.moved(log, {request.kind: at}, min(self._times.heartbeat, remaining)):
                continue
            if log.epoch == epoch and remaining > self._times.heartbeat:
                yield ALIVE if sent == at else self._control(log, request, chunk)
                sent = at

    async def _start(self, log: LeagueLog, request: StreamRequest) -> int:
        """Return the position after which a reader goes on. Raises Problem where its cursor is of no use."""
        await self._loaded(log, request)
        offset, kind = request.offset, request.kind
        if isinstance(offset, Cursor):
            if offset.epoch == log.epoch and kind in offset.positions:
                await log.wait_reached({kind: offset.positions[kind]}, self._times.loading)
            reason = why_not_resumed(offset, log.epoch, (kind,), log.maps)
            if reason is not None:
                raise gone(reason)
        position = position_of(offset, kind, log.changes(kind).end)
        assert position is not None  # noqa: S101  # a cursor without the kind has expired
        return position

    async def _loaded(self, log: LeagueLog, request: StreamRequest) -> None:
        if not log.is_loaded and not await log.wait_loaded(self._times.loading):
            raise not_ready()
        check_values(log, Scope((request.kind,), request.filters))

    def _chunk(
        self,
        log: LeagueLog,
        request: StreamRequest,
        start: int,
        chunk: Chunk,
        cursor: int | None,
        if_none_match: bytes | None,
    ) -> Answer:
        next_offset = _offset(log, request, chunk.position)
        place = standing(next_offset, cursor, is_up_to_date=chunk.is_up_to_date)
        tag = tag_of(log.epoch, request.kind, start, chunk)
        sharing = self._sharing if request.offset is not Place.NOW else None
        return chunk_answer(chunk, place, tag, sharing, if_none_match)

    def _control(self, log: LeagueLog, request: StreamRequest, chunk: Chunk) -> bytes:
        next_offset = _offset(log, request, chunk.position)
        return control_event(next_offset, self._cursor(request), is_up_to_date=chunk.is_up_to_date)

    def _cursor(self, request: StreamRequest) -> int:
        return stream_cursor(self._clock.now(), request.echo, self._draw())


def _offset(log: LeagueLog, request: StreamRequest, position: int) -> str:
    return log.cursor_text({request.kind: position})
