"""Numbers as they leave the library."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

_PLACES = Decimal("1e-9")
"""Fewer than the bits in which the mathematical libraries of two machines can differ."""


def published(value: float | Fraction | Decimal) -> Decimal:
    """Return the number to 9 decimals. Raises ValueError for one that is not finite."""
    exact = Fraction(value)
    scaled = round(exact * 10**9)
    return (Decimal(scaled) * _PLACES).quantize(_PLACES, ROUND_HALF_EVEN).normalize() + 0
