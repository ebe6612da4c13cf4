"""What a market keeps of the sum that is staked on it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def overround(prices: Sequence[Decimal]) -> Fraction:
    """Return the sum of the inverse prices, less 1."""
    return sum((1 / Fraction(price) for price in prices), Fraction()) - 1


def hold(prices: Sequence[Decimal]) -> Fraction:
    """Return the share of the stakes that the bookmaker keeps where they balance. It is negative for an arbitrage."""
    margin = overround(prices)
    return margin / (1 + margin)
