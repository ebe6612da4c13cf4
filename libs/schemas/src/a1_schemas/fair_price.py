"""The fair price of a market: the consensus of fresh books without their margins, and what was left out."""

from a1_schemas.analytics_words import DevigMethod, RefusalReason
from a1_schemas.base import ExactNumber, Frozen, UtcTime
from a1_schemas.priced_market import PricedMarket, Quote
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Selection


class FairSelection(Frozen):
    """The fair probability of one selection, to 9 decimals."""

    selection: Selection
    probability: ExactNumber
    low: ExactNumber | None
    """The lower end of the 95 % interval, from the books' spread."""
    high: ExactNumber | None
    """The upper end."""
    price: ExactNumber
    """Decimal odds without a margin."""


class RefusedQuote(Frozen):
    """A bookmaker's prices that were left out."""

    provider: Provider
    bookmaker: str
    reason: RefusalReason


class FairPrice(PricedMarket):
    """Topic `analytics.fair`, key `event_id|id`.

    The last one before the observed start of the game stays, `closed`.
    """

    fair: tuple[FairSelection, ...]
    """Empty where it is refused; `reason` says why."""
    method: DevigMethod
    overround: ExactNumber | None
    """The mean over the books of the sum of the inverse prices less 1."""
    inputs: tuple[Quote, ...]
    """The quotes it follows from, by bookmaker."""
    refused: tuple[RefusedQuote, ...]
    reason: RefusalReason | None = None
    valid_until: UtcTime | None = None
    """When the first quote among the inputs becomes too old, or the game starts."""
    closed: bool = False
    """Whether the game has started, so that it is the closing price."""
    sealed_at: UtcTime | None = None
    """When the start was observed."""
