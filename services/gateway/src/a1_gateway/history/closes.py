"""Looks sealed closing prices up, for bets that name their market instead of a close."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from a1_gateway.closing_prices import Close, TakenSide
from a1_gateway.history.database import History
from a1_schemas.vocabulary import Selection

CLOSES_SQL = """
select bookmaker, provider, feed, selection, line, price from closes
where event_id = $1 and market = $2 and period = $3 and scope = $4 and ($5::text is null or bookmaker = $5)
    and price is not null
order by bookmaker, provider, feed, selection, line
"""
_SAME_LINE = (Selection.OVER, Selection.UNDER)
"""Selections whose line is that of the others; a spread's has the opposite sign."""


class SealedPrice(NamedTuple):
    """The sealed closing price of one selection."""

    bookmaker: str
    provider: str
    feed: str
    selection: str
    line: Decimal | None
    price: Decimal


class SealedCloses:
    """The closing prices that the historian sealed."""

    def __init__(self, history: History) -> None:
        self._history = history

    async def close_of(self, taken: TakenSide, /) -> Close | None:
        """Return the close of the named bookmaker, or of the first that has all outcomes.

        None where no close was observed. Raises Problem where the database does not answer.
        """
        rows = await self._history.fetch(
            CLOSES_SQL, taken.event_id, taken.market, taken.period, taken.scope, taken.bookmaker
        )
        return close_in([SealedPrice(*row) for row in rows], taken)


def close_in(rows: Iterable[SealedPrice], taken: TakenSide) -> Close | None:
    """Return the close of a side among a market's rows, which are in the order of their sources."""
    wanted = 2 if taken.market.endswith("3-way") else 1
    partial: Close | None = None
    for _, of_source in groupby(rows, key=lambda row: row[:3]):
        prices = list(of_source)
        own = next((row for row in prices if row.selection == taken.selection and row.line == taken.line), None)
        if own is None:
            continue
        others = tuple(row.price for row in prices if _is_other(row, taken))
        if len(others) == wanted:
            return Close(own.price, others)
        partial = partial or Close(own.price, ())
    return partial


def _is_other(row: SealedPrice, taken: TakenSide) -> bool:
    if row.selection == taken.selection:
        return False
    opposite = taken.line if taken.line is None or taken.selection in _SAME_LINE else -taken.line
    return row.line == opposite
