"""Glicko-2: a rating with its deviation and volatility (Glickman, "Example of the Glicko-2 system", 2013)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from a1_betting.bisection import falling_root

_SCALE = 173.7178
_TAU = 0.5
"""How much the volatility may change."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A side's rating, how sure it is, and how much its strength varies. The deviation is a standard error."""

    rating: float = 1500.0
    deviation: float = 350.0
    volatility: float = 0.06


class Meeting(NamedTuple):
    """A game of a rating period: the opponent and the score, 1 for a win, half for a draw."""

    opponent: Rating
    score: float


def update(side: Rating, meetings: Sequence[Meeting], tau: float = _TAU) -> Rating:
    """Return the rating after a period. Without a game only the deviation grows."""
    phi = side.deviation / _SCALE
    if not meetings:
        return Rating(side.rating, _SCALE * math.hypot(phi, side.volatility), side.volatility)
    precision = gain = 0.0
    for opponent, score in meetings:
        weight = 1 / math.sqrt(1 + 3 * (opponent.deviation / _SCALE / math.pi) ** 2)
        expected = 1 / (1 + math.exp(-weight * (side.rating - opponent.rating) / _SCALE))
        precision += weight * weight * expected * (1 - expected)
        gain += weight * (score - expected)
    volatility = _volatility(side.volatility, phi, 1 / precision, gain / precision, tau)
    deviation = 1 / math.sqrt(1 / (phi * phi + volatility * volatility) + precision)
    return Rating(side.rating + _SCALE * deviation * deviation * gain, _SCALE * deviation, volatility)


def _volatility(volatility: float, phi: float, variance: float, improvement: float, tau: float) -> float:
    """Return the new volatility: the root of the function of step 5, between bounds that its terms give."""
    start = 2 * math.log(volatility)
    spread, surprise = phi * phi + variance, improvement * improvement

    def slope(x: float) -> float:
        grown = math.exp(x)
        return grown * (surprise - spread - grown) / (2 * (spread + grown) ** 2) - (x - start) / (tau * tau)

    root = falling_root(slope, start - tau * tau, start + tau * tau * (1 + surprise / (8 * spread)))
    return math.exp(root / 2)
