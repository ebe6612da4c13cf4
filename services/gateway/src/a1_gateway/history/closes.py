"""Looks a closing price up, for bets that name their market instead of a close."""

from decimal import Decimal
from typing import Any, NamedTuple

from a1_gateway.history.database import History

CLOSES_SQL = """
select bookmaker, provider, feed, market, period, scope, selection, line, price, reason, evidence->>'detail' as detail
from closes where event_id = $1 and (market = $2 or series = '') and ($3::text is null or bookmaker = $3 or series = '')
    and (period = $4 or series = '') and (scope = $5 or series = '')
order by bookmaker, provider, feed, selection
"""


class CloseRow(NamedTuple):
    """A sealed closing price of one selection; without a price, `detail` says why there is none."""

    bookmaker: str
    provider: str
    feed: str
    market: str
    period: str
    scope: str
    selection: str
    line: Decimal | None
    price: Decimal | None
    reason: str | None
    detail: str | None


class MarketOf(NamedTuple):
    """A market of a game whose closing prices are asked for; every bookmaker's without one."""

    event_id: str
    market: str
    bookmaker: str | None = None
    period: str = "game"
    scope: str = "including-overtime"


async def closes_of(history: History, asked: MarketOf) -> list[CloseRow]:
    """Return the sealed rows of a market, all its selections, so that a margin can be taken out of them.

    Empty before the closes are sealed. A row with an empty market says that the whole game has no closing prices.
    Raises Problem where the database does not answer.
    """
    rows: list[Any] = await history.fetch(
        CLOSES_SQL, asked.event_id, asked.market, asked.bookmaker, asked.period, asked.scope
    )
    return [CloseRow(*row) for row in rows]
