"""The subscriptions of one scope that are current: they get the same bytes, framed once.

A change costs nothing for each of them but the write, so members that stand at the same place share where that is.
"""

from collections.abc import Callable, Iterator, Sequence

from a1_stream.catching_up import passing_record
from a1_stream.framing import text_frame
from a1_stream.league_log import Applied, LeagueLog, Positions
from a1_stream.subscription import Scope, Subscription
from a1_streaming.change_map import Change
from a1_streaming.digest import written
from a1_streaming.frames import delta_rest, head, mark_rest


class _Cohort:
    """Members of one id that stand at the same cursor, and how to write to each."""

    __slots__ = ("cursor", "id", "positions", "writes")

    def __init__(self, subscription: str, positions: Positions, cursor: str) -> None:
        self.id = subscription
        self.positions = positions
        self.cursor = cursor
        self.writes: dict[Subscription, Callable[[bytes], None]] = {}


class Group:
    """What its members hold, as a digest, and the frames for them. Its length is their number."""

    def __init__(self, log: LeagueLog, scope: Scope) -> None:
        self._cohorts: list[_Cohort] = []
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

    def __len__(self) -> int:
        return sum(len(cohort.writes) for cohort in self._cohorts)

    def __iter__(self) -> Iterator[Subscription]:
        return iter([member for cohort in self._cohorts for member in cohort.writes])

    def join(self, subscription: Subscription, sources: str | None) -> None:
        """Write a mark to a subscription that has everything, and make it a member."""
        positions, cursor = self._end()
        frame = text_frame(head("mark", subscription.id, subscription.cursor) + self._mark_rest(cursor, sources))
        subscription.socket.write(frame)
        place = (subscription.id, cursor)
        cohort = next((each for each in self._cohorts if (each.id, each.cursor) == place), None)
        if cohort is None:
            cohort = _Cohort(subscription.id, positions, cursor)
            self._cohorts.append(cohort)
        cohort.writes[subscription] = subscription.socket.write

    def leave(self, subscription: Subscription) -> bool:
        """Let a member go, which stands where its last frame ended. Returns whether it was one."""
        for cohort in self._cohorts:
            if cohort.writes.pop(subscription, None) is not None:
                subscription.stands_at(cohort.positions, cohort.cursor)
                return True
        return False

    def deliver(self, applied: Sequence[Applied]) -> int:
        """Write what passes to every member. Returns to how many."""
        records = [record for each in applied if (record := self._record(each)) is not None]
        if not records or not self._cohorts:
            return 0
        positions, cursor = self._end()
        return self._write("delta", delta_rest(cursor, 0, None, records), positions, cursor)

    def mark(self, sources: str | None) -> int:
        """Write a mark to every member. Returns to how many."""
        positions, cursor = self._end()
        return self._write("mark", self._mark_rest(cursor, sources), positions, cursor)

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

    def _write(self, op: str, rest: bytes, positions: Positions, cursor: str) -> int:
        """Write a frame to every member, after which all of an id stand at one cursor. Returns to how many.

        A member that a write blocks leaves during it, standing after its frame.
        """
        wrote = 0
        merged: dict[str, _Cohort] = {}
        for cohort in self._cohorts:
            frame = text_frame(head(op, cohort.id, cohort.cursor) + rest)
            cohort.positions, cohort.cursor = positions, cursor
            writes = tuple(cohort.writes.values())
            for write in writes:
                write(frame)
            wrote += len(writes)
            if cohort.writes:
                merged.setdefault(cohort.id, cohort).writes |= cohort.writes
        self._cohorts = list(merged.values())
        return wrote
