"""How a number that decides a bet ends beside a line."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


@dataclass(frozen=True, slots=True)
class Chances:
    """The number beside the line. They sum to 1."""

    over: float
    at: float
    """Equal to it, so that the stake is returned."""
    under: float

    @property
    def share_over(self) -> float:
        """The probability of over where the stake is not returned, as prices of two sides say it."""
        return self.over / (self.over + self.under)


Distribution = Callable[[Decimal], Chances]
"""Gives the chances at a whole or half line."""


def halves_of(line: Decimal) -> tuple[Decimal, ...]:
    """Return the lines of the half stakes of a quarter line; any other line by itself.

    Raises Refused: `line-out-of-range` for one that is no multiple of a quarter.
    """
    quarters = line * 4
    if quarters != quarters.to_integral_value():
        raise Refused(RefusalReason.LINE_OUT_OF_RANGE, f"{line} is no multiple of a quarter")
    if quarters % 2:
        quarter = Decimal("0.25")
        return line - quarter, line + quarter
    return (line,)


def fair_price_over(distribution: Distribution, line: Decimal) -> float:
    """Return the price of over without margin, on quarter lines too, where half stakes are decided by themselves."""
    halves = [distribution(half) for half in halves_of(line)]
    return 1 + sum(half.under for half in halves) / sum(half.over for half in halves)
