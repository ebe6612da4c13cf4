"""The causes of records that ended: what their keys were last made of, for as long as a late record may still come."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from a1_schemas.vocabulary import Kind

_KEPT = timedelta(days=8)
"""In league time. A tombstone stays in the log for seven days."""

_NONE: Mapping[str, int] = {}
_NEVER = datetime.min.replace(tzinfo=UTC)


class Fences:
    """The causes of the tombstones of the last eight to sixteen days, by record. Two generations, so no queue."""

    def __init__(self) -> None:
        self._recent: dict[tuple[Kind, str], Mapping[str, int]] = {}
        self._older: dict[tuple[Kind, str], Mapping[str, int]] = {}
        self._turns_at = _NEVER

    def causes(self, kind: Kind, key: str) -> Mapping[str, int]:
        """Return the causes of the record's tombstone; empty if there is none."""
        name = (kind, key)
        return self._recent.get(name) or self._older.get(name, _NONE)

    def note(self, kind: Kind, key: str, causes: Mapping[str, int] | None) -> None:
        """Note the causes of a tombstone. None means that the key has a record again."""
        self._older.pop((kind, key), None)
        if causes is None:
            self._recent.pop((kind, key), None)
        else:
            self._recent[kind, key] = causes

    def turn(self, now: datetime) -> None:
        """Drop what is too old at this league time."""
        if now >= self._turns_at:
            self._recent, self._older = {}, self._recent
            self._turns_at = now + _KEPT
