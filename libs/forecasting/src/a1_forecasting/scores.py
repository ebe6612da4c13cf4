"""Scores of a forecast against the result that occurred, and means of them with standard errors."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from a1_forecasting.outcomes import Probabilities

_LEAST = 1e-15
"""A result that was called impossible costs 34.5 nats and not infinitely many."""


def log_loss(probabilities: Probabilities, happened: int) -> float:
    """Return minus the logarithm of what was given to the outcome that occurred, in nats."""
    return -math.log(max(probabilities[happened], _LEAST))


def brier(probabilities: Probabilities, happened: int) -> float:
    """Return (p - y)^2 of the first of two outcomes; of more, the sum over all of them."""
    if len(probabilities) == 2:
        return (1 - probabilities[happened]) ** 2
    return sum((each - (place == happened)) ** 2 for place, each in enumerate(probabilities))


def rps(probabilities: Probabilities, happened: int) -> float:
    """Return the ranked probability score, from 0 to 1. The outcomes are in their order: home, draw, away."""
    total = gap = 0.0
    for place, each in enumerate(probabilities[:-1]):
        gap += each - (place == happened)
        total += gap * gap
    return total / (len(probabilities) - 1)


def is_right(probabilities: Probabilities, happened: int) -> float:
    """Return 1 where the likeliest outcome occurred. Ties are shared."""
    best = max(probabilities)
    return (probabilities[happened] == best) / probabilities.count(best)


class Estimate(NamedTuple):
    """A mean and its standard error, or nothing where there are too few numbers."""

    mean: float | None
    error: float | None


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean of the values, and the standard error where there are two at least."""
    if not values:
        return Estimate(None, None)
    mean = math.fsum(values) / len(values)
    if len(values) < 2:
        return Estimate(mean, None)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return Estimate(mean, math.sqrt(variance / len(values)))
