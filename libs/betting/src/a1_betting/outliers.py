"""Prices that stand apart from those of other books: mistakes and forgotten quotes."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

POINTS = 0.02
"""Of implied probability: the distance from the median beyond which a price is refused."""


def outliers(books: Sequence[Sequence[Decimal]], points: float = POINTS) -> list[bool]:
    """Return, for each book's prices of all outcomes, whether one is further than `points` from the books' median."""
    implied = [[float(1 / price) for price in book] for book in books]
    centers = [median(outcome) for outcome in zip(*implied, strict=True)]
    return [any(abs(each - center) > points for each, center in zip(book, centers, strict=True)) for book in implied]
