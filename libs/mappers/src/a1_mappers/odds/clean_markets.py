"""The markets of an event's bookmakers that were read without a fault: one whose JSON stays is not read again."""

from collections.abc import Collection
from typing import NamedTuple

from a1_mappers.extracted_offers import Market
from a1_mappers.odds import wire
from a1_mappers.odds.markets import ParsePrice, Sides, clean_market


class _Clean(NamedTuple):
    """What a market was read from, and the market."""

    written: bytes
    link: str | None
    parse_price: ParsePrice
    market: Market


class CleanMarkets:
    """The clean markets of one event with these sides. A market that stays has the same outcomes, as one object."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self._by_bookmaker: dict[str, dict[str, _Clean]] = {}

    def read(self, bookmaker: str, market: wire.Market, written: bytes, parse_price: ParsePrice) -> Market | None:
        """Return the market without its time, None where it has a fault. Raises ParseError for one of another shape.

        `written` are its outcomes.
        """
        known = self._by_bookmaker.setdefault(bookmaker, {})
        last = known.get(market.key)
        if last is not None and last[:3] == (written, market.link, parse_price):
            return last.market
        clean = clean_market(market.key, written, market.link, bookmaker, self.sides, parse_price)
        if clean is not None:
            known[market.key] = _Clean(written, market.link, parse_price, clean)
        return clean

    def keep(self, bookmakers: Collection[str]) -> None:
        """Forget those of bookmakers that are none of these."""
        if len(self._by_bookmaker) > len(bookmakers):
            self._by_bookmaker = {key: self._by_bookmaker.get(key, {}) for key in bookmakers}
