"""Decides whether a reader may go on from its cursor."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from a1_schemas.analytics_words import ViewKind
from a1_streaming.change_map import ChangeMap
from a1_streaming.cursors import START, Cursor


class ResnapshotReason(StrEnum):
    """Why a reader begins with a snapshot in place of its cursor."""

    EPOCH_CHANGED = "epoch-changed"
    """The log was made again, or the cursor is of another one."""
    CURSOR_EXPIRED = "cursor-expired"
    """Removals that followed the cursor are no longer in the log."""
    CURSOR_AHEAD = "cursor-ahead"
    """The log ends before the cursor."""
    VIEW_REBUILDING = "view-rebuilding"
    """The log is being read again."""
    FILTER_CHANGED = "filter-changed"
    """The client has changed its filters."""


def why_not_resumed(
    cursor: Cursor, epoch: str, kinds: Iterable[ViewKind], maps: Mapping[ViewKind, ChangeMap]
) -> ResnapshotReason | None:
    """Return why a reader of these kinds cannot go on from its cursor, or None if it can.

    A kind that the cursor lacks was not read: the reader knows nothing of it, as after an expired cursor.
    """
    if cursor.epoch != epoch:
        return ResnapshotReason.EPOCH_CHANGED
    wanted = tuple(kinds)
    if any(cursor.positions.get(kind, START) > maps[kind].end for kind in wanted):
        return ResnapshotReason.CURSOR_AHEAD
    if any(kind not in cursor.positions or cursor.positions[kind] < maps[kind].first_position for kind in wanted):
        return ResnapshotReason.CURSOR_EXPIRED
    return None
