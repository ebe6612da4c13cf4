"""Scores of two sides by Dixon and Coles (1997): independent Poisson goals, with low scores corrected by rho."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from a1_betting.estimate import expit
from a1_forecasting.goals.poisson import MOST, probabilities
from a1_forecasting.linear import solve
from a1_forecasting.outcomes import Probabilities

_STEPS, _SMALL, _STRIDE = 8, 1e-5, 0.7
Grid = Sequence[Sequence[float]]
"""Rows by the home side's goals, columns by the away side's. The sum is 1."""


class Means(NamedTuple):
    """The expected goals of both sides."""

    home: float
    away: float


def correction(home: int, away: int, means: Means, rho: float) -> float:
    """Return the factor of a score: 1 but for 0-0, 0-1, 1-0 and 1-1."""
    if home > 1 or away > 1:
        return 1.0
    if home == away:
        return 1 - rho if home else 1 - means.home * means.away * rho
    return 1 + rho * (means.away if home else means.home)


def grid(means: Means, rho: float, most: int = MOST) -> Grid:
    """Return the probabilities of all scores up to `most` goals a side, renormalised."""
    home, away = probabilities(means.home, most), probabilities(means.away, most)
    table = [[of_home * of_away for of_away in away] for of_home in home]
    for i in (0, 1):
        for j in (0, 1):
            table[i][j] *= max(correction(i, j, means, rho), 0.0)
    total = math.fsum(math.fsum(row) for row in table)
    return [[each / total for each in row] for row in table]


def three_way(table: Grid) -> tuple[float, float, float]:
    """Return the probabilities of a home win, a draw and an away win."""
    home = math.fsum(math.fsum(row[:i]) for i, row in enumerate(table))
    draw = math.fsum(row[i] for i, row in enumerate(table))
    return home, draw, 1 - home - draw


def three_way_of(means: Means, rho: float, most: int = MOST) -> tuple[float, float, float]:
    """Return what `three_way` of the grid gives, without the grid."""
    home, away = probabilities(means.home, most), probabilities(means.away, most)
    corner = [[home[i] * away[j] * (correction(i, j, means, rho) - 1) for j in (0, 1)] for i in (0, 1)]
    won, drawn, lost = corner[1][0], corner[0][0] + corner[1][1], corner[0][1]
    home_below = away_below = 0.0
    for of_home, of_away in zip(home, away, strict=True):
        won += of_home * away_below
        lost += of_away * home_below
        drawn += of_home * of_away
        home_below += of_home
        away_below += of_away
    total = won + drawn + lost
    return won / total, drawn / total, lost / total


def implied_means(wanted: Probabilities, rho: float) -> Means:
    """Return the expected goals that give these probabilities of home, draw and away: Newton's method."""
    home, _, away = wanted
    total, lead = math.log(2.7), 0.8 * math.log(home / away)
    for _ in range(_STEPS):
        found = three_way_of(_means(total, lead), rho)
        by_total = three_way_of(_means(total + _SMALL, lead), rho)
        by_lead = three_way_of(_means(total, lead + _SMALL), rho)
        slopes = [[(by_total[i] - found[i]) / _SMALL, (by_lead[i] - found[i]) / _SMALL] for i in (0, 2)]
        more, ahead = solve(slopes, (home - found[0], away - found[2]))
        total += max(-_STRIDE, min(_STRIDE, more))
        lead += max(-_STRIDE, min(_STRIDE, ahead))
    return _means(total, lead)


def _means(total: float, lead: float) -> Means:
    """The means of a total and a ratio, both as logarithms."""
    share = expit(lead)
    return Means(math.exp(total) * share, math.exp(total) * (1 - share))


def over(table: Grid, line: float) -> float:
    """Return the probability of more goals than the line."""
    return math.fsum(each for i, row in enumerate(table) for j, each in enumerate(row) if i + j > line)


def both_score(table: Grid) -> float:
    """Return the probability that neither side stays without a goal."""
    return math.fsum(math.fsum(row[1:]) for row in table[1:])
