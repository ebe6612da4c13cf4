"""One bookmaker's offer on one event, as one provider's feed reports it."""

from a1_schemas.base import ExactNumber, Frozen, Message
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class OfferOutcome(Frozen):
    """A price for one selection. `price` is decimal odds, exact; `american` is derived (a whole number)."""

    selection: Selection
    line: ExactNumber | None = None
    """In the event's canonical orientation. A spread belongs to its own selection."""
    price: ExactNumber
    american: int | None = None
    """None for decimal odds of 1, which have no American form."""


class OfferMarket(Frozen):
    """A market of the offer. A market missing from the offer's next version has been withdrawn."""

    key: MarketKey
    period: Period = Period.GAME
    scope: SettlementScope = SettlementScope.INCLUDING_OVERTIME
    outcomes: tuple[OfferOutcome, ...]


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
