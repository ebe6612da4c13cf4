"""Numbers as they leave the library."""

from decimal import Decimal
from fractions import Fraction

PLACES = 9
"""Fewer than the bits in which the mathematical libraries of two machines can differ."""


def published(value: float | Fraction | Decimal, places: int = PLACES) -> Decimal:
    """Return the number to so many decimals. Raises ValueError or OverflowError for one that is not finite."""
    return Decimal(round(Fraction(value) * 10**places)).scaleb(-places).normalize() + 0
