"""One bookmaker's offer on one event, as one provider's feed carries it."""

from a1_schemas.base import ExactNumber, Frozen, Message
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class OfferOutcome(Frozen):
    """A price for one selection. `price` is decimal odds, exact; `american` is derived (a whole number)."""

    selection: Selection
    line: ExactNumber | None = None
    """In the event's canonical orientation: a spread belongs to its own selection."""
    price: ExactNumber
    american: int | None = None
    """Absent where decimal odds of 1 have no American form."""


class OfferMarket(Frozen):
    """A market that is in the offer now; one that is no longer listed is withdrawn by that."""

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
