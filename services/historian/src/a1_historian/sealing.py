"""Finds the games whose start was observed and seals their closing prices."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from a1_historian.closing import Close, QuoteRow, seal
from a1_historian.ledgers import PRICES
from a1_historian.loading import game_of, spans_of
from a1_historian.starts import Start
from a1_service_kit.postgres import Connection

_AT_ONCE = 50


async def due(
    connection: Connection, started_before: datetime, is_ours: Callable[[str], bool]
) -> list[tuple[str, Start]]:
    """Return the games of our leagues that are not sealed and started before this, the oldest first."""
    rows = await connection.fetch(
        "select * from events where sealed_at is null and started_at is not null and started_at < $1 "
        "order by started_at limit $2",
        started_before,
        10 * _AT_ONCE,
    )
    found = [(row["event_id"], game_of(row).start) for row in rows if is_ours(row["league"])]
    return [(event_id, start) for event_id, start in found if start is not None][:_AT_ONCE]


async def seal_event(connection: Connection, event_id: str, start: Start) -> list[Close]:
    """Seal an event's closing prices, once. Returns them."""
    async with connection.transaction():
        rows = [QuoteRow(*row) for row in await connection.fetch(_QUOTES, event_id, start.at)]
        spans = await spans_of(connection, sorted({row.target for row in rows}))
        closes = seal(rows, spans, start)
        await connection.executemany(_INSERT, [_row(event_id, close) for close in closes])
        await connection.execute("update events set sealed_at = now() where event_id = $1", event_id)
    return closes


_QUOTES = (
    "select series, target, version, changed_at, observed_at, line, price, american, suspended, phase, withdrawn "
    f"from {PRICES.changes} where event_id = $1 and changed_at < $2 order by changed_at, log_offset, ordinal"
)
_INSERT = (
    "insert into closes (event_id, series, league, provider, feed, bookmaker, market, period, scope, selection, rung, "
    "line, price, american, reason, evidence) "
    "select $1::text, $2::text, events.league, coalesce(provider, ''), coalesce(feed, ''), coalesce(bookmaker, ''), "
    "coalesce(market, ''), coalesce(period, ''), coalesce(scope, ''), coalesce(selection, ''), rung, "
    "$3::numeric, $4::numeric, $5::integer, $6::text, $7::jsonb "
    "from events left join quotes on quotes.event_id = events.event_id and quotes.series = $2 "
    "where events.event_id = $1 on conflict do nothing"
)


def _row(event_id: str, close: Close) -> tuple[object, ...]:
    evidence = msgspec.json.encode(close.evidence).decode()
    return (event_id, close.series, close.line, close.price, close.american, close.reason, evidence)
