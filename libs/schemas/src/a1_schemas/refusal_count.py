"""How often a number was refused that a table of prices would have shown."""

from a1_schemas.analytics_words import Claim, PropMarket, RefusalReason
from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Period, SettlementScope


class RefusalExample(Frozen):
    """A number that was refused."""

    event_id: str
    market: MarketKey | PropMarket
    period: Period
    scope: SettlementScope | None
    """Null where the legs differ in it."""
    line: ExactNumber | None
    """Null for a market without lines, and where the legs differ in it."""
    player_id: str | None = None
    bookmakers: tuple[str, ...]
    """The books of the quotes that were refused."""
    at: UtcTime


class RefusalCount(Message):
    """Topic `analytics.refusals`, key `league|kind|reason`."""

    league: League
    kind: Claim
    reason: RefusalReason
    count: int
    """How often a combination began to be refused for this reason, since the record began."""
    now: int
    """How many combinations are refused for it at present."""
    last: RefusalExample | None
    """The newest one."""
