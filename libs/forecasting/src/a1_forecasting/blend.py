"""A logarithmic pool of forecasts, with weights that past results choose.

The probability of an outcome is proportional to the product of the members' probabilities, each to the power of its
weight. With two outcomes that is a logistic regression on the members' logits.
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from a1_betting.devig import normalized
from a1_forecasting.linear import solve
from a1_forecasting.outcomes import Probabilities

_STEPS = 6
_PRIOR = 100.0
"""How sure the start is: the curvature of some 400 games of open outcomes, so a short past moves the weights little."""


class Pooled(NamedTuple):
    """What the members said of a game, and the place of the outcome that occurred."""

    members: tuple[Probabilities, ...]
    happened: int


def pool(members: Sequence[Probabilities], weights: Sequence[float]) -> Probabilities:
    """Return the pooled probabilities. Every probability is above zero."""
    return _pooled([[math.log(each) for each in member] for member in members], weights)


def _pooled(logs: Sequence[Sequence[float]], weights: Sequence[float]) -> Probabilities:
    """The pool of members' logarithms."""
    sums = [sum(map(mul, weights, outcome)) for outcome in zip(*logs, strict=True)]
    highest = max(sums)
    return normalized([math.exp(each - highest) for each in sums])


def fit(past: Sequence[Pooled], start: Sequence[float]) -> tuple[float, ...]:
    """Return the likeliest weights, drawn to those of the start. The likelihood is concave: Newton's method."""
    size = len(start)
    weights = list(start)
    logs = [([[math.log(each) for each in member] for member in game.members], game.happened) for game in past]
    for _ in range(_STEPS):
        gradient = [_PRIOR * (first - now) for first, now in zip(start, weights, strict=True)]
        curvature = [[_PRIOR * (i == j) for j in range(size)] for i in range(size)]
        for of_members, happened in logs:
            said = _pooled(of_members, weights)
            shares = [list(map(mul, said, member)) for member in of_members]
            means = [sum(share) for share in shares]
            for i in range(size):
                gradient[i] += of_members[i][happened] - means[i]
                for j in range(size):
                    curvature[i][j] += sum(map(mul, shares[i], of_members[j])) - means[i] * means[j]
        weights = [now + step for now, step in zip(weights, solve(curvature, gradient), strict=True)]
    return tuple(weights)
