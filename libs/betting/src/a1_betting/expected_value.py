"""What a price is worth by a fair probability, with the error of that probability."""

from dataclasses import dataclass
from decimal import Decimal

from a1_betting.estimate import Estimate


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """The expected profit of a stake of 1."""

    value: float
    standard_error: float | None
    """From the spread of the books; null where one source gives the probability."""


def expected_value(price: Decimal, fair: Estimate, push_probability: float = 0.0) -> ExpectedValue:
    """Return the expected value of a price. `fair` is the probability where the stake is not returned."""
    decided = 1 - push_probability
    error = fair.standard_error
    return ExpectedValue(
        decided * (float(price) * fair.probability - 1),
        None if error is None else decided * float(price) * error,
    )
