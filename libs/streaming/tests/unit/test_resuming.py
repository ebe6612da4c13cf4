import pytest

from a1_schemas.analytics_words import ViewKind
from a1_schemas.vocabulary import Kind
from a1_streaming.change_map import ChangeMap
from a1_streaming.cursors import Cursor
from a1_streaming.resuming import ResnapshotReason, why_not_resumed

from .changes import living, tombstone

KINDS: tuple[ViewKind, ...] = (Kind.ODDS, Kind.EVENTS)


def maps() -> dict[ViewKind, ChangeMap]:
    odds, events = ChangeMap(Kind.ODDS), ChangeMap(Kind.EVENTS)
    odds.put(tombstone("gone", 3, 1, time_ms=1))
    odds.put(living("a", 5, 2, time_ms=9))
    odds.forget(5)
    return {Kind.ODDS: odds, Kind.EVENTS: events}


@pytest.mark.parametrize(
    ("epoch", "positions", "reason"),
    [
        ("a", {Kind.ODDS: 3, Kind.EVENTS: -1}, None),
        ("a", {Kind.ODDS: 5, Kind.EVENTS: -1, Kind.NEWS: 700}, None),
        ("b", {Kind.ODDS: 5, Kind.EVENTS: -1}, ResnapshotReason.EPOCH_CHANGED),
        ("a", {Kind.ODDS: 6, Kind.EVENTS: -1}, ResnapshotReason.CURSOR_AHEAD),
        ("a", {Kind.ODDS: 5, Kind.EVENTS: 0}, ResnapshotReason.CURSOR_AHEAD),
        ("a", {Kind.ODDS: 2, Kind.EVENTS: -1}, ResnapshotReason.CURSOR_EXPIRED),
        ("a", {Kind.ODDS: 5}, ResnapshotReason.CURSOR_EXPIRED),
    ],
)
def test_a_cursor_is_resumed_or_has_a_reason(
    epoch: str, positions: dict[ViewKind, int], reason: ResnapshotReason | None
) -> None:
    assert why_not_resumed(Cursor(epoch, positions), "a", KINDS, maps()) is reason
