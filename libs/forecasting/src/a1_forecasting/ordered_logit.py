"""Three ordered results from one number: the ordered logit of home, draw and away, fitted by Newton's method."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from a1_betting.estimate import expit
from a1_forecasting.linear import solve
from a1_forecasting.outcomes import AWAY, DRAW, HOME
from a1_schemas.vocabulary import Selection

_STEPS = 30
"""Steps of a fit. The likelihood is concave, and from zero slope Newton's method is still after ten."""
_START = (0.0, -0.7, 0.7)
_RIDGE = 1e-9
"""Keeps the slope at zero where x is always the same, and moves no other fit that shows."""


@dataclass(frozen=True, slots=True)
class OrderedLogit:
    """P(away) = expit(low - slope·x), P(home) = 1 - expit(high - slope·x), and the draw between them."""

    slope: float
    low: float
    high: float

    def probabilities(self, x: float) -> tuple[float, float, float]:
        """Return the probabilities of home, draw and away. Their sum is 1."""
        away, not_home = expit(self.low - self.slope * x), expit(self.high - self.slope * x)
        return 1 - not_home, not_home - away, away


def fit(observed: Mapping[tuple[float, Selection], int]) -> OrderedLogit:
    """Return the most likely parameters.

    `observed` counts pairs of x and result (`home`, `draw`, `away`). Raises ValueError where a result never occurs.
    """
    if {result for (_, result), count in observed.items() if count} != {HOME, DRAW, AWAY}:
        raise ValueError("each of home, draw and away has to occur")
    parameters = _START
    for _ in range(_STEPS):
        gradient, hessian = _derivatives(observed, parameters)
        step = solve(hessian, gradient)
        slope, low, high = (value - change for value, change in zip(parameters, step, strict=True))
        parameters = (slope, min(low, high - 1e-6), high)
    return OrderedLogit(*parameters)


def _derivatives(
    observed: Mapping[tuple[float, Selection], int], parameters: tuple[float, float, float]
) -> tuple[list[float], list[list[float]]]:
    """The gradient and the matrix of second derivatives of the log likelihood in slope, low and high."""
    slope, low, high = parameters
    gradient = [-_RIDGE * slope, 0.0, 0.0]
    hessian = [[0.0] * 3 for _ in range(3)]
    hessian[0][0] = -_RIDGE
    for (x, result), count in observed.items():
        away, not_home = expit(low - slope * x), expit(high - slope * x)
        by_low, by_high, low_low, high_high, low_high = _of_one(result, away, not_home, math.exp(low - high))
        gradient[0] -= count * x * (by_low + by_high)
        gradient[1] += count * by_low
        gradient[2] += count * by_high
        hessian[0][0] += count * x * x * (low_low + high_high + 2 * low_high)
        hessian[0][1] -= count * x * (low_low + low_high)
        hessian[0][2] -= count * x * (high_high + low_high)
        hessian[1][1] += count * low_low
        hessian[2][2] += count * high_high
        hessian[1][2] += count * low_high
    hessian[1][0], hessian[2][0], hessian[2][1] = hessian[0][1], hessian[0][2], hessian[1][2]
    return gradient, hessian


def _of_one(result: Selection, away: float, not_home: float, ratio: float) -> tuple[float, float, float, float, float]:
    """First and second derivatives of one result's log probability in the two cut points."""
    if result == AWAY:
        return 1 - away, 0.0, -away * (1 - away), 0.0, 0.0
    if result == HOME:
        return 0.0, -not_home, 0.0, -not_home * (1 - not_home), 0.0
    gap, bend = ratio / (1 - ratio), ratio / (1 - ratio) ** 2
    return (
        -gap - away,
        gap + 1 - not_home,
        -bend - away * (1 - away),
        -bend - not_home * (1 - not_home),
        bend,
    )
