"""Counts of goals: Poisson probabilities, and the mean that a line's probability means."""

import math

from a1_betting.bisection import falling_root

MOST = 14
"""The most goals of a side that grids hold."""
_HIGHEST_MEAN = 1000.0


def probabilities(mean: float, most: int = MOST) -> list[float]:
    """Return the probabilities of 0 to `most`. They sum to less than 1 by what is above."""
    found = [math.exp(-mean)]
    for count in range(1, most + 1):
        found.append(found[-1] * mean / count)
    return found


def over(mean: float, line: float) -> float:
    """Return the probability of more than the line."""
    return 1 - math.fsum(probabilities(mean, math.floor(line)))


def mean_of(probability: float, line: float) -> float:
    """Return the mean whose probability of more than the line is this one.

    >>> round(mean_of(0.5, 5.5), 7)
    5.6701612
    """
    return falling_root(lambda mean: probability - over(mean, line), 0.0, _HIGHEST_MEAN)
