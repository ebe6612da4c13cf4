"""The subscriptions of one scope that are current: they get the same bytes, framed once.

All but those who have just joined stand where the last frame ended, so a frame is written without a look at them: of
hundreds of clients each object that is looked at comes from far away in memory, and costs a tenth of the write.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from a1_stream.catching_up import passing_record
from a1_stream.framing import text_frame
from a1_stream.league_log import Applied, LeagueLog, Positions
from a1_stream.subscription import Scope, Subscription
from a1_streaming.change_map import Change
from a1_streaming.digest import written
from a1_streaming.frames import delta_rest, head, mark_rest


class Delivered(NamedTuple):
    """To how many members changes were written, which cannot be written to, and for which a delta is due."""

    wrote: int
    blocked: Sequence[Subscription]
    due: Iterable[Subscription]


Write = Callable[[bytes], None]


class Group:
    """What its members hold, as a digest, and the frames for them."""

    def __init__(self, log: LeagueLog, scope: Scope) -> None:
        self.paced: dict[Subscription, None] = {}
        """Those that asked for rare deltas: they get what has changed when their time comes."""
        self._joined: dict[Subscription, None] = {}
        """Members since the last frame: each stands at its own cursor."""
        self._standing: dict[str, dict[Subscription, Write]] = defaultdict(dict)
        """Members that stand where the last frame ended, by their ids."""
        self._positions: Positions = {}
        self._cursor = ""
        """Where the last frame ended."""
        self._blocked: dict[Subscription, None] = {}
        """Members that cannot be written to."""
        self._log = log
        self._scope = scope
        self._kinds = frozenset(scope.kinds)
        self._passes: Callable[[Change], bool] = scope.filters.passes
        passing = [change for kind in scope.kinds for change in log.changes(kind).living if self._passes(change)]
        self._digest = sum(change.digest for change in passing) if scope.filters else 0
        self._count = len(passing)

    @property
    def digest(self) -> str:
        """The digest of what passes, as a mark says it."""
        if self._scope.filters:
            return written(self._digest)
        return written(sum(self._log.changes(kind).digest for kind in self._scope.kinds))

    @property
    def count(self) -> int:
        """How many living records pass."""
        if self._scope.filters:
            return self._count
        return sum(self._log.changes(kind).count for kind in self._scope.kinds)

    @property
    def is_empty(self) -> bool:
        return not (self._joined or self._standing or self.paced)

    @property
    def members(self) -> list[Subscription]:
        """Those that get every delta."""
        return [*self._joined, *(member for of_id in self._standing.values() for member in of_id)]

    def join(self, subscription: Subscription) -> None:
        """Take a member that stands at the end."""
        self._joined[subscription] = None
        if subscription.socket.is_blocked:
            self.block(subscription)

    def leave(self, subscription: Subscription) -> None:
        """Let a member go, which then stands at its own cursor."""
        self.unblock(subscription)
        self.paced.pop(subscription, None)
        self._joined.pop(subscription, None)
        of_id = self._standing.get(subscription.id, {})
        if subscription in of_id:
            del of_id[subscription]
            subscription.stands_at(self._positions, self._cursor)
        if not of_id:
            self._standing.pop(subscription.id, None)

    def block(self, subscription: Subscription) -> None:
        """Note that a subscription cannot be written to, if it is a member."""
        if subscription in self._joined or subscription in self._standing.get(subscription.id, ()):
            self._blocked[subscription] = None

    def unblock(self, subscription: Subscription) -> None:
        """Note that a subscription can be written to again."""
        self._blocked.pop(subscription, None)

    def deliver(self, applied: Sequence[Applied]) -> Delivered:
        """Write what passes to every member. Those that cannot be written to are members no longer."""
        records = [record for each in applied if (record := self._record(each)) is not None]
        if not records:
            return Delivered(0, (), ())
        positions, cursor = self._end()
        return self._write("delta", delta_rest(cursor, 0, None, records), positions, cursor)

    def mark(self, sources: str | None) -> Delivered:
        """Write a mark to every member. Those that cannot be written to are members no longer."""
        positions, cursor = self._end()
        return self._write("mark", self._mark_rest(cursor, sources), positions, cursor)

    def mark_for(self, subscription: Subscription, sources: str | None) -> bytes:
        """Return the frame of a mark for one member, which then stands at the end."""
        positions, cursor = self._end()
        frame = text_frame(head("mark", subscription.id, subscription.cursor) + self._mark_rest(cursor, sources))
        subscription.stands_at(positions, cursor)
        return frame

    def _mark_rest(self, cursor: str, sources: str | None) -> bytes:
        return mark_rest(cursor, self.digest, self.count, sources)

    def _record(self, applied: Applied) -> bytes | None:
        """Return the record of a change for the members, and keep up the digest; None where there is none."""
        before, change = applied
        if change.kind not in self._kinds:
            return None
        if not self._scope.filters:
            return passing_record(self._scope, change, self._passes)
        held = before is not None and before.value is not None and self._passes(before)
        if held and before is not None:
            self._digest -= before.digest
            self._count -= 1
        if change.value is not None and self._passes(change):
            self._digest += change.digest
            self._count += 1
        return passing_record(self._scope, change, lambda _: held)

    def _end(self) -> tuple[Positions, str]:
        positions = self._log.positions(self._scope.kinds)
        return positions, self._log.cursor_text(positions)

    def _write(self, op: str, rest: bytes, positions: Positions, cursor: str) -> Delivered:
        blocked = tuple(self._blocked)
        for member in blocked:
            self.leave(member)
        wrote, before = 0, self._cursor
        self._positions, self._cursor = positions, cursor
        for name, of_id in tuple(self._standing.items()):
            frame = text_frame(head(op, name, before) + rest)
            for write in tuple(of_id.values()):
                write(frame)
            wrote += len(of_id)
        wrote += len(self._joined)
        self._write_joined(op, rest)
        return Delivered(wrote, blocked, self.paced)

    def _write_joined(self, op: str, rest: bytes) -> None:
        """Write the first frame to new members, each from its own cursor."""
        joined, self._joined = self._joined, {}
        frames: dict[tuple[str, str], bytes] = {}
        for member in joined:
            place = (member.id, member.cursor)
            if place not in frames:
                frames[place] = text_frame(head(op, *place) + rest)
            write = self._standing[member.id][member] = member.socket.write
            write(frames[place])
