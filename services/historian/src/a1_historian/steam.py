"""Steam: several bookmakers move the same selection the same way within a minute. Pure but for its window.

A move is a price of a main line that changes by at least 2 % at the same line, or the line itself. Prices that are
withdrawn or suspended do not move. A bookmaker that several feeds report counts once. A steam move goes on while a next
move the same way comes within a minute of its last.
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
    """A move of several bookmakers. A later move extends the one with the same beginning."""

    event_id: str
    parts: tuple[str, ...]
    direction: Direction
    began_at: datetime
    ended_at: datetime
    bookmakers: tuple[str, ...]


class _Window(NamedTuple):
    """The newest move of each bookmaker within the minute, and the steam move that goes on, if one does."""

    moves: dict[str, datetime]
    going_on: SteamMove | None


_EMPTY = _Window({}, None)


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
        self._windows: OrderedDict[tuple[str, tuple[str, ...], Direction], _Window] = OrderedDict()

    def note(self, event_id: str, bookmaker: str, before: Known | None, after: Known) -> SteamMove | None:
        """Take a change; return the steam move that it completes or extends."""
        direction = direction_of(before, after)
        if direction is None:
            return None
        key = (event_id, after.place.parts, direction)
        at = after.changed_at
        window = self._windows.pop(key, _EMPTY)
        moves = {each: moved_at for each, moved_at in window.moves.items() if at - moved_at <= WITHIN} | {bookmaker: at}
        going_on = window.going_on
        if going_on is not None and at - going_on.ended_at <= WITHIN:
            found = going_on._replace(ended_at=at, bookmakers=_with(going_on.bookmakers, bookmaker))
        elif len(moves) >= LEAST_BOOKMAKERS:
            found = SteamMove(event_id, after.place.parts, direction, min(moves.values()), at, tuple(sorted(moves)))
        else:
            found = None
        self._windows[key] = _Window(moves, found)
        if len(self._windows) > _KEYS:
            self._windows.popitem(last=False)
        return found


def _with(bookmakers: tuple[str, ...], bookmaker: str) -> tuple[str, ...]:
    return bookmakers if bookmaker in bookmakers else tuple(sorted((*bookmakers, bookmaker)))
