"""Stakes that maximise the expected growth of a bankroll, within caps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from a1_schemas.analytics_words import RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """A bet that can be placed."""

    probability: float
    """That it wins."""
    price: Decimal
    push_probability: float = 0.0
    """That the stake is returned."""
    market_probability: float | None = None
    """What the market gives it; the own one is moved towards it."""
    event_id: str | None = None
    """The game. Two bets of one game hang together."""
    limit: float | None = None
    """The book's largest stake, as a share of the bankroll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The largest stakes, as shares of the bankroll."""

    bet: float = 1.0
    game: float = 1.0
    day: float = 1.0


@dataclass(frozen=True, slots=True)
class Stake:
    """A share of the bankroll, or the reason why it is 0."""

    share: float
    reason: RefusalReason | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Stakes in the order of the bets."""

    stakes: tuple[Stake, ...]
    growth: float
    """The expected logarithmic growth of the bankroll by the bets' probabilities after the move to the market."""


def plan_stakes(
    bets: Sequence[Bet],
    *,
    exclusive: bool = False,
    fraction: float = 0.25,
    shrink: float = 0.5,
    caps: Caps = Caps(),  # immutable
) -> Plan:
    """Return the stakes of bets that are decided together; of one event's outcomes with `exclusive`.

    Raises Refused: `correlated-legs` for two bets of one event that are not exclusive.
    """
    raise NotImplementedError
