"""The messages of analytics as msgspec structs, which the engine writes. As in `fast`, names and order are the models'.

They begin after `changed_at`: version and time are put before the rest when it is published.
"""

from datetime import datetime

import msgspec

from a1_schemas.fast import Number


class PricedMarket(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The market of a fair price or an opportunity."""

    observed_at: datetime | None = None
    removed: str | None = None
    id: str
    event_id: str
    league: str
    market: str
    period: str
    scope: str
    line: Number | None
    side: str | None = None
    player_id: str | None = None
    player_name: str | None = None
    stat_type: str | None = None
    start_time: datetime | None = None
    config: str


class QuotedPrice(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker's price of one selection."""

    selection: str
    price: Number


class Quote(msgspec.Struct, frozen=True, gc=False):
    """One bookmaker's prices of all selections of a market."""

    provider: str
    feed: str
    bookmaker: str
    prices: tuple[QuotedPrice, ...]
    observed_at: datetime | None
    version: int
    line: Number | None = None


read_quotes = msgspec.json.Decoder(tuple[Quote, ...]).decode
NO_QUOTES = msgspec.Raw(b"[]")


class FairSelection(msgspec.Struct, frozen=True, gc=False):
    """The fair probability of one selection."""

    selection: str
    probability: Number
    low: Number | None
    high: Number | None
    price: Number


class RefusedQuote(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker's prices that were left out."""

    provider: str
    bookmaker: str
    reason: str


class FairPrice(PricedMarket, frozen=True, gc=False, kw_only=True):
    """The fair price of a market."""

    fair: tuple[FairSelection, ...]
    method: str
    overround: Number | None
    inputs: msgspec.Raw
    """A list of quotes, as written."""
    refused: tuple[RefusedQuote, ...]
    reason: str | None = None
    valid_until: datetime | None = None
    closed: bool = False
    sealed_at: datetime | None = None


class OpportunityLeg(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One bet of an opportunity."""

    event_id: str
    player_id: str | None = None
    selection: str
    line: Number | None
    bookmaker: str
    provider: str
    feed: str
    price: Number | None
    stake: Number
    observed_at: datetime | None
    version: int
    probability: Number | None = None
    standard_error: Number | None = None
    player_name: str | None = None
    stat_type: str | None = None
    period: str | None = None
    against: tuple[Quote, ...] = ()


class Payout(msgspec.Struct, frozen=True, gc=False):
    """What an entry pays for so many right picks."""

    correct: int
    multiple: Number


class PickemEntry(msgspec.Struct, frozen=True, gc=False):
    """What an entry pays."""

    type: str
    payouts: tuple[Payout, ...]


class Opportunity(PricedMarket, frozen=True, gc=False, kw_only=True):
    """An opportunity among the prices of several books."""

    kind: str
    profit: Number
    legs: tuple[OpportunityLeg, ...]
    worst_branch: Number
    void_branches: tuple[tuple[Number, ...], ...] = ()
    standard_error: Number | None = None
    hit_probability: Number | None = None
    against: msgspec.Raw = NO_QUOTES
    """A list of quotes, as written."""
    state: str
    opened_at: datetime
    ended_at: datetime | None = None
    reason: str | None = None
    entry: PickemEntry | None = None
    paid: Number | None = None


class RefusalExample(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number that was refused."""

    event_id: str
    market: str
    period: str
    scope: str | None
    line: Number | None
    player_id: str | None = None
    bookmakers: tuple[str, ...]
    at: datetime


class RefusalCount(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How often a number was refused."""

    observed_at: datetime | None = None
    removed: str | None = None
    league: str
    kind: str
    reason: str
    count: int
    now: int
    last: RefusalExample | None
