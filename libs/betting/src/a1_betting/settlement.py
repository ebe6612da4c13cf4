"""What a stake returns where rules divide it: dead heats, and parlays with legs that are returned."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import prod


class LegResult(StrEnum):
    """How a leg of a parlay or an entry ended."""

    RIGHT = "right"
    WRONG = "wrong"
    TIE = "tie"
    """The number is the line."""
    VOID = "void"
    """The player did not take part, or the bet does not stand."""


def dead_heat_return(stake: Decimal, price: Decimal, tied: int, places: int = 1) -> Fraction:
    """Return what a stake returns, profit included, where `tied` share `places`."""
    return Fraction(stake) * Fraction(price) * places / tied


def parlay_price(prices: Sequence[Decimal], results: Sequence[LegResult]) -> Fraction:
    """Return the multiple that a parlay pays: 0 with a wrong leg, and a price of 1 for a tie or a void leg."""
    if LegResult.WRONG in results:
        return Fraction()
    right = (price for price, result in zip(prices, results, strict=True) if result is LegResult.RIGHT)
    return prod(map(Fraction, right), start=Fraction(1))
