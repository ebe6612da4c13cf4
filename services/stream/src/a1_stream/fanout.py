"""The subscriptions of one league: each is current, and a member of its scope's group, or behind, and catches up.

Everything here runs between two awaits of the event loop, so the maps never move while frames are made of them.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from a1_schemas.vocabulary import Kind
from a1_stream.catching_up import changes_since, snapshot_bodies, snapshot_payloads, still
from a1_stream.framing import text_frame
from a1_stream.group import Group
from a1_stream.league_log import Applied, LeagueLog, Positions
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.source_states import SourceStates
from a1_stream.subscription import Scope, Subscription
from a1_streaming.cursors import Cursor
from a1_streaming.frames import Live, Resnapshot, Why, encode
from a1_streaming.resuming import ResnapshotReason, why_not_resumed

_SNAPSHOT_FOR_S = 1.0
"""How long the bodies of a snapshot serve others of the scope; what has changed since, a delta brings."""


_Snapshot = tuple[datetime, Positions, list[bytes]]
"""When it was made, where, and its bodies."""


class Fanout:
    """Serves the subscriptions of one league."""

    def __init__(self, log: LeagueLog, metrics: Metrics, now: Callable[[], datetime], replaying: Replaying) -> None:
        self.log = log
        self._replaying = replaying
        self._metrics = metrics
        self._now = now
        self._groups: dict[Scope, Group] = {}
        self._behind: dict[Subscription, None] = {}
        self._waiting: dict[Subscription, str | None] = {}
        """Subscriptions that begin when the log is loaded, and the reason of their resnapshot."""
        self._snapshots: dict[Scope, _Snapshot] = {}
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
            self.resnapshot(subscription, reason)
            return
        subscription.why = Why.RESUME
        subscription.stands_at({kind: parsed.positions[kind] for kind in subscription.scope.kinds}, cursor)
        self._behind[subscription] = None
        self.pump(subscription)

    def begin_again(self, subscription: Subscription) -> None:
        """Begin with a snapshot, since the filters have changed."""
        if self.log.is_loaded:
            self.resnapshot(subscription, ResnapshotReason.FILTER_CHANGED)
        else:
            self._waiting[subscription] = ResnapshotReason.FILTER_CHANGED

    def end(self, subscription: Subscription) -> None:
        """Serve a subscription no longer."""
        self._replaying.end(subscription)
        self._waiting.pop(subscription, None)
        self._behind.pop(subscription, None)
        if subscription.pace is not None:
            subscription.pace.stop()
        group = self._groups.get(subscription.scope)
        if group is not None:
            group.leave(subscription)

    def block(self, subscription: Subscription) -> None:
        """Note that its client has stopped reading."""
        group = self._groups.get(subscription.scope)
        if group is not None:
            group.block(subscription)

    def unblock(self, subscription: Subscription) -> None:
        """Go on when its client reads again."""
        group = self._groups.get(subscription.scope)
        if group is not None:
            group.unblock(subscription)
        self.pump(subscription)

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
            elif self.needs_replay(subscription):
                self._replaying.begin(subscription, self)
                return
            elif not self._write_missed(subscription):
                self._join(subscription)
                return

    def needs_replay(self, subscription: Subscription) -> bool:
        """Whether it is behind and wants every change, and the maps lack some that follow its cursor."""
        is_behind = subscription.every_change and subscription in self._behind
        return is_behind and self.log.has_replaced(subscription.positions)

    def resnapshot(self, subscription: Subscription, reason: ResnapshotReason) -> None:
        """Begin again with a snapshot, and say why."""
        self._announce_resnapshot(subscription, reason)
        self._snapshot(subscription, reason)

    def mark(self) -> None:
        """Write a mark to every subscription that is current, and drop what none needs."""
        if not self.log.is_loaded:
            return
        for subscription in self._behind:
            if self._awaits_replay(subscription):
                self._metrics.frames.labels("delta").inc()
                subscription.socket.write(text_frame(still(subscription)))
        self._groups = {scope: group for scope, group in self._groups.items() if not group.is_empty}
        self._snapshots.clear()
        if not self._groups:
            return
        sources = self._worst()
        for group in self._groups.values():
            wrote, blocked, paced = group.mark(sources)
            self._metrics.frames.labels("mark").inc(wrote)
            self._fall_behind(blocked)
            for subscription in tuple(paced):
                self._mark_paced(group, subscription, sources)

    def on_changes(self, applied: Sequence[Applied]) -> None:
        """Write changes to every subscription that they concern. Groups of other events are not asked."""
        is_by_event = any(scope.filters.event_ids for scope in self._groups)
        touched = _events_of(applied) if is_by_event else frozenset[str]()
        for scope, group in self._groups.items():
            wanted = scope.filters.event_ids
            if wanted is not None and wanted.isdisjoint(touched):
                continue
            wrote, blocked, due = group.deliver(applied)
            self._metrics.frames.labels("delta").inc(wrote)
            self._fall_behind(blocked)
            for subscription in due:
                self._schedule(group, subscription)

    def on_loaded(self) -> None:
        """Begin what has waited."""
        waiting, self._waiting = self._waiting, {}
        for subscription, reason in waiting.items():
            self._snapshot(subscription, reason)

    def on_replaced(self) -> None:
        """Let every subscription wait for the other log."""
        members = [member for group in self._groups.values() for member in (*group.members, *group.paced)]
        stranded = [*members, *self._behind, *self._waiting]
        self._groups.clear()
        self._behind.clear()
        self._snapshots.clear()
        self._waiting = dict.fromkeys(stranded, str(ResnapshotReason.EPOCH_CHANGED))
        for subscription in stranded:
            self._replaying.end(subscription)
            if subscription.pace is not None:
                subscription.pace.stop()
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
        self._replaying.end(subscription)  # its reader may wait for the client, and would go on from where it stood
        del self._behind[subscription]
        group = self._groups.get(subscription.scope)
        if group is None:
            group = self._groups[subscription.scope] = Group(self.log, subscription.scope)
        live = Live(id=subscription.id, at=self._now().isoformat().replace("+00:00", "Z"))
        subscription.socket.write(text_frame(encode(live)))
        subscription.socket.write(group.mark_for(subscription, self._worst()))
        for op in ("live", "mark"):
            self._metrics.frames.labels(op).inc()
        if subscription.pace is None:
            group.join(subscription)
        else:
            group.paced[subscription] = None

    def _schedule(self, group: Group, subscription: Subscription) -> None:
        """Let a subscription have its next delta when it is time."""
        pace, loop = subscription.pace, asyncio.get_running_loop()
        if pace is not None and pace.timer is None:
            pace.timer = loop.call_at(max(loop.time(), pace.next_at), self._write_due, group, subscription)

    def _write_due(self, group: Group, subscription: Subscription) -> None:
        """Write what has changed since the last delta, and the mark that waited for it."""
        pace = subscription.pace
        if pace is None or subscription not in group.paced:
            return
        owes_mark = pace.owes_mark
        pace.stop()
        pace.next_at = asyncio.get_running_loop().time() + pace.each_s
        if not subscription.socket.is_blocked:
            subscription.why = Why.ASKED
            self._write_missed(subscription)
        if owes_mark or subscription.socket.is_blocked:
            self._mark_paced(group, subscription, self._worst())

    def _mark_paced(self, group: Group, subscription: Subscription, sources: str | None) -> None:
        """Write a mark, or let it follow the delta that is due; one that cannot be written to falls behind."""
        pace = subscription.pace
        if subscription.socket.is_blocked:
            del group.paced[subscription]
            if pace is not None:
                pace.stop()
            self._fall_behind((subscription,))
        elif pace is not None and pace.timer is not None:
            pace.owes_mark = True
        else:
            subscription.socket.write(group.mark_for(subscription, sources))
            self._metrics.frames.labels("mark").inc()

    def _fall_behind(self, blocked: Sequence[Subscription]) -> None:
        for subscription in blocked:
            subscription.why = Why.SLOW_CLIENT
            self._behind[subscription] = None

    def _awaits_replay(self, subscription: Subscription) -> bool:
        """Whether its client hears nothing for as long as others read the log again."""
        return subscription.every_change and subscription.snapshot is None and not subscription.socket.is_blocked

    def _announce_resnapshot(self, subscription: Subscription, reason: ResnapshotReason) -> None:
        """Say why a snapshot comes; also to a client that reads slowly, since this is all it gets."""
        self._metrics.frames.labels("resnapshot").inc()
        subscription.snapshot = None
        frame = Resnapshot(id=subscription.id, reason=reason, retry_ms=0)
        subscription.socket.write(text_frame(encode(frame)))

    def _snapshot(self, subscription: Subscription, reason: str | None) -> None:
        now, scope = self._now(), subscription.scope
        kept = self._snapshots.get(scope)
        if kept is None or not self._serves(kept, subscription, now):
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

    def _serves(self, kept: _Snapshot, subscription: Subscription, now: datetime) -> bool:
        """Whether the maps can go on from a snapshot that was made a moment ago."""
        is_recent = (now - kept[0]).total_seconds() <= _SNAPSHOT_FOR_S
        return is_recent and not (subscription.every_change and self.log.has_replaced(kept[1]))

    def _worst(self) -> str | None:
        return self._sources.worst(self.log.changes(Kind.SOURCES), self._now())


def _events_of(applied: Sequence[Applied]) -> frozenset[str]:
    """Return the events that these records are or were about."""
    facts = (each.facts for pair in applied for each in pair if each is not None)
    return frozenset(event_id for of_record in facts for event_id in of_record.event_ids)
