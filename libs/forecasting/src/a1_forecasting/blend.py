"""A logarithmic pool of forecasts, with weights that past results choose.

The probability of an outcome is proportional to the product of the members' probabilities, each to the power of its
weight. With two outcomes that is a logistic regression on the members' logits.
"""

import math
from collections.abc import Sequence
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
    logs = [
        math.fsum(weight * math.log(each) for weight, each in zip(weights, outcome, strict=True))
        for outcome in zip(*members, strict=True)
    ]
    highest = max(logs)
    return normalized([math.exp(each - highest) for each in logs])


def fit(past: Sequence[Pooled], start: Sequence[float]) -> tuple[float, ...]:
    """Return the likeliest weights, drawn to those of the start. The likelihood is concave: Newton's method."""
    size = len(start)
    weights = list(start)
    logs = [([[math.log(each) for each in member] for member in game.members], game) for game in past]
    for _ in range(_STEPS):
        gradient = [_PRIOR * (first - now) for first, now in zip(start, weights, strict=True)]
        curvature = [[_PRIOR * (i == j) for j in range(size)] for i in range(size)]
        for of_members, game in logs:
            said = pool(game.members, weights)
            means = [sum(p * x for p, x in zip(said, member, strict=True)) for member in of_members]
            for i in range(size):
                gradient[i] += of_members[i][game.happened] - means[i]
                for j in range(size):
                    both = sum(p * x * y for p, x, y in zip(said, of_members[i], of_members[j], strict=True))
                    curvature[i][j] += both - means[i] * means[j]
        weights = [now + step for now, step in zip(weights, solve(curvature, gradient), strict=True)]
    return tuple(weights)
