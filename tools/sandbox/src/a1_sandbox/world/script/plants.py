"""What the script has planted in the world: the form in which the truth has it."""

from dataclasses import dataclass
from decimal import Decimal

from a1_sandbox.world.game import Game
from a1_sandbox.world.staging import Span
from a1_schemas.analytics_words import EndReason, OpportunityKind, RefusalReason
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Selection


@dataclass(frozen=True, slots=True)
class Subject:
    """The player and the statistic of a pick."""

    player: str
    side: int
    slot: int
    stat: StatType


@dataclass(frozen=True, slots=True)
class PlantLeg:
    """One bet. `price` is None where the book pays by the entry."""

    game: Game
    provider: Provider
    bookmaker: str
    selection: Selection
    line: Decimal | None
    price: Decimal | None
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Plant:
    """An opportunity, or with `refused_for` a trap."""

    name: str
    kind: OpportunityKind
    market: MarketKey | None
    """None for an entry: its legs are props."""
    span: Span
    legs: tuple[PlantLeg, ...]
    profit: Decimal | None
    """Share of the sum staked: in the worst branch where the legs cover each other, else expected. None for a trap."""
    ends_by: EndReason | None = None
    refused_for: RefusalReason | None = None
