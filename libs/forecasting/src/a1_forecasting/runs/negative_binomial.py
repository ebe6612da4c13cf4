"""Counts of runs: negative binomial, because their variance is twice their mean.

`size` is the number of successes of the usual form: the variance is mean + mean² / size.
"""

import math
from collections.abc import Sequence

from a1_betting.bisection import falling_root

MOST = 30
"""The most runs of a side that are counted."""
_HIGHEST_MEAN = 1000.0


def probabilities(mean: float, size: float, most: int = MOST) -> list[float]:
    """Return the probabilities of 0 to `most`. They sum to less than 1 by what is above."""
    share = mean / (size + mean)
    found = [math.exp(size * math.log1p(-share))]
    for count in range(1, most + 1):
        found.append(found[-1] * share * (size + count - 1) / count)
    return found


def over(mean: float, size: float, line: float) -> float:
    """Return the probability of more than the line."""
    return 1 - math.fsum(probabilities(mean, size, math.floor(line)))


def mean_of(probability: float, size: float, line: float) -> float:
    """Return the mean whose probability of more than the line is this one."""
    return falling_root(lambda mean: probability - over(mean, size, line), 0.0, _HIGHEST_MEAN)


def home_win(home_mean: float, away_mean: float, size: float) -> float:
    """Return the probability that the home side scores more, given that one does: a tie is played on."""
    home, away = probabilities(home_mean, size), probabilities(away_mean, size)
    won, lost = _ahead(home, away), _ahead(away, home)
    return won / (won + lost)


def _ahead(more: Sequence[float], fewer: Sequence[float]) -> float:
    """The probability that the first count is higher."""
    below = total = 0.0
    for count in range(1, len(more)):
        below += fewer[count - 1]
        total += more[count] * below
    return total


def size_of(means: Sequence[float], counts: Sequence[int]) -> float | None:
    """Return the size by the method of moments, or None where the counts vary as little as Poisson's."""
    excess = sum((count - mean) ** 2 - mean for mean, count in zip(means, counts, strict=True))
    return sum(mean * mean for mean in means) / excess if excess > 0 else None
