"""One client's connection: its frames in, its subscriptions, its bounds. Knows no WebSocket library."""

from typing import Protocol

import msgspec
from aiokafka.errors import KafkaError

from a1_edge_kit.identity import Identity
from a1_edge_kit.refused_credential import RefusedCredentialError, forbidden
from a1_edge_kit.scopes import stream_scope
from a1_schemas.analytics_words import ViewKind
from a1_schemas.raw import format_time
from a1_stream.client_bounds import check_filter_values, most_streams
from a1_stream.fanout import Fanout
from a1_stream.framing import text_frame
from a1_stream.known_values import check_values
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.problems import (
    Problem,
    bad_frame,
    bad_parameter,
    of_filter,
    time_unread,
    token_refused,
    too_large,
    too_many_frames,
    too_many_streams,
)
from a1_stream.shared import Shared
from a1_stream.subscribing import RefusedError, Start, read_subscription
from a1_stream.subscription import Pace, Scope, Socket, Subscription
from a1_streaming.cursors import Cursor, encode_cursor
from a1_streaming.filters import FilterProblem, filters_of
from a1_streaming.frames import (
    MAX_CLIENT_FRAME,
    ClientFrame,
    CloseCode,
    Ping,
    Pong,
    Reconnect,
    Renewed,
    ServerFrame,
    Subscribe,
    Token,
    Unsubscribe,
    Unsubscribed,
    Update,
    encode,
    read_client_frame,
)

_AHEAD_WITHIN_S = 2.0
"""How long a cursor may be ahead of this process: the gateway may have read what is still on its way here."""
_LOADED_WITHIN_S = 600.0


