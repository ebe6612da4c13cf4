"""The form of a scene: what the books do on one game for a time, and what a table of prices would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from a1_sandbox.world.quotes import Market
from a1_sandbox.world.staging import Frame
from a1_schemas.analytics_words import EndReason, OpportunityKind, RefusalReason
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Selection


@dataclass(frozen=True, slots=True)
class Quote:
    """How one book departs from its own market."""

    book: str
    shades: Mapping[Selection, float] = field(default_factory=dict[Selection, float])
    """Selection → what is added to the implied probability; a negative one lengthens the price."""
    line_moves: Decimal = Decimal(0)
    """Added to the line of each selection; of a spread's away side it is taken off."""
    instead: Market | None = None
    """A market of another kind in the place of its own."""
    held_for: timedelta = timedelta()
    """How long before the scene the book says that it updated last."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the books do on one game from `begin_s` to `end_s`, in seconds of a world at sixty times real time.

    At another speed the script is played in proportion, as the games are.
    """

    name: str
    kind: OpportunityKind
    league: League
    number: int
    """Of the game in its league."""
    begin_s: float
    end_s: float
    market: MarketKey
    legs: tuple[tuple[str, Selection], ...]
    """Book and selection of each bet."""
    quotes: tuple[Quote, ...]
    frame: Frame
    ends_by: EndReason | None = None
    """Why an opportunity ends; a trap never opens."""
    seen_until_s: float | None = None
    """When the source goes away that shows it, if that is before its end."""
    refused_for: RefusalReason | None = None
    """Why a trap is no opportunity."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One pick of an entry: the main line of a player on PrizePicks' board, which the books expect to be passed."""

    number: int
    """Of the game in its league."""
    side: int
    is_suspended: bool = False
    """Whether the line cannot be taken from the first."""


@dataclass(frozen=True, slots=True)
class EntryScene:
    """An entry of two picks of two games, from `begin_s` to `end_s`; then the board suspends its lines."""

    name: str
    league: League
    picks: tuple[Pick, ...]
    begin_s: float
    end_s: float
    ends_by: EndReason | None = None
    refused_for: RefusalReason | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """The Odds API has no odds of a league from `begin_s` to `end_s`."""

    league: League
    begin_s: float
    end_s: float
