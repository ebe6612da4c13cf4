"""A bet that can be placed, as stakes are computed from it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """Its chance of losing, 1 less those below, is above 0."""

    probability: float
    """That it wins."""
    price: Decimal
    push_probability: float = 0.0
    """That the stake is returned."""
    event_id: str | None = None
    """The game. Two bets of one game hang together."""
    limit: float | None = None
    """The book's largest stake, as a share of the bankroll."""

    @property
    def profit(self) -> float:
        """What a stake of 1 wins."""
        return float(self.price - 1)

    @property
    def loss_probability(self) -> float:
        return 1 - self.probability - self.push_probability

    @property
    def edge(self) -> float:
        """The expected profit of a stake of 1."""
        return self.probability * self.profit - self.loss_probability


def toward_market(probability: float, market_probability: float | None, shrink: float) -> float:
    """Return the probability moved by a share `shrink` of its distance to the market's.

    What is selected for its edge is overrated; the market's probability is the better prior. Without one it stays.
    """
    if market_probability is None:
        return probability
    return probability - shrink * (probability - market_probability)
