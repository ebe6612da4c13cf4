"""The subscriptions of one scope that are current: they get the same bytes, framed once."""

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


class Group:
    """What its members hold, as a digest, and the frames for them."""

    def __init__(self, log: LeagueLog, scope: Scope) -> None:
        self.members: dict[Subscription, None] = {}
        self.paced: dict[Subscription, None] = {}
        """Those that asked for rare deltas: they get what has changed when their time comes."""
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
        return not (self.members or self.paced)

    def deliver(self, applied: Sequence[Applied]) -> Delivered:
        """Write what passes to every member. Those that cannot be written to are members no longer."""
        records = [record for each in applied if (record := self._record(each)) is not None]
        if not records or not self.members:
            return Delivered(0, (), self.paced if records else ())
        positions, cursor = self._end()
        blocked = self._write("delta", delta_rest(cursor, 0, None, records), positions, cursor)
        return Delivered(len(self.members), blocked, self.paced)

    def mark(self, sources: str | None) -> list[Subscription]:
        """Write a mark to every member. Returns those that cannot be written to: they are members no longer."""
        if not self.members:
            return []
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

    def _write(self, op: str, rest: bytes, positions: Positions, cursor: str) -> list[Subscription]:
        frames: dict[tuple[str, str], bytes] = {}
        blocked: list[Subscription] = []
        for member in tuple(self.members):
            socket = member.socket
            if socket.is_blocked:
                blocked.append(member)
                continue
            place = (member.id, member.cursor)
            frame = frames.get(place)
            if frame is None:
                frame = frames[place] = text_frame(head(op, *place) + rest)
            socket.write(frame)
            member.positions = positions
            member.cursor = cursor
        for member in blocked:
            del self.members[member]
        return blocked
