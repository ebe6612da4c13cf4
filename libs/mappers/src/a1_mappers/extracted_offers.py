"""A bookmaker's offer as a mapper extracts it: markets and prices, by the provider's ids."""

from datetime import datetime
from decimal import Decimal

import msgspec

from a1_mappers.written_prices import Opening
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class Price(msgspec.Struct, frozen=True, gc=False):
    """A price of one selection, in decimal odds. A spread without any line is rejected by the resolver.

    Without a price the selection is not on offer: only its opening price is known, or it pays a multiplier.
    """

    selection: Selection
    line: Decimal | None
    price: Decimal | None
    american: int | None = None
    """As the provider wrote it; None where it wrote decimal odds."""
    competitor: str | None = None
    """The competitor an outright's price is for; its selection is `yes`."""
    native_id: str | None = None
    link: str | None = None
    limit: Decimal | None = None
    multiplier: Decimal | None = None
    opening: Opening | None = None


class Market(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A market of an offer. `native_key` is the provider's own name for it."""

    key: MarketKey
    native_key: str
    period: Period = Period.GAME
    scope: SettlementScope = SettlementScope.INCLUDING_OVERTIME
    outcomes: tuple[Price, ...]
    observed_at: datetime | None = None
    link: str | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one bookmaker offers on one contest in this body."""

    contest_id: str
    league: str
    bookmaker: str
    bookmaker_name: str
    markets: tuple[Market, ...]
    observed_at: datetime | None = None
