"""Two bets on different lines that both win between them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from a1_betting.chances import Distribution, halves_of
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


@dataclass(frozen=True, slots=True)
class Middle:
    """Stakes that pay the same where one of the bets wins, and what they promise by a distribution."""

    stake_over: Fraction
    """The share of both stakes that is on over; the rest is on under."""
    both: float
    """The probability that both bets win."""
    pushes: float
    """The probability that one wins and the other's stake is returned."""
    value: float
    """The expected profit as a share of both stakes."""
    worst: Fraction
    """The profit where one bet wins and the other loses, as a share of both stakes."""


def price_middle(
    distribution: Distribution, over_line: Decimal, over_price: Decimal, under_line: Decimal, under_price: Decimal
) -> Middle:
    """Return the middle of over at the lower line and under at the higher, of whole or half lines.

    A spread is over for the team that is bet on, at the margin that it must pass. Raises Refused: `line-mismatch` where
    the lines leave nothing between them, `line-out-of-range` for quarter lines.
    """
    if over_line >= under_line:
        raise Refused(RefusalReason.LINE_MISMATCH, f"nothing lies over {over_line} and under {under_line}")
    if len(halves_of(over_line)) + len(halves_of(under_line)) > 2:
        raise Refused(RefusalReason.LINE_OUT_OF_RANGE, "a quarter line is two bets")
    low, high = distribution(over_line), distribution(under_line)
    both = low.over - high.at - high.over
    stake_over = Fraction(under_price) / (Fraction(over_price) + Fraction(under_price))
    win_over = float(stake_over * (Fraction(over_price) - 1))
    win_under = float((1 - stake_over) * (Fraction(under_price) - 1))
    worst = stake_over * Fraction(over_price) - 1
    value = (
        both * (win_over + win_under) + low.at * win_under + high.at * win_over + (low.under + high.over) * float(worst)
    )
    return Middle(stake_over, both, low.at + high.at, value, worst)