class Wire(Socket, Protocol):
    """The WebSocket below a connection."""

    def close(self, code: CloseCode, reason: str) -> None:
        """Close after what was written. Later writes do nothing."""
        ...


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
        remaining_s = shared.guard.remaining_s(identity)
        self._is_asked_to_renew = remaining_s is not None and remaining_s <= shared.settings.renew_s
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

    def ask_to_renew(self) -> None:
        """Say once that the credential is about to end. One that was about to when the connection began is not."""
        remaining_s = self._shared.guard.remaining_s(self._identity)
        if self._is_asked_to_renew or remaining_s is None or remaining_s > self._shared.settings.renew_s:
            return
        self._is_asked_to_renew = True
        within_ms = max(0, round(remaining_s * 1_000))
        self.send("reconnect", Reconnect(reason="token-expiring", within_ms=within_ms, spread_ms=within_ms // 2))

    def on_blocked(self, now: float) -> None:
        """Write nothing until the client reads again."""
        self.blocked_since = now
        for subscription, fanout in self.streams.values():
            fanout.block(subscription)

    def on_writable(self) -> None:
        """Write what the client has missed while it did not read."""
        self.blocked_since = None
        for subscription, fanout in tuple(self.streams.values()):
            fanout.unblock(subscription)

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

    def _take(self, frame: ClientFrame) -> None:
        match frame:
            case Subscribe():
                self._subscribe(frame)
            case Update():
                self._update(frame)
            case Unsubscribe():
                self._unsubscribe(frame)
            case Token():
                self._renew(frame)
            case Ping():
                self.send("pong", Pong())

    def _subscribe(self, frame: Subscribe) -> None:
        if len(self.streams) >= self._most_streams:
            self.refuse(too_many_streams(self._most_streams))
            return
        try:
            if frame.id in self.streams:
                raise RefusedError(bad_parameter("id", "This connection has a subscription of this id."))
            wanted = read_subscription(frame, self._shared.fanouts, self._identity)
        except RefusedError as error:
            self.refuse(error.problem, frame.id)
            return
        subscription = Subscription(
            frame.id, self._wire, wanted.scope, every_change=wanted.every_change, pace=wanted.pace
        )
        self.has_subscribed = True
        self.streams[frame.id] = (subscription, wanted.fanout)
        self._shared.start(self._begin(wanted.fanout, subscription, wanted.start))

    async def _begin(self, fanout: Fanout, subscription: Subscription, start: Start) -> None:
        """Begin when the log is loaded, and has reached the cursor if it is about to."""
        log = fanout.log
        if not log.is_loaded:
            await log.wait_loaded(_LOADED_WITHIN_S)
        try:
            check_values(log, subscription.scope)
            text, cursor = await self._found(log, subscription.scope.kinds, start)
        except FilterProblem as problem:
            self._give_up(subscription, of_filter(problem))
            return
        except (KafkaError, OSError):
            self._give_up(subscription, time_unread())
            return
        if cursor is not None and cursor.epoch == log.epoch:
            wanted = {kind: place for kind, place in cursor.positions.items() if kind in subscription.scope.kinds}
            if not log.has_reached(wanted):
                await log.wait_reached(wanted, _AHEAD_WITHIN_S)
        if self.streams.get(subscription.id, (None, None))[0] is subscription:
            fanout.begin(subscription, text, cursor)

    async def _found(
        self, log: LeagueLog, kinds: tuple[ViewKind, ...], start: Start
    ) -> tuple[str | None, Cursor | None]:
        """Return the cursor of where to begin; None for a snapshot. Raises KafkaError, OSError."""
        if not (start.is_now or start.since):
            return start.text, start.cursor
        epoch, positions = log.epoch, log.positions(kinds)
        if start.since is not None:
            positions = await self._shared.replaying.positions_at(log, kinds, start.since)
        cursor = Cursor(epoch, positions)
        return encode_cursor(cursor), cursor

    def _give_up(self, subscription: Subscription, problem: Problem) -> None:
        """End a subscription that was refused before it began."""
        if self.streams.get(subscription.id, (None, None))[0] is subscription:
            del self.streams[subscription.id]
            self.refuse(problem, subscription.id)

    def _update(self, frame: Update) -> None:
        known = self.streams.get(frame.id)
        if known is None:
            self.refuse(_unknown_id(), frame.id)
            return
        before, fanout = known
        try:
            scope = Scope(before.scope.kinds, filters_of(fanout.log.league, before.scope.kinds, frame.filters))
            check_filter_values(scope.filters, self._identity)
            check_values(fanout.log, scope)
        except FilterProblem as problem:
            self.refuse(of_filter(problem), frame.id)
            return
        fanout.end(before)
        pace = None if before.pace is None else Pace(before.pace.each_s)
        subscription = Subscription(frame.id, self._wire, scope, every_change=before.every_change, pace=pace)
        self.streams[frame.id] = (subscription, fanout)
        fanout.begin_again(subscription)

    def _renew(self, frame: Token) -> None:
        """Go on with another token of the same client, which has the scopes of what is subscribed to."""
        try:
            renewed = self._shared.guard.renew(self._identity, frame.jwt)
        except RefusedCredentialError as error:
            self.refuse(token_refused(error))
            return
        kinds = {kind for subscription, _ in self.streams.values() for kind in subscription.scope.kinds}
        for scope in sorted(map(stream_scope, kinds)):
            if scope not in renewed.scopes:
                self.refuse(token_refused(forbidden(scope)))
                return
        self._identity = renewed
        self._is_asked_to_renew = False
        self.send("renewed", Renewed(until=format_time(renewed.until) if renewed.until else ""))

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


def turn_away(wire: Wire, metrics: Metrics, problem: Problem) -> None:
    """Say why there is no connection, before its `hello`, and end it."""
    metrics.frames.labels("error").inc()
    wire.write(text_frame(encode(problem.frame())))
    if problem.close is not None:
        metrics.closed.labels(str(problem.close.value)).inc()
        wire.close(problem.close, problem.title)


def _unknown_id() -> Problem:
    return bad_parameter("id", "This connection has no subscription of this id.")
