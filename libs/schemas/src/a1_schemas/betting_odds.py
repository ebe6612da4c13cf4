"""One bookmaker's offer on one event, as one provider's feed reports it."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_words import MarketPhase
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class OpeningPrice(Frozen):
    """The first line and price that the bookmaker offered for a selection."""

    line: ExactNumber | None = None
    """Null for a market without lines."""
    price: ExactNumber | None = None
    """Decimal odds."""


class OfferOutcome(Frozen):
    """A price for one selection. `price` is decimal odds; the form that the provider did not write is derived."""

    selection: Selection
    line: ExactNumber | None = None
    """In the event's canonical orientation. A spread belongs to its own selection."""
    price: ExactNumber | None
    """Null where the book pays a multiplier."""
    american: int | None = None
    """A whole number. Null for decimal odds of 1, which have no American form."""
    native_id: str | None = None
    """The bookmaker's own id of the selection."""
    link: str | None = None
    """The bookmaker's bet slip with this selection, https."""
    limit: ExactNumber | None = None
    """The highest stake, in the bookmaker's currency."""
    multiplier: ExactNumber | None = None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    opening: OpeningPrice | None = None
    """What the bookmaker offered first."""


class OfferMarket(Frozen):
    """A market of the offer. A market missing from the offer's next version has been withdrawn."""

    key: MarketKey
    period: Period = Period.GAME
    scope: SettlementScope = SettlementScope.INCLUDING_OVERTIME
    outcomes: tuple[OfferOutcome, ...]
    """One for each selection and line."""
    phase: MarketPhase | None = None
    """Whether it is offered before the game or during it, or is closed."""
    suspended: bool | None = None
    """Whether the bookmaker takes no bets at present."""
    main: bool | None = None
    """Whether this is the bookmaker's main line among its lines of this market."""
    provider_main: bool | None = None
    """Whether the provider marks it as the main line."""
    complete: bool | None = None
    """False where a selection that the market must have is missing."""
    observed_at: UtcTime | None = None
    """The provider's own time of this market."""
    limit: ExactNumber | None = None
    """The highest stake, in the bookmaker's currency."""
    link: str | None = None
    """The market's page at the bookmaker, https."""


class BettingOdds(Message):
    """Topic `normalized.odds`, key `event_id|provider|feed|bookmaker`."""

    event_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_event_id: str
    bookmaker: str
    bookmaker_name: str
    markets: tuple[OfferMarket, ...]
