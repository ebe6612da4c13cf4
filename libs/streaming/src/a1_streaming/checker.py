"""Proves that what a client received keeps the protocol's promises. Six rules, over the frames of one subscription.

1. Each interval begins where the last one ended, and never ends before it begins.
2. The version of a record never falls.
3. No record arrives that the filters exclude.
4. With `every_change` nothing is left out.
5. The digest of a mark is that of the state the client holds.
6. Silence longer than three heartbeats is a dead connection.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from a1_streaming.digest import digest_of, written
from a1_streaming.frames import Delta, Hello, Live, Mark, Record, Resnapshot, ServerFrame, Snapshot

_HEARTBEATS = 3


class Rule(IntEnum):
    """A rule of the protocol."""

    CONTIGUOUS = 1
    RISING = 2
    FILTERED = 3
    EVERY_CHANGE = 4
    DIGEST = 5
    SILENCE = 6


class Breach(NamedTuple):
    """A broken rule."""

    rule: Rule
    detail: str


class Checker:
    """The state of one subscription as its client holds it, and the breaches of the rules so far.

    It outlives connections: a client that resumes goes on with the same checker.
    """

    def __init__(
        self, subscription: str, *, every_change: bool = False, passes: Callable[[Record], bool] = lambda _: True
    ) -> None:
        self.cursor: str | None = None
        """From where the client may resume."""
        self.records: dict[tuple[str, str], Record] = {}
        self.breaches: list[Breach] = []
        self.begins_anywhere = False
        """Set before a subscription that begins now or at a time: the first frame says where that is."""
        self.conflated = 0
        self.snapshots = 0
        self.marks = 0
        self.is_live = False
        self._id = subscription
        self._every_change = every_change
        self._passes = passes
        self._is_whole = False
        """Whether the state began with a snapshot: only then has it all that a mark counts."""
        self._has_moved = False
        """Whether the cursor is a frame's: the one that it began with may be of more kinds, and sort elsewhere."""
        self._sum = 0
        self._versions: dict[tuple[str, str], int] = {}
        self._parts = 0
        self._heartbeat_s = 0.0
        self._heard_at: float | None = None

    @property
    def digest(self) -> str:
        """The digest of the state."""
        return written(self._sum)

    def reconnected(self) -> None:
        """Note that a new connection begins, at which a snapshot that was cut is void."""
        self._parts = 0
        self._heard_at = None
        self.is_live = False

    def take(self, frame: ServerFrame, at: float = 0.0) -> None:
        """Take the next frame of the connection, received at this monotonic time."""
        self.heard(at)
        if isinstance(frame, Hello):
            self._heartbeat_s = frame.limits.heartbeat_s
        elif getattr(frame, "id", None) != self._id:
            return
        elif isinstance(frame, Snapshot):
            self._take_snapshot(frame)
        elif isinstance(frame, Delta):
            self._take_delta(frame)
        elif isinstance(frame, Mark):
            self._take_mark(frame)
        elif isinstance(frame, Resnapshot):
            self.is_live = False
        elif isinstance(frame, Live):
            self.is_live = True

    def heard(self, at: float) -> None:
        """Note the time of a frame, or that it is this time and none has come."""
        if self._heard_at is not None and self._heartbeat_s and at - self._heard_at > _HEARTBEATS * self._heartbeat_s:
            self._note(Rule.SILENCE, f"nothing for {at - self._heard_at:.1f} s")
        self._heard_at = at

    def _take_snapshot(self, frame: Snapshot) -> None:
        if frame.part == 1:
            self.records.clear()
            self._versions.clear()
            self._sum = 0
            self.cursor = None
        elif frame.part != self._parts + 1:
            self._note(Rule.CONTIGUOUS, f"part {frame.part} follows part {self._parts}")
        self._parts = frame.part
        self._apply(frame.records)
        if frame.part == frame.parts:
            self.cursor = frame.to
            self._has_moved = True
            self._parts = 0
            self._is_whole = True
            self.snapshots += 1

    def _take_delta(self, frame: Delta) -> None:
        self._move(frame.from_, frame.to)
        self.conflated += frame.con
        if self._every_change and frame.con:
            self._note(Rule.EVERY_CHANGE, f"{frame.con} changes are left out")
        self._apply(frame.records)

    def _take_mark(self, frame: Mark) -> None:
        self._move(frame.from_, frame.to)
        self.marks += 1
        if self._is_whole and (frame.digest, frame.count) != (self.digest, len(self.records)):
            held = f"{self.digest} of {len(self.records)}"
            self._note(Rule.DIGEST, f"the mark says {frame.digest} of {frame.count}, held is {held}")

    def _move(self, start: str, to: str) -> None:
        if start != self.cursor and not self.begins_anywhere:
            self._note(Rule.CONTIGUOUS, f"the interval begins at {start}, held is {self.cursor}")
        if self._has_moved and to < start:
            self._note(Rule.CONTIGUOUS, f"the interval goes back from {start} to {to}")
        self.cursor = to
        self._has_moved = True
        self.begins_anywhere = False

    def _apply(self, records: Sequence[Record]) -> None:
        for record in records:
            self._apply_one(record)

    def _apply_one(self, record: Record) -> None:
        place = (record.kind, record.key)
        known = self._versions.get(place, 0)
        if record.version < known:
            self._note(Rule.RISING, f"{place} falls from {known} to {record.version}")
        self._versions[place] = record.version
        before = self.records.pop(place, None)
        if before is not None:
            self._sum -= digest_of(*place, before.version)
        if record.removed is not None:
            return
        if not self._passes(record):
            self._note(Rule.FILTERED, f"{place} is excluded")
        self.records[place] = record
        self._sum += digest_of(*place, record.version)

    def _note(self, rule: Rule, detail: str) -> None:
        self.breaches.append(Breach(rule, detail))
