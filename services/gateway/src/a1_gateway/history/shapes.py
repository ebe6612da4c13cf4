"""The shapes of the answers about the past. The OpenAPI document is generated from them."""

from datetime import date

from pydantic import AwareDatetime

from a1_gateway.answer_model import AnswerModel


class PriceAt(AnswerModel):
    """A quote at one time."""

    price: float | None
    """Decimal odds."""
    line: float | None
    """Null for a market without lines."""
    observed_at: AwareDatetime | None
    """The provider's own time; where it reports none, when the body was fetched."""


class QuoteChange(AnswerModel):
    """One change of a quote."""

    changed_at: AwareDatetime
    """When the body with the change was fetched."""
    observed_at: AwareDatetime | None
    """The provider's own time."""
    price: float | None
    """Decimal odds; null once withdrawn."""
    line: float | None
    """Null for a market without lines."""
    american: int | None
    """American odds."""
    suspended: bool
    """Whether no bets were taken."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    source_state: str | None
    """The source's state at that time."""


class SteamMove(AnswerModel):
    """Several bookmakers that moved this selection the same way within a minute."""

    direction: str
    """`price-up`, `price-down`, `line-up` or `line-down`."""
    began_at: AwareDatetime
    """When the first of them moved."""
    ended_at: AwareDatetime
    """When the last of them moved."""
    bookmakers: list[str]
    """Those that moved, three or more."""


class Movement(AnswerModel):
    """How a bookmaker's quote for one selection moved."""

    event_id: str
    """Our id of the game."""
    market: str
    """The market's key."""
    period: str
    """The part of the game that decides it."""
    scope: str
    """Whether overtime counts."""
    selection: str
    """The side that is bet on."""
    rung: float | None
    """The line of an alternate; null for the main line, which moves."""
    bookmaker: str
    """The bookmaker's key."""
    provider: str
    """The provider that reports it."""
    feed: str
    """The provider's feed."""
    open: PriceAt
    """The first quote."""
    last: PriceAt
    """The newest quote."""
    close: PriceAt | None
    """The closing price; null before the start, and where there is none."""
    no_close: str | None
    """Why there is no closing price, once that is known."""
    started_at: AwareDatetime | None
    """The observed start of the game; null before it."""
    changes: int
    """How many quotes there were, the opening included."""
    high: float | None
    """The highest price."""
    low: float | None
    """The lowest price."""
    suspended: bool
    """Whether the newest quote is suspended."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    quotes: list[QuoteChange] | None
    """Every change in its order; null unless asked for."""
    steam: list[SteamMove]
    """Steam moves that this bookmaker was part of."""


class MovementMeta(AnswerModel):
    """What belongs to the whole page."""

    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    status: str
    """Its newest status."""
    started_at: AwareDatetime | None
    """The observed start; null before it."""
    start_observed: str | None
    """How the start is known: `live-status`, `scheduled-start` or `already-begun`."""
    sealed_at: AwareDatetime | None
    """When its closing prices were sealed."""
    no_close: str | None
    """Why the whole game has no closing prices."""
    truncated: bool
    """Whether changes are missing because there are more than an answer may have."""
    next_cursor: str | None
    """Fetches the next page; null on the last."""


class Movements(AnswerModel):
    """A page of movements."""

    data: list[Movement]
    """One row for each market, bookmaker and selection."""
    meta: MovementMeta
    """Of the whole page."""


class PastMeta(AnswerModel):
    """What belongs to the whole page."""

    next_cursor: str | None
    """Fetches the next page; null on the last."""


class PastPrice(QuoteChange):
    """A change of a price."""

    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    provider: str
    """The provider that reported it."""
    feed: str
    """The provider's feed."""
    bookmaker: str
    """The bookmaker's key."""
    market: str
    """The market's key."""
    period: str
    """The part of the game that decides it."""
    scope: str
    """Whether overtime counts."""
    selection: str
    """The side that is bet on."""
    rung: float | None
    """The line of an alternate; null for the main line."""
    multiplier: float | None
    """The factor in an entry's payout."""
    phase: str | None
    """Whether it was offered before the game or during it."""
    version: int
    """The version of the record."""


class PastPrices(AnswerModel):
    """A page of changes of prices."""

    data: list[PastPrice]
    """The changes, the oldest first."""
    meta: PastMeta
    """Of the whole page."""


class PastProp(QuoteChange):
    """A change of a prop's line or price."""

    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    provider: str
    """The provider that reported it."""
    feed: str
    """The provider's feed."""
    bookmaker: str
    """The bookmaker's key."""
    player_id: str
    """Our id of the player; those of a combo are joined by `+`."""
    player: str
    """The player's name."""
    stat_type: str
    """The statistic."""
    period: str
    """The part of the game that decides it."""
    line_type: str
    """How the line pays."""
    side: str
    """`over` or `under`."""
    rung: float | None
    """The line of one of several; null for the only one."""
    multiplier: float | None
    """The factor in an entry's payout."""
    version: int
    """The version of the record."""


class PastProps(AnswerModel):
    """A page of changes of props."""

    data: list[PastProp]
    """The changes, the oldest first."""
    meta: PastMeta
    """Of the whole page."""


class PastResult(AnswerModel):
    """How a game ended."""

    league: str
    """The league."""
    played_on: date
    """The day of the game, as North America counts days."""
    home: str
    """The home side's name."""
    away: str
    """The away side's name."""
    number: int
    """Counts games of the same sides on the same day."""
    season: int | None
    """The season; null where it is not known."""
    event_id: str | None
    """Our id of the game; null where the log has not had it."""
    home_score: int
    """The home side's points."""
    away_score: int
    """The away side's points."""
    source: str
    """`log` for a game that was observed, `espn` for one of a past board, else the imported file's name."""


class PastResults(AnswerModel):
    """A page of results."""

    data: list[PastResult]
    """The games, the oldest first."""
    meta: PastMeta
    """Of the whole page."""
