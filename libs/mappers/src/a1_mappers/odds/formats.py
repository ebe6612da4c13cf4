"""Detects how a body writes its prices: decimal (`1.91`) or American (`-110`).

The prices themselves are checked first, because archives do not always keep the request and a response may not have the
requested format. Only whole positive numbers are ambiguous.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from a1_mappers.odds import wire
from a1_mappers.parsing import ParseError, parse_american_price, parse_decimal_price
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.raw import RawHeaders

ParsePrice = Callable[[object], WrittenPrice]

_ASKED = {"decimal": parse_decimal_price, "american": parse_american_price}
_SMALLEST_AMERICAN = Decimal(100)
_NEGATIVE = re.compile(rb'"price"\s*:\s*-')
_FRACTION = re.compile(rb'"price"\s*:\s*\d+\.\d*[1-9]')


class PriceFormat:
    """The format of one body, detected only when a bookmaker's own prices are ambiguous."""

    def __init__(self, body: bytes, headers: RawHeaders) -> None:
        self._body = body
        self._url = headers.url

    def parser_for(self, markets: Iterable[bytes]) -> ParsePrice:
        """Return the price parser for a bookmaker with these markets' outcomes, as they are written."""
        lowest = _SMALLEST_AMERICAN
        for written in markets:
            found = _format_of(written)
            if not isinstance(found, Decimal):
                return found
            lowest = min(lowest, found)
        if self._of_body is not None:
            return self._of_body
        return parse_american_price if lowest == _SMALLEST_AMERICAN else parse_decimal_price

    @cached_property
    def _of_body(self) -> ParsePrice | None:
        """Returns the parser that the body's prices imply, else the requested one, or None if neither is known."""
        if _NEGATIVE.search(self._body):
            return parse_american_price
        if _FRACTION.search(self._body):
            return parse_decimal_price
        asked = parse_qs(urlsplit(self._url).query).get("oddsFormat", [""])
        return _ASKED.get(asked[0])


def _format_of(written: bytes) -> ParsePrice | Decimal:
    """Return the parser that these outcomes' prices imply; else the lowest price, at most `_SMALLEST_AMERICAN`.

    Raises ParseError where they are of another shape and no price says it.
    """
    if b"-" in written and _NEGATIVE.search(written):
        return parse_american_price
    if _FRACTION.search(written):
        return parse_decimal_price
    lowest = _SMALLEST_AMERICAN
    for outcome in wire.read_outcomes(written):
        price = _price_of(outcome)
        if price is None or not price.is_finite():
            continue
        if price < 0:
            return parse_american_price
        if price != price.to_integral_value():
            return parse_decimal_price
        lowest = min(lowest, price)
    return lowest


def _price_of(outcome: wire.Outcome) -> Decimal | None:
    """Return the price for format detection. An unreadable price is None here, and rejected where it is mapped."""
    try:
        return outcome.price
    except ParseError:
        return None
