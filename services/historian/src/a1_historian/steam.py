"""Steam: several bookmakers move the same selection the same way within a minute. Pure but for its window.

A move is a price of a main line that changes by at least 2 % at the same line, or the line itself. Prices that are
withdrawn or suspended do not move. A bookmaker that several feeds report counts once.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from a1_historian.changes import Known

LEAST_MOVE = Decimal("0.02")
LEAST_BOOKMAKERS = 3
WITHIN = timedelta(seconds=60)
_KEYS = 20_000
"""Windows that are kept; the longest unused goes first."""


class Direction(StrEnum):
    """Which way a quote moved."""

    PRICE_UP = "price-up"
    PRICE_DOWN = "price-down"
    LINE_UP = "line-up"
    LINE_DOWN = "line-down"


class SteamMove(NamedTuple):
    """A move of several bookmakers. A later bookmaker extends the one with the same beginning."""

    event_id: str
    parts: tuple[str, ...]
    direction: Direction
    began_at: datetime
    ended_at: datetime
    bookmakers: tuple[str, ...]


class _Move(NamedTuple):
    at: datetime
    bookmaker: str


def direction_of(before: Known | None, after: Known) -> Direction | None:
    """Return which way a series moved, or None where the change is no move."""
    if before is None or after.place.rung is not None:
        return None
    old, new = before.quote, after.quote
    if old.price is None or new.price is None or old.suspended or new.suspended:
        return None
    if old.line != new.line:
        if old.line is None or new.line is None:
            return None
        return Direction.LINE_UP if new.line > old.line else Direction.LINE_DOWN
    if abs(new.price - old.price) < LEAST_MOVE * old.price:
        return None
    return Direction.PRICE_UP if new.price > old.price else Direction.PRICE_DOWN


class SteamWatch:
    """The moves of the last minute, by event, selection and direction."""

    def __init__(self) -> None:
        self._moves: OrderedDict[tuple[str, tuple[str, ...], Direction], list[_Move]] = OrderedDict()

    def note(self, event_id: str, bookmaker: str, before: Known | None, after: Known) -> SteamMove | None:
        """Take a change; return the steam move that it completes or extends."""
        direction = direction_of(before, after)
        if direction is None:
            return None
        key = (event_id, after.place.parts, direction)
        at = after.changed_at
        moves = [move for move in self._moves.pop(key, ()) if at - move.at <= WITHIN]
        moves.append(_Move(at, bookmaker))
        self._moves[key] = moves
        if len(self._moves) > _KEYS:
            self._moves.popitem(last=False)
        bookmakers = tuple(sorted({move.bookmaker for move in moves}))
        if len(bookmakers) < LEAST_BOOKMAKERS:
            return None
        began_at = min(move.at for move in moves)
        return SteamMove(event_id, after.place.parts, direction, began_at, max(move.at for move in moves), bookmakers)
