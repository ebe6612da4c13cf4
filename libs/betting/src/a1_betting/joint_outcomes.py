"""All ways in which independent bets can end together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from a1_betting.bets import Bet


@dataclass(frozen=True, slots=True)
class JointOutcome:
    """One way in which all bets end."""

    chance: float
    gains: tuple[float, ...]
    """What a stake of 1 on each bet gains: its profit, 0 or -1."""

    def wealth(self, stakes: Sequence[float]) -> float:
        """Return the bankroll after it, from 1."""
        return 1 + math.fsum(map(float.__mul__, stakes, self.gains))


def joint_outcomes(bets: Sequence[Bet]) -> list[JointOutcome]:
    """Return the outcomes of independent bets. What cannot happen is left out."""
    return [
        JointOutcome(math.prod(chance for chance, _ in ways), tuple(gain for _, gain in ways))
        for ways in product(*map(_ways, bets))
    ]


def _ways(bet: Bet) -> list[tuple[float, float]]:
    ways = [(bet.probability, bet.profit), (bet.push_probability, 0.0), (bet.loss_probability, -1.0)]
    return [way for way in ways if way[0] > 0]
