"""Distributions by which a fair probability moves to another line. The choice changes the answer."""

import math
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import count

from a1_betting.bisection import falling_root
from a1_betting.chances import Chances, Distribution

Family = Callable[[float], Distribution]
"""Gives the distribution of a mean."""


def poisson(mean: float) -> Distribution:
    """Return the distribution of counts whose variance is their mean: goals, hits."""

    def terms() -> Iterator[float]:
        term = math.exp(-mean)
        for number in count(1):
            yield term
            term *= mean / number

    return partial(_counted, terms)


def negative_binomial(mean: float, size: float) -> Distribution:
    """Return the distribution of counts with variance mean + mean² / size: runs, points of a player."""
    failure = mean / (size + mean)

    def terms() -> Iterator[float]:
        term = math.pow(size / (size + mean), size)
        for number in count(1):
            yield term
            term *= failure * (size + number - 1) / number

    return partial(_counted, terms)


def normal(mean: float, deviation: float) -> Distribution:
    """Return the normal distribution of a number that falls on no line."""

    def chances(line: Decimal) -> Chances:
        under = math.erfc((mean - float(line)) / deviation / math.sqrt(2)) / 2
        return Chances(1 - under, 0.0, under)

    return chances


def table(weights: Mapping[int, float]) -> Distribution:
    """Return the distribution of measured frequencies, which need not sum to 1."""
    total = math.fsum(weights.values())

    def chances(line: Decimal) -> Chances:
        over = math.fsum(weight for number, weight in weights.items() if number > line) / total
        at = weights.get(int(line), 0.0) / total if line == line.to_integral_value() else 0.0
        return Chances(over, at, 1 - over - at)

    return chances


def fitted(family: Family, line: Decimal, share_over: float, low: float, high: float) -> Distribution:
    """Return the family's distribution that gives over this probability at the line; its mean is in [low, high]."""
    return family(falling_root(lambda mean: share_over - family(mean)(line).share_over, low, high))


def _counted(terms: Callable[[], Iterator[float]], line: Decimal) -> Chances:
    whole = math.floor(line)
    under, at = 0.0, 0.0
    for number, term in zip(range(whole + 1), terms(), strict=False):
        if number == line:
            at = term
        else:
            under += term
    return Chances(1 - under - at, at, under)
