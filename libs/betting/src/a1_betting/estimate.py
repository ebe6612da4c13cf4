"""A probability with the uncertainty of its logit."""

import math
from typing import NamedTuple

QUANTILE = 1.959963984540054
"""Of the standard normal distribution, for an interval of 95 %."""


def logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def expit(value: float) -> float:
    """Return the probability of a logit."""
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


class Estimate(NamedTuple):
    """A fair probability."""

    probability: float
    logit_error: float | None = None
    """The standard error of its logit; null where a single source gives the probability."""

    @property
    def standard_error(self) -> float | None:
        """The standard error of the probability, to first order."""
        if self.logit_error is None:
            return None
        return self.logit_error * self.probability * (1 - self.probability)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, within (0, 1)."""
        if self.logit_error is None:
            return None
        center, reach = logit(self.probability), QUANTILE * self.logit_error
        return expit(center - reach), expit(center + reach)
