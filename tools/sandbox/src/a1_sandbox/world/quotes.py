"""What a bookmaker offers: prices, grouped into markets."""

from decimal import Decimal
from typing import NamedTuple

from a1_schemas.vocabulary import MarketKey, Selection


class Book(NamedTuple):
    """A bookmaker as The Odds API names it."""

    key: str
    title: str


class Price(NamedTuple):
    """One selection of a market; decimal odds of two places."""

    selection: Selection
    line: Decimal | None
    price: Decimal


class Market(NamedTuple):
    """A market of an offer."""

    key: MarketKey
    prices: tuple[Price, ...]


class StampedMarket(NamedTuple):
    """A market with the tick of its last update."""

    key: MarketKey
    prices: tuple[Price, ...]
    tick: int
