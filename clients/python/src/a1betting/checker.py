"""Proves that what arrives keeps the protocol's promises. Six rules, over the frames of one subscription.

1. Each interval begins where the last one ended, and never ends before it begins.
2. The version of a record never falls.
3. No record arrives that the filters exclude.
4. With `every_change` nothing is left out.
5. The digest of a mark is that of the state that is held.
6. Silence longer than three heartbeats is a dead connection.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from a1betting.changes import Change
from a1betting.messages import Delta, Mark, Record, Snapshot
from a1betting.mirror import Mirror

HEARTBEATS = 3
NOW = "now"
"""A cursor: after what the log has when the stream begins."""
Filters = Mapping[str, Sequence[str]]
_QUOTED = frozenset({"event_id", "bookmaker", "market"})
"""Filters whose values are whole texts of a record; those of the others are words in one."""


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
    """Follows one subscription over all its connections, and keeps its mirror."""

    def __init__(
        self,
        *,
        mirror: Mirror | None = None,
        filters: Filters | None = None,
        every_change: bool = False,
        cursor: str | None = None,
        is_anywhere: bool = False,
    ) -> None:
        self.mirror = Mirror() if mirror is None else mirror
        self.cursor = cursor
        """Up to where everything was taken: a stream resumes here."""
        self.is_anywhere = is_anywhere or cursor == NOW
        """Whether the first frame says where the stream begins: now, or at a time."""
        self.conflated = 0
        """Changes that were left out, since newer ones of the same record followed."""
        self.snapshots = 0
        self.breaches: list[Breach] = []
        self._filters = dict(filters or {})
        self._every_change = every_change
        self._parts: list[Snapshot] = []
        self._has_moved = False
        """Whether the cursor is a frame's: the one that it began with may be of more kinds, and sort elsewhere."""

    def begin(self) -> None:
        """Note a new connection: a snapshot that was cut is void."""
        self._parts.clear()

    def forget(self) -> None:
        """Give up the cursor: the next connection begins with a snapshot."""
        self.cursor = None
        self.is_anywhere = False
        self._parts.clear()

    def drain(self) -> list[Breach]:
        """Return the breaches since the last call."""
        found, self.breaches = self.breaches, []
        return found

    def take(self, frame: Snapshot | Delta | Mark) -> list[Change]:
        """Take the next frame of the subscription. Returns what it changed."""
        match frame:
            case Snapshot():
                return self._take_snapshot(frame)
            case Delta():
                return list(self._take_delta(frame))
            case Mark():
                self._take_mark(frame)
                return []

    def _take_snapshot(self, frame: Snapshot) -> list[Change]:
        if frame.part == 1:
            self._parts.clear()
        if frame.part != len(self._parts) + 1:
            self._note(Rule.CONTIGUOUS, f"part {frame.part} of {frame.parts} follows part {len(self._parts)}")
        self._parts.append(frame)
        if frame.part != frame.parts:
            return []
        records = [record for part in self._parts for record in part.records]
        self._parts.clear()
        for record in records:
            self._check_filters(record)
        self.snapshots += 1
        self.cursor = frame.to
        self._has_moved = True
        self.is_anywhere = False
        return self.mirror.replace(records)

    def _take_delta(self, frame: Delta) -> Iterator[Change]:
        self._move(frame.from_, frame.to)
        self.conflated += frame.con
        if self._every_change and frame.con:
            self._note(Rule.EVERY_CHANGE, f"{frame.con} changes are left out")
        for record in frame.records:
            change = Change.of(record)
            known = self.mirror.version_of(change.place)
            if change.version < known:
                self._note(Rule.RISING, f"{change.kind} {change.key} falls from {known} to {change.version}")
            self._check_filters(record)
            if self.mirror.put(change):
                yield change

    def _take_mark(self, frame: Mark) -> None:
        self._move(frame.from_, frame.to)
        held = (self.mirror.digest, len(self.mirror))
        if self.mirror.is_whole and held != (frame.digest, frame.count):
            self._note(Rule.DIGEST, f"the mark says {frame.digest} of {frame.count}, held is {held[0]} of {held[1]}")

    def _move(self, start: str, to: str) -> None:
        if start != self.cursor and not self.is_anywhere:
            self._note(Rule.CONTIGUOUS, f"the interval begins at {start}, held is {self.cursor}")
        if self._has_moved and to < start:
            self._note(Rule.CONTIGUOUS, f"the interval goes back from {start} to {to}")
        self.cursor = to
        self._has_moved = True
        self.is_anywhere = False

    def _check_filters(self, record: Record) -> None:
        if record.removed is None and self._filters and not passes(self._filters, bytes(record.value)):
            self._note(Rule.FILTERED, f"{record.kind} {record.key} is excluded")

    def _note(self, rule: Rule, detail: str) -> None:
        self.breaches.append(Breach(rule, detail))


def passes(filters: Filters, document: bytes) -> bool:
    """Whether a record says one value of each filter. What it does not say at all cannot have been asked for."""
    text = document.decode().casefold()
    return all(
        any(f'"{value}"' in text if name in _QUOTED else value in text for value in map(str.casefold, values))
        for name, values in filters.items()
    )
