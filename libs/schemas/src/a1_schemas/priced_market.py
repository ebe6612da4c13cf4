"""What names a market of a game or of a player in the messages of analytics."""

from a1_schemas.analytics_words import PropMarket
from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_words import HomeOrAway
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import AnyStat
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class PricedMarket(Message):
    """The market of a fair price or an opportunity. Alternate lines belong to the market of the main line."""

    id: str
    event_id: str
    league: League
    market: MarketKey | PropMarket
    period: Period
    scope: SettlementScope
    line: ExactNumber | None
    """Of a spread that of the home side. Null for a market without lines, and for legs at different lines."""
    side: HomeOrAway | None = None
    """Whose total it is, of a team's total."""
    player_id: str | None = None
    """Of a player's prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None = None
    stat_type: AnyStat | None = None
    """Of a player's prop."""
    start_time: UtcTime | None = None
    """The game's start when this was computed."""
    config: str
    """A hash of the configuration that it was computed with."""


class QuotedPrice(Frozen):
    """A bookmaker's price of one selection."""

    selection: Selection
    price: ExactNumber
    """Decimal odds."""


class Quote(Frozen):
    """One bookmaker's prices of all selections of a market, with the record that they come from."""

    provider: Provider
    feed: str
    bookmaker: str
    prices: tuple[QuotedPrice, ...]
    observed_at: UtcTime | None
    """The provider's own time of the prices."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    line: ExactNumber | None = None
    """The line that is priced, where it is another than that of the market: a rung beside a pick's line."""
