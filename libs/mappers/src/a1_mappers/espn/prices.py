"""Prices and lines as ESPN writes them: `-110`, `"EVEN"`, `"5/2"`, `{"american": …, "decimal": …}`, `"o2.5"`."""

from decimal import Decimal

from a1_mappers.parsing import (
    ParseError,
    parse_american_price,
    parse_decimal_price,
    parse_fractional_price,
    parse_line,
)
from a1_mappers.untyped import Json
from a1_mappers.written_prices import WrittenPrice

_LEVEL = frozenset({"EVEN", "PK", "PICK"})
_WORDS_FOR_EVEN = frozenset({"EVEN", "EVENS"})


def price_of(written: Json) -> WrittenPrice | None:
    """Return a price from any of the formats. None for 0, `OFF` and percentages."""
    if isinstance(written, dict):
        found = (_bare(written.get("american")), _decimal(written.get("decimal")), _bare(written.get("fraction")))
        price = next((price for price in found if price is not None), None)
        return price or _decimal(written.get("value")) or _bare(written.get("summary"))
    return _bare(written)


def line_of(written: Json) -> Decimal | None:
    """Return a line without its `o` or `u` prefix, or None if the text is no line."""
    if isinstance(written, str):
        written = written.strip().upper()
        if written in _LEVEL:
            return Decimal(0)
        written = written.removeprefix("O").removeprefix("U")
    try:
        return None if written is None else parse_line(written)
    except ParseError:
        return None


def _bare(written: Json) -> WrittenPrice | None:
    """Parse an American price, a word or a fraction."""
    if isinstance(written, str) and written.strip().upper() in _WORDS_FOR_EVEN:
        return WrittenPrice(Decimal(2), 100)
    try:
        if isinstance(written, str) and "/" in written:
            return parse_fractional_price(written)
        return None if written is None else parse_american_price(written)
    except ParseError:
        return None


def _decimal(written: Json) -> WrittenPrice | None:
    try:
        price = None if written is None else parse_decimal_price(written)
    except ParseError:
        return None
    return price if price is not None and price.decimal > 1 else None
