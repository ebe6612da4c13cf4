"""Exact odds conversions. Decimal odds are canonical; American odds are derived."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

MAX_PRICE = Decimal(100_000)
"""The highest accepted price. Larger numbers are errors of the source."""
_SIX_PLACES = Decimal("0.000001")


class PriceError(ValueError):
    """The number is not a price."""


def decimal_from_american(american: int) -> Decimal:
    """Return the decimal odds of American odds, to six places. Raises PriceError between -100 and 100."""
    if -100 < american < 100:
        raise PriceError(f"{american} is no American price")
    profit = Fraction(american, 100) if american > 0 else Fraction(100, -american)
    return _rounded(1 + profit)


def decimal_from_fraction(numerator: int, denominator: int) -> Decimal:
    """Return the decimal odds of a fractional price such as 29/20, to six places."""
    if denominator <= 0 or numerator < 0:
        raise PriceError(f"{numerator}/{denominator} is no fractional price")
    return _rounded(1 + Fraction(numerator, denominator))


@lru_cache(maxsize=8_192)
def american_from_decimal(price: Decimal) -> int | None:
    """Return the nearest American odds, or None at 1, which has no American form."""
    if price <= 1:
        return None
    profit = Fraction(price) - 1
    exact = profit * 100 if profit >= 1 else Fraction(-100) / profit
    return round(exact)


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_SIX_PLACES, ROUND_HALF_EVEN).normalize() + 0
