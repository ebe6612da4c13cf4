"""The subscriptions of one league: each is current, and a member of its scope's group, or behind, and catches up.

Everything here runs between two awaits of the event loop, so the maps never move while frames are made of them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from a1_schemas.vocabulary import Kind
from a1_stream.catching_up import changes_since, snapshot_bodies, snapshot_payloads
from a1_stream.framing import text_frame
from a1_stream.group import Group
from a1_stream.league_log import Applied, LeagueLog, Positions
from a1_stream.metrics import Metrics
from a1_stream.source_states import SourceStates
from a1_stream.subscription import Scope, Subscription
from a1_streaming.cursors import Cursor
from a1_streaming.frames import Live, Resnapshot, Why, encode
from a1_streaming.resuming import ResnapshotReason, why_not_resumed

_SNAPSHOT_FOR_S = 1.0
"""How long the bodies of a snapshot serve others of the scope; what has changed since, a delta brings."""


class Fanout:
    """Serves the subscriptions of one league."""

    def __init__(self, log: LeagueLog, metrics: Metrics, now: Callable[[], datetime]) -> None:
        self.log = log
        self._metrics = metrics
        self._now = now
        self._groups: dict[Scope, Group] = {}
        self._behind: dict[Subscription, None] = {}
        self._waiting: dict[Subscription, str | None] = {}
        """Subscriptions that begin when the log is loaded, and the reason of their resnapshot."""
        self._snapshots: dict[Scope, tuple[datetime, Positions, list[bytes]]] = {}
        self._sources = SourceStates()
        log.watchers.append(self)

    def begin(self, subscription: Subscription, cursor: str | None, parsed: Cursor | None) -> None:
        """Begin after a cursor, or with a snapshot where there is none or it cannot be resumed.

        The log must be loaded, unless there is no cursor.
        """
        if not self.log.is_loaded:
            self._waiting[subscription] = None
            return
        if cursor is None or parsed is None:
            self._snapshot(subscription, None)
            return
        reason = why_not_resumed(parsed, self.log.epoch, subscription.scope.kinds, self.log.maps)
        if reason is not None:
            self._resnapshot(subscription, reason)
            return
        subscription.why = Why.RESUME
        subscription.stands_at({kind: parsed.positions[kind] for kind in subscription.scope.kinds}, cursor)
        self._behind[subscription] = None
        self.pump(subscription)

    def begin_again(self, subscription: Subscription) -> None:
        """Begin with a snapshot, since the filters have changed."""
        if self.log.is_loaded:
            self._resnapshot(subscription, ResnapshotReason.FILTER_CHANGED)
        else:
            self._waiting[subscription] = ResnapshotReason.FILTER_CHANGED

    def end(self, subscription: Subscription) -> None:
        """Serve a subscription no longer."""
        self._waiting.pop(subscription, None)
        self._behind.pop(subscription, None)
        group = self._groups.get(subscription.scope)
        if group is not None:
            group.leave(subscription)

    def fall_behind(self, subscription: Subscription) -> None:
        """Write nothing more to a subscription until `pump`: its client does not read."""
        group = self._groups.get(subscription.scope)
        if group is not None and group.leave(subscription):
            subscription.why = Why.SLOW_CLIENT
            self._behind[subscription] = None

    def pump(self, subscription: Subscription) -> None:
        """Write what a subscription has missed, until it is current or its client stops reading."""
        if subscription not in self._behind:
            return
        socket = subscription.socket
        while not socket.is_blocked:
            if subscription.snapshot is not None:
                part = next(subscription.snapshot, None)
                if part is None:
                    subscription.snapshot = None
                else:
                    self._metrics.frames.labels("snapshot").inc()
                    socket.write(text_frame(part))
            elif not self._write_missed(subscription):
                self._join(subscription)
                return

    def mark(self) -> None:
        """Write a mark to every subscription that is current, and drop what none needs."""
        if not self.log.is_loaded:
            return
        self._groups = {scope: group for scope, group in self._groups.items() if group}
        self._snapshots.clear()
        if not self._groups:
            return
        sources = self._worst()
        for group in self._groups.values():
            self._metrics.frames.labels("mark").inc(group.mark(sources))

    def on_changes(self, applied: Sequence[Applied]) -> None:
        """Write changes to every subscription that they concern. Groups of other events are not asked."""
        is_by_event = any(scope.filters.event_ids for scope in self._groups)
        touched = _events_of(applied) if is_by_event else frozenset[str]()
        for scope, group in self._groups.items():
            wanted = scope.filters.event_ids
            if wanted is not None and wanted.isdisjoint(touched):
                continue
            self._metrics.frames.labels("delta").inc(group.deliver(applied))

    def on_loaded(self) -> None:
        """Begin what has waited."""
        waiting, self._waiting = self._waiting, {}
        for subscription, reason in waiting.items():
            self._snapshot(subscription, reason)

    def on_replaced(self) -> None:
        """Let every subscription wait for the other log."""
        members = [member for group in self._groups.values() for member in group]
        stranded = [*members, *self._behind, *self._waiting]
        self._groups.clear()
        self._behind.clear()
        self._snapshots.clear()
        self._waiting = dict.fromkeys(stranded, str(ResnapshotReason.EPOCH_CHANGED))
        for subscription in stranded:
            self._announce_resnapshot(subscription, ResnapshotReason.EPOCH_CHANGED)

    def _write_missed(self, subscription: Subscription) -> bool:
        """Write what was missed while the client reads. Returns False where nothing was."""
        wrote = False
        for catch in changes_since(self.log, subscription):
            wrote = True
            self._metrics.frames.labels("delta").inc()
            self._metrics.conflated.inc(catch.conflated)
            subscription.socket.write(text_frame(catch.payload))
            subscription.stands_at(catch.positions, catch.cursor)
            if subscription.socket.is_blocked:
                break
        return wrote

    def _join(self, subscription: Subscription) -> None:
        """Make it a member of its scope's group: nothing that passes lies between its cursor and the end."""
        del self._behind[subscription]
        group = self._groups.get(subscription.scope)
        if group is None:
            group = self._groups[subscription.scope] = Group(self.log, subscription.scope)
        live = Live(id=subscription.id, at=self._now().isoformat().replace("+00:00", "Z"))
        subscription.socket.write(text_frame(encode(live)))
        group.join(subscription, self._worst())
        for op in ("live", "mark"):
            self._metrics.frames.labels(op).inc()
        if subscription.socket.is_blocked:
            self.fall_behind(subscription)

    def _resnapshot(self, subscription: Subscription, reason: ResnapshotReason) -> None:
        self._announce_resnapshot(subscription, reason)
        self._snapshot(subscription, reason)

    def _announce_resnapshot(self, subscription: Subscription, reason: ResnapshotReason) -> None:
        """Say why a snapshot comes; also to a client that reads slowly, since this is all it gets."""
        self._metrics.frames.labels("resnapshot").inc()
        subscription.snapshot = None
        frame = Resnapshot(id=subscription.id, reason=reason, retry_ms=0)
        subscription.socket.write(text_frame(encode(frame)))

    def _snapshot(self, subscription: Subscription, reason: str | None) -> None:
        now, scope = self._now(), subscription.scope
        kept = self._snapshots.get(scope)
        if kept is None or (now - kept[0]).total_seconds() > _SNAPSHOT_FOR_S:
            kept = (now, self.log.positions(scope.kinds), snapshot_bodies(self.log, scope))
            self._snapshots[scope] = kept
        _, positions, bodies = kept
        cursor = self.log.cursor_text(positions)
        subscription.reason = reason
        subscription.why = Why.RESUME
        subscription.stands_at(positions, cursor)
        subscription.snapshot = snapshot_payloads(subscription, bodies, cursor)
        self._behind[subscription] = None
        self.pump(subscription)

    def _worst(self) -> str | None:
        return self._sources.worst(self.log.changes(Kind.SOURCES), self._now())


def _events_of(applied: Sequence[Applied]) -> frozenset[str]:
    """Return the events that these records are or were about."""
    facts = (each.facts for pair in applied for each in pair if each is not None)
    return frozenset(event_id for of_record in facts for event_id in of_record.event_ids)
