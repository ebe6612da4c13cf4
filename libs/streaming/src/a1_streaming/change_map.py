"""The changes of one league and kind in order of last write: snapshot, resume and catching up are walks over it."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from a1_schemas.analytics_words import ViewKind
from a1_schemas.removal import is_removal
from a1_schemas.removal_notice import read_notice
from a1_schemas.vocabulary import RemovalReason
from a1_streaming.cursors import START
from a1_streaming.digest import digest_of
from a1_streaming.facts import Facts, facts_of

_MOST_COUNTED = 20_000
_NO_FACTS = Facts()


class Change(msgspec.Struct, gc=False, weakref=False):
    """The newest change of a record. `value` is the message's JSON as it lies in the log; None once it was removed."""

    kind: ViewKind
    key: str
    offset: int
    version: int
    value: bytes | None
    removed: str | None
    """Why the record was removed."""
    time_ms: int = 0
    """The time of the record in the log, since 1970."""
    is_tombstone: bool = False
    known_facts: Facts | None = None
    """What a removed record said before it was removed."""

    @property
    def facts(self) -> Facts:
        """What filters ask for. It is read once, when a filter first asks."""
        if self.known_facts is None:
            self.known_facts = _NO_FACTS if self.value is None else facts_of(self.kind, self.value)
        return self.known_facts

    @property
    def digest(self) -> int:
        """The record's part of a digest: 0 if it was removed."""
        return 0 if self.value is None else digest_of(self.kind, self.key, self.version)


def read_change(kind: ViewKind, key: str, offset: int, version: int, value: bytes | None, time_ms: int = 0) -> Change:
    """Return the change that a record of the log makes.

    A tombstone says no reason: it keeps that of the removal before it, or is `expired` where that is unknown.
    """
    if value is None:
        return Change(kind, key, offset, version, None, None, time_ms, is_tombstone=True)
    if not is_removal(value):
        return Change(kind, key, offset, version, value, None, time_ms)
    try:
        reason = read_notice(value).removed
    except msgspec.DecodeError:
        reason = RemovalReason.EXPIRED
    return Change(kind, key, offset, version, None, reason, time_ms, known_facts=facts_of(kind, value))


class ChangeMap:
    """The newest change of each key of one league and kind.

    Removed records stay, so that a reader learns of the removal, until `forget` drops the oldest. What lies at or
    before `first_position` is unknown: a reader that stands below it begins with a snapshot.
    """

    def __init__(self, kind: ViewKind) -> None:
        self.kind: ViewKind = kind
        self.first_position = START
        self.whole_after = START
        """Every change after this position was read before compaction could take any."""
        self.replayable_after = START
        """Which records after this position were late is known, so that they can be left out when it is read again."""
        self.end = START
        """The position of a reader that has read everything."""
        self.digest = 0
        """The sum of the living records' digests, not reduced."""
        self.count = 0
        """How many records live."""
        self._changes: dict[str, Change] = {}
        self._counted = array("q")
        """The offsets of the newest changes."""
        self._counted_from = START
        self._late = array("q")
        """The offsets of the newest records that came late and changed nothing."""

    def __contains__(self, key: str) -> bool:
        return key in self._changes

    def get(self, key: str) -> Change | None:
        """Return the newest change of a key."""
        return self._changes.get(key)

    def put(self, change: Change) -> bool:
        """Take the next record of the log. Returns whether it changed anything.

        What has no higher version than the known one is late and changes nothing; but a tombstone of the known version
        ends the record.
        """
        self.advance(change.offset)
        known = self._changes.get(change.key)
        if known is not None:
            if (change.version, change.is_tombstone) <= (known.version, known.is_tombstone):
                self._note_late(change.offset)
                return False
            if change.is_tombstone:
                change.removed = known.removed
                change.known_facts = known.facts
            del self._changes[change.key]
            self.digest -= known.digest
            self.count -= known.value is not None
        if change.value is None and change.removed is None:
            change.removed = RemovalReason.EXPIRED
        self._changes[change.key] = change
        self.digest += change.digest
        self.count += change.value is not None
        self._counted.append(change.offset)
        if len(self._counted) > _MOST_COUNTED:
            self._counted_from = self._counted[_MOST_COUNTED // 2 - 1]
            del self._counted[: _MOST_COUNTED // 2]
        return True

    def advance(self, position: int) -> None:
        """Note that everything up to this position has been read, records or not."""
        self.end = max(self.end, position)

    def since(self, position: int) -> list[Change]:
        """Return the newest change of each key that changed after this position, oldest first."""
        found: list[Change] = []
        for change in reversed(self._changes.values()):
            if change.offset <= position:
                break
            found.append(change)
        found.reverse()
        return found

    def changes_since(self, position: int) -> int:
        """Return how many changes followed this position: exact for the newest thousands, at most so many otherwise."""
        if position >= self._counted_from:
            return len(self._counted) - bisect_right(self._counted, position)
        return self.end - position

    def has_replaced(self, position: int) -> bool:
        """Whether a change after this position may be here no longer, because a newer one of its key followed."""
        return position < self.whole_after or self.changes_since(position) > len(self.since(position))

    def was_late(self, offset: int) -> bool:
        """Whether the record of this offset changed nothing."""
        place = bisect_left(self._late, offset)
        return place < len(self._late) and self._late[place] == offset

    @property
    def living(self) -> Iterator[Change]:
        """The records that live, in order of last write."""
        return (change for change in self._changes.values() if change.value is not None)

    def forget(self, before_ms: int) -> None:
        """Drop the removals that have become older than this time, from the oldest change on."""
        gone: list[Change] = []
        for change in self._changes.values():
            if change.time_ms >= before_ms:
                break
            if change.value is None:
                gone.append(change)
        for change in gone:
            del self._changes[change.key]
            self.first_position = max(self.first_position, change.offset)

    def _note_late(self, offset: int) -> None:
        self._late.append(offset)
        if len(self._late) > _MOST_COUNTED:
            self.replayable_after = self._late[_MOST_COUNTED // 2 - 1]
            del self._late[: _MOST_COUNTED // 2]
