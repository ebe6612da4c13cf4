"""Numbers as they leave the library."""

from decimal import Decimal
from fractions import Fraction

PLACES = 9
"""Fewer than the bits in which the mathematical libraries of two machines can differ."""


def published(value: float | Fraction | Decimal, places: int = PLACES) -> Decimal:
    """Return the number to so many decimals. Raises ValueError or OverflowError for one that is not finite."""
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(numerator * 10**places, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        whole += 1  # a half goes to the even neighbour
    return Decimal(whole).scaleb(-places).normalize() + 0
