"""Cursors: where a reader stands in the log of a league. One text for REST, WebSocket, SSE and HTTP.

A position is written with the number of its digits before them, so that the texts of one stream sort as its positions.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from a1_schemas.analytics_words import AnalyticsKind, ViewKind
from a1_schemas.vocabulary import Kind

START = -1
"""The position of a reader that has read nothing."""
MAX_CURSOR = 200
"""The longest cursor, in characters."""
_FORM = "v1"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_POSITION = 9
MAX_POSITION = len(_DIGITS) ** _LONGEST_POSITION - 1
_EPOCH = re.compile(r"[0-9a-z]{1,16}", re.ASCII)
_CURSOR = re.compile(
    rf"{_FORM}\.({_EPOCH.pattern})\.((?:[A-Z][0-9a-z]{{1,{_LONGEST_POSITION + 1}}}){{1,26}})", re.ASCII
)
_PART = re.compile(r"([A-Z])[0-9]([0-9a-z]*)", re.ASCII)

_LETTERS: Mapping[ViewKind, str] = MappingProxyType(
    {
        Kind.EVENTS: "E",
        Kind.ODDS: "O",
        Kind.PROPS: "P",
        Kind.PLAYER_STATS: "S",
        Kind.NEWS: "N",
        Kind.INJURIES: "I",
        Kind.SOURCES: "U",
        Kind.LISTINGS: "L",
        Kind.TEAMS: "T",
        Kind.PLAYERS: "R",
        AnalyticsKind.FAIR: "F",
        AnalyticsKind.OPPORTUNITIES: "A",
        AnalyticsKind.REFUSALS: "X",
        AnalyticsKind.GRADES: "G",
        AnalyticsKind.PREDICTIONS: "D",
        AnalyticsKind.SCORECARDS: "C",
    }
)
"""Append-only: cursors outlive releases."""
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}


class BadCursorError(ValueError):
    """The text is no cursor."""


class Cursor(NamedTuple):
    """The offset of the last record of each kind that is included, in the log of this epoch; `START` for none."""

    epoch: str
    positions: Mapping[ViewKind, int]


def encode_cursor(cursor: Cursor) -> str:
    """Return the cursor's text: URL-safe, at most `MAX_CURSOR` characters, equal for equal cursors.

    Raises ValueError for an epoch or a position that no log has.
    """
    if not _EPOCH.fullmatch(cursor.epoch):
        raise ValueError("an epoch is 1 to 16 digits and lower-case letters")
    positions = cursor.positions
    parts = [f"{letter}{_digits(positions[kind])}" for kind, letter in _LETTERS.items() if kind in positions]
    if not parts:
        raise ValueError("a cursor has a position at least")
    return f"{_FORM}.{cursor.epoch}.{''.join(parts)}"


def decode_cursor(text: str) -> Cursor:
    """Return the cursor of a text. Raises BadCursorError."""
    found = _CURSOR.fullmatch(text)
    if found is None or len(text) > MAX_CURSOR:
        raise BadCursorError("it is no cursor of a stream")
    positions: dict[ViewKind, int] = {}
    for letter, digits in _PART.findall(found[2]):
        kind = _KINDS.get(letter)
        if kind is None or kind in positions or (digits.startswith("0") and digits != "0"):
            raise BadCursorError("it is no cursor of this release")
        positions[kind] = int(digits, 36) if digits else START
    cursor = Cursor(found[1], positions)
    if not positions or encode_cursor(cursor) != text:
        raise BadCursorError("it is no cursor of a stream")
    return cursor


def _digits(position: int) -> str:
    """Return the position in base 36 after the number of its digits; `0` for `START`."""
    if not START <= position <= MAX_POSITION:
        raise ValueError(f"a position is {START} to {MAX_POSITION}")
    digits = "0" if position == 0 else ""
    rest = max(0, position)
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"{len(digits)}{digits}"
