"""Closing prices, as routes ask for them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from a1_gateway.errors import Problem, ProblemCode
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenSide:
    """The selection of a market whose close is asked for."""

    event_id: str
    market: MarketKey
    period: Period
    scope: SettlementScope
    selection: Selection
    line: Decimal | None
    """The line of this selection."""
    bookmaker: str | None
    """Whose close; null for that of any book."""


@dataclass(frozen=True, slots=True)
class Close:
    """The closing prices of one book in one market."""

    taken_side: Decimal
    other_sides: tuple[Decimal, ...]
    """Those of all other outcomes; empty where one is missing."""


class ClosingPrices(Protocol):
    """Where closing prices are kept."""

    async def close_of(self, taken: TakenSide, /) -> Close | None:
        """Return the close; None where none was observed. Raises Problem: 503 where the past cannot be read."""
        ...


class NoHistory:
    """Stands for a history that is not connected."""

    async def close_of(self, _: TakenSide, /) -> Close | None:
        """Raise Problem."""
        raise history_unavailable()


def history_unavailable() -> Problem:
    """Return the problem of a past that cannot be read."""
    detail = "Closing prices cannot be read now; send `close` with the bet, or try again."
    return Problem(503, ProblemCode.HISTORY_UNAVAILABLE, "No history", detail)
