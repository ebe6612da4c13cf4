"""Closing-line value: what a price that was taken is worth at the close of its market."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from a1_betting.devig import remove_margin
from a1_schemas.analytics_words import DevigMethod


@dataclass(frozen=True, slots=True)
class ClosingLineValue:
    """The bet beside the close of the same selection and line."""

    price_ratio: Fraction
    """The price taken over the closing price, less 1."""
    fair_probability: float | None
    """The close's, without its margin; null where the close has one side only, so that its margin is not known."""

    def ev(self, price: Decimal) -> float | None:
        """Return the expected profit of a stake of 1 at this price by the fair close."""
        return None if self.fair_probability is None else float(price) * self.fair_probability - 1


def against_fair_close(price: Decimal, fair_price: Decimal) -> ClosingLineValue:
    """Return the value beside a close without margin."""
    return ClosingLineValue(_ratio(price, fair_price), float(1 / Fraction(fair_price)))


def against_close(
    price: Decimal, taken_side: Decimal, other_sides: Sequence[Decimal], method: DevigMethod
) -> ClosingLineValue:
    """Return the value beside the closing prices of one book. Raises Refused where `method` does."""
    fair = remove_margin([taken_side, *other_sides], method).probabilities[0] if other_sides else None
    return ClosingLineValue(_ratio(price, taken_side), fair)


def _ratio(price: Decimal, close: Decimal) -> Fraction:
    return Fraction(price) / Fraction(close) - 1
