"""One client's connection: its frames in, its subscriptions, its bounds. Knows no WebSocket library."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.scopes import stream_scope
from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.leagues import League
from a1_stream.fanout import Fanout
from a1_stream.framing import text_frame
from a1_stream.metrics import Metrics
from a1_stream.problems import (
    NO_EVERY_CHANGE,
    Problem,
    bad_frame,
    bad_parameter,
    lacking_scope,
    of_filter,
    too_large,
    too_many_frames,
    too_many_streams,
)
from a1_stream.settings import StreamSettings
from a1_stream.subscription import Scope, Socket, Subscription
from a1_streaming.cursors import BadCursorError, Cursor, decode_cursor
from a1_streaming.filters import FilterProblem, filters_of
from a1_streaming.frames import (
    MAX_CLIENT_FRAME,
    CloseCode,
    Hello,
    Limits,
    Ping,
    Pong,
    ServerFrame,
    Subscribe,
    Unsubscribe,
    Unsubscribed,
    Update,
    encode,
    read_client_frame,
)

_AHEAD_WITHIN_S = 2.0
"""How long a cursor may be ahead of this process: the gateway may have read what is still on its way here."""
_LOADED_WITHIN_S = 600.0
_KINDS: Mapping[str, ViewKind] = {str(kind): kind for kind in VIEW_KINDS}


class Wire(Socket, Protocol):
    """The WebSocket below a connection."""

    def close(self, code: CloseCode, reason: str) -> None:
        """Close after what was written. Later writes do nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Shared:
    """What all connections of a process share."""

    settings: StreamSettings
    hello: Callable[[Identity], Hello]
    fanouts: Mapping[League, Fanout]
    metrics: Metrics
    guard: Guard
    starting: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    """Subscriptions that wait for the log."""

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run this, and hold it until it ends."""
        task = asyncio.create_task(work)
        self.starting.add(task)
        task.add_done_callback(self.starting.discard)


class Connection:
    """What a client has subscribed to."""

    def __init__(self, wire: Wire, shared: Shared, identity: Identity, now: float) -> None:
        self.streams: dict[str, tuple[Subscription, Fanout]] = {}
        self.has_subscribed = False
        self.opened_at = now
        self.blocked_since: float | None = None
        self.is_closed = False
        self._wire = wire
        self._shared = shared
        self._identity = identity
        self._most_streams = most_streams(shared.settings, identity)
        self._budget = float(shared.settings.frames_per_s)
        self._counted_at = now
        self.send("hello", shared.hello(identity))

    def on_frame(self, payload: bytes, now: float) -> None:
        """Take a text frame."""
        if not self._admits(now):
            self.refuse(too_many_frames(self._shared.settings.frames_per_s))
        elif len(payload) > MAX_CLIENT_FRAME:
            self.refuse(too_large(MAX_CLIENT_FRAME))
        else:
            try:
                frame = read_client_frame(payload)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                self.refuse(bad_frame(str(error)[:200]))
            else:
                self._take(frame)

    def on_ping(self, now: float) -> bool:
        """Take a ping of the WebSocket protocol. Returns whether it is to be answered."""
        if self._admits(now):
            return True
        self.refuse(too_many_frames(self._shared.settings.frames_per_s))
        return False

    @property
    def may_stay(self) -> bool:
        """Whether its credential is still good."""
        return self._shared.guard.holds(self._identity)

    def on_blocked(self) -> None:
        """Leave out what the client does not read."""
        for subscription, fanout in self.streams.values():
            fanout.fall_behind(subscription)

    def on_writable(self) -> None:
        """Write what the client has missed while it did not read."""
        for subscription, fanout in tuple(self.streams.values()):
            fanout.pump(subscription)

    def refuse(self, problem: Problem, subscription: str | None = None) -> None:
        """Say what is wrong; end the connection where it cannot go on."""
        if self.is_closed:
            return
        self.send("error", problem.frame(subscription))
        if problem.close is not None:
            self.close(problem.close, problem.title)

    def close(self, code: CloseCode, reason: str) -> None:
        """End the connection."""
        if not self.is_closed:
            self._shared.metrics.closed.labels(str(code.value)).inc()
            self.forget()
            self._wire.close(code, reason)

    def forget(self) -> None:
        """End its subscriptions."""
        self.is_closed = True
        for subscription, fanout in self.streams.values():
            fanout.end(subscription)
        self.streams.clear()

    def _take(self, frame: Subscribe | Update | Unsubscribe | Ping) -> None:
        match frame:
            case Subscribe():
                self._subscribe(frame)
            case Update():
                self._update(frame)
            case Unsubscribe():
                self._unsubscribe(frame)
            case Ping():
                self.send("pong", Pong())

    def _subscribe(self, frame: Subscribe) -> None:
        if len(self.streams) >= self._most_streams:
            self.refuse(too_many_streams(self._most_streams))
            return
        try:
            fanout, subscription, cursor = self._parse(frame)
        except _RefusedError as error:
            self.refuse(error.problem, frame.id)
            return
        self.has_subscribed = True
        self.streams[frame.id] = (subscription, fanout)
        self._shared.start(self._begin(fanout, subscription, frame.cursor, cursor))

    def _parse(self, frame: Subscribe) -> tuple[Fanout, Subscription, Cursor | None]:
        """Return what is subscribed to. Raises _RefusedError."""
        if frame.id in self.streams:
            raise _RefusedError(bad_parameter("id", "This connection has a subscription of this id."))
        fanout = self._shared.fanouts.get(frame.scope.league)  # type: ignore[call-overload]  # a StrEnum member equals its text
        if fanout is None:
            raise _RefusedError(bad_parameter("scope.league", "It is no league.", sorted(self._shared.fanouts)))
        kinds = _kinds(frame.scope.kinds)
        for kind in kinds:
            if stream_scope(kind) not in self._identity.scopes:
                raise _RefusedError(lacking_scope(stream_scope(kind)))
        if frame.every_change:
            raise _RefusedError(NO_EVERY_CHANGE)
        try:
            scope = Scope(kinds, filters_of(frame.scope.league, kinds, frame.filters))
            cursor = None if frame.cursor is None else decode_cursor(frame.cursor)
        except FilterProblem as problem:
            raise _RefusedError(of_filter(problem)) from None
        except BadCursorError as error:
            raise _RefusedError(bad_parameter("cursor", str(error))) from None
        return fanout, Subscription(frame.id, self._wire, scope), cursor

    async def _begin(self, fanout: Fanout, subscription: Subscription, text: str | None, cursor: Cursor | None) -> None:
        """Begin when the log is loaded, and has reached the cursor if it is about to."""
        log = fanout.log
        if not log.is_loaded:
            await log.wait_loaded(_LOADED_WITHIN_S)
        if cursor is not None and cursor.epoch == log.epoch:
            wanted = {kind: place for kind, place in cursor.positions.items() if kind in subscription.scope.kinds}
            if not log.has_reached(wanted):
                await log.wait_reached(wanted, _AHEAD_WITHIN_S)
        if self.streams.get(subscription.id, (None, None))[0] is subscription:
            fanout.begin(subscription, text, cursor)

    def _update(self, frame: Update) -> None:
        known = self.streams.get(frame.id)
        if known is None:
            self.refuse(_unknown_id(), frame.id)
            return
        before, fanout = known
        try:
            filters = filters_of(fanout.log.league, before.scope.kinds, frame.filters)
        except FilterProblem as problem:
            self.refuse(of_filter(problem), frame.id)
            return
        fanout.end(before)
        subscription = Subscription(frame.id, self._wire, Scope(before.scope.kinds, filters))
        self.streams[frame.id] = (subscription, fanout)
        fanout.begin_again(subscription)

    def _unsubscribe(self, frame: Unsubscribe) -> None:
        known = self.streams.pop(frame.id, None)
        if known is None:
            self.refuse(_unknown_id(), frame.id)
            return
        subscription, fanout = known
        fanout.end(subscription)
        self.send("unsubscribed", Unsubscribed(id=frame.id))

    def _admits(self, now: float) -> bool:
        """Whether a frame is within the rate: as many at once as in a second."""
        most = self._shared.settings.frames_per_s
        self._budget = min(most, self._budget + (now - self._counted_at) * most) - 1
        self._counted_at = now
        return self._budget >= 0

    def send(self, op: str, frame: ServerFrame) -> None:
        """Write a frame that is this client's alone."""
        self._shared.metrics.frames.labels(op).inc()
        self._wire.write(text_frame(encode(frame)))


class _RefusedError(Exception):
    """A subscription that cannot be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def _kinds(words: tuple[str, ...]) -> tuple[ViewKind, ...]:
    """Return the kinds of a scope, in the order of the contract. Raises _RefusedError."""
    unknown = [word for word in words if word not in _KINDS]
    if unknown or len(set(words)) != len(words):
        raise _RefusedError(bad_parameter("scope.kinds", "Each is a kind of records, once.", sorted(_KINDS)))
    return tuple(kind for word, kind in _KINDS.items() if word in words)


def _unknown_id() -> Problem:
    return bad_parameter("id", "This connection has no subscription of this id.")


def most_streams(settings: StreamSettings, identity: Identity) -> int:
    """Return how many subscriptions a connection may have: what the server bears, and what a credential's plan has."""
    if identity.kind is IdentityKind.ANONYMOUS:
        return settings.max_streams
    return min(settings.max_streams, identity.plan.streams)


def limits_of(settings: StreamSettings, identity: Identity) -> Limits:
    """Return the limits as `hello` says them."""
    return Limits(
        streams=most_streams(settings, identity),
        frame_bytes=MAX_CLIENT_FRAME,
        frames_per_s=settings.frames_per_s,
        heartbeat_s=settings.heartbeat_s,
    )
