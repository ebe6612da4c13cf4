"""The markets of an event's bookmakers that were read without a fault: one whose JSON stays is not read again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

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

    def read(
        self,
        bookmaker: wire.Bookmaker,
        written: Sequence[bytes],
        times: Sequence[datetime | None],
        parse_price: ParsePrice,
    ) -> list[Market | None]:
        """Return a bookmaker's markets, None for one with a fault. Raises ParseError for one of another shape.

        `written` has the JSON of each market's outcomes, `times` its time.
        """
        known = self._by_bookmaker.setdefault(bookmaker.key, {})
        found: list[Market | None] = []
        for market, outcomes, observed_at in zip(bookmaker.markets, written, times, strict=True):
            key, link = market.key, market.link
            last = known.get(key)
            if last is not None and last[0] == outcomes and last[1] == link and last[2] is parse_price:
                clean: Market | None = last[3]
            else:
                last, clean = None, clean_market(key, outcomes, link, bookmaker.key, self.sides, parse_price)
            if clean is not None:
                if clean.observed_at != observed_at:
                    last, clean = None, replace(clean, observed_at=observed_at)
                if last is None:
                    known[key] = _Clean(outcomes, link, parse_price, clean)
            found.append(clean)
        return found

    def keep(self, bookmakers: Collection[str]) -> None:
        """Forget those of bookmakers that are none of these."""
        if len(self._by_bookmaker) > len(bookmakers):
            self._by_bookmaker = {key: self._by_bookmaker.get(key, {}) for key in bookmakers}
