"""The columns of a history file: which are needed, and whose prices the others hold (docs/history-format.md)."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from a1_forecasting.outcomes import THREE_WAY, TWO_WAY, Outcomes
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

NEEDED = ("season", "date", "home", "away", "home_score", "away_score")
GAME_NUMBER = "game"
"""Optional: 1 or 2 in a doubleheader."""
ONE_BOOK = "archive"
"""The book of files that carry the prices of one and do not say which."""


class Moment(StrEnum):
    """When a price was taken."""

    OPEN = "open"
    CLOSE = "close"


class PriceSet(NamedTuple):
    """The moneyline of one book at one moment."""

    book: str
    moment: Moment


_DECIMAL = re.compile(r"(?P<book>[a-z][a-z0-9_]*)_(?P<moment>open|close)_(?P<side>home|draw|away)")
_AMERICAN = re.compile(r"(?P<side>home|away)_(?:(?P<moment>open|close)_)?ml")


class PriceColumn(NamedTuple):
    """What a column of prices holds."""

    prices: PriceSet
    side: str
    american: bool


def price_columns(header: Iterable[str]) -> dict[str, PriceColumn]:
    """Return the columns of moneyline prices among those of a header."""
    found: dict[str, PriceColumn] = {}
    for name in header:
        if match := _DECIMAL.fullmatch(name):
            found[name] = PriceColumn(PriceSet(match["book"], Moment(match["moment"])), match["side"], american=False)
        elif match := _AMERICAN.fullmatch(name):
            moment = Moment(match["moment"] or Moment.CLOSE)
            found[name] = PriceColumn(PriceSet(ONE_BOOK, moment), match["side"], american=True)
    return found


def by_prices(columns: Mapping[str, PriceColumn], outcomes: Outcomes) -> dict[PriceSet, tuple[str, ...]]:
    """Return each book's columns in the order of the outcomes. Books whose columns are not all there are left out."""
    names = {(column.prices, column.side): name for name, column in columns.items()}
    return {
        prices: tuple(names[prices, side] for side in outcomes)
        for prices in dict.fromkeys(column.prices for column in columns.values())
        if all((prices, side) in names for side in outcomes)
    }


def outcomes_of(league: League) -> Outcomes:
    """Return the outcomes of the league's moneyline: soccer has a draw."""
    return THREE_WAY if league.traits.sport is Sport.SOCCER else TWO_WAY


def bar_of(league: League) -> str:
    """Return the book whose closing prices models are compared with."""
    return "pinnacle" if league.traits.sport is Sport.SOCCER else ONE_BOOK
