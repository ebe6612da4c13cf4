"""The movements of a game's prices: opening, extremes, closing price, steam. Two queries by key, three with changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg

from a1_gateway.errors import Problem, ProblemCode
from a1_gateway.history import cursors
from a1_gateway.history.database import History

CHANGES = 5_000
"""At most so many changes in an answer."""
EVENT_SQL = """
select event_id, league, status, started_at, start_observed, sealed_at,
    (select evidence->>'detail' from closes where closes.event_id = events.event_id and series = '') as no_close
from events where event_id = $1
"""
MOVEMENTS_SQL = """
select quotes.*, closes.line as close_line, closes.price as close_price, closes.series as closed_series,
    closes.evidence->>'observed_at' as close_observed_at, closes.evidence->>'fetched_at' as close_fetched_at,
    closes.evidence->>'detail' as no_close
from quotes left join closes using (event_id, series)
where event_id = $1 and series > $2
    and ($3::text[] is null or quotes.market = any($3)) and ($4::text[] is null or quotes.bookmaker = any($4))
    and ($5::text[] is null or quotes.selection = any($5)) and ($6::text[] is null or quotes.period = any($6))
order by series limit $7
"""
CHANGES_SQL = """
select series, changed_at, observed_at, price, line, american, suspended, withdrawn, source_state
from price_changes where event_id = $1 and series = any($2) order by changed_at, log_offset, ordinal limit $3
"""
STEAM_SQL = """
select market, period, scope, selection, direction, began_at, ended_at, bookmakers
from steam_moves where event_id = $1 order by began_at desc limit 2000
"""


class MovementQuery(NamedTuple):
    """A page of a game's movements. An empty filter admits all."""

    event_id: str
    market: Sequence[str]
    bookmaker: Sequence[str]
    selection: Sequence[str]
    period: Sequence[str]
    with_changes: bool
    limit: int
    cursor: str | None


async def movements(history: History, query: MovementQuery) -> dict[str, Any]:
    """Return the page. Raises Problem for a game that history does not have."""
    after = cursors.decode(query.cursor, tuple[str])[0] if query.cursor else ""
    events = await history.fetch(EVENT_SQL, query.event_id)
    if not events:
        raise Problem(404, ProblemCode.UNKNOWN_GAME, "Unknown game", "History has no game of this id.")
    event = events[0]
    filters = [list(words) or None for words in (query.market, query.bookmaker, query.selection, query.period)]
    rows = await history.fetch(MOVEMENTS_SQL, query.event_id, after, *filters, query.limit + 1)
    page = rows[: query.limit]
    steam = _by_selection(await history.fetch(STEAM_SQL, query.event_id))
    changes = await _changes(history, query.event_id, page) if query.with_changes else None
    shown = changes[:CHANGES] if changes is not None else None
    by_series = _by_series(shown) if shown is not None else None
    is_last = len(rows) <= query.limit
    return {
        "data": [_movement(row, event, steam, by_series) for row in page],
        "meta": {
            **event,
            "truncated": changes is not None and len(changes) > CHANGES,
            "next_cursor": None if is_last else cursors.encode((page[-1]["series"],)),
        },
    }


async def _changes(history: History, event_id: str, page: Iterable[asyncpg.Record]) -> list[asyncpg.Record]:
    return await history.fetch(CHANGES_SQL, event_id, [row["series"] for row in page], CHANGES + 1)


def _by_series(changes: Iterable[asyncpg.Record]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in changes:
        change = dict(row)
        found.setdefault(change.pop("series"), []).append(change)
    return found


_SHOWN = (
    *("event_id", "market", "period", "scope", "selection", "rung", "bookmaker", "provider", "feed", "changes"),
    *("high", "low", "suspended", "withdrawn"),
)


def _movement(
    row: asyncpg.Record,
    event: asyncpg.Record,
    steam: Mapping[tuple[str, ...], list[dict[str, Any]]],
    quotes: Mapping[str, list[dict[str, Any]]] | None,
) -> dict[str, Any]:
    book = row["bookmaker"]
    is_closed = row["closed_series"] is not None and row["close_price"] is not None
    return {
        **{name: row[name] for name in _SHOWN},
        "open": _price(row["open_price"], row["open_line"], row["open_observed_at"] or row["open_changed_at"]),
        "last": _price(row["price"], row["line"], row["observed_at"] or row["changed_at"]),
        "close": _price(row["close_price"], row["close_line"], row["close_observed_at"] or row["close_fetched_at"])
        if is_closed
        else None,
        "no_close": row["no_close"] or event["no_close"],
        "started_at": event["started_at"],
        "quotes": None if quotes is None else quotes.get(row["series"], []),
        "steam": []
        if row["rung"] is not None
        else [move for move in steam.get(_selection(row), ()) if book in move["bookmakers"]],
    }


def _price(price: object, line: object, observed_at: object) -> dict[str, Any]:
    return {"price": price, "line": line, "observed_at": observed_at}


def _selection(row: asyncpg.Record) -> tuple[str, ...]:
    return (row["market"], row["period"], row["scope"], row["selection"])


def _by_selection(moves: Iterable[asyncpg.Record]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Return the steam moves of each selection as they are shown, the oldest first. Rows of bookmakers share them."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for move in moves:
        found.setdefault(_selection(move), []).insert(0, {name: move[name] for name in _STEAM})
    return found


_STEAM = ("direction", "began_at", "ended_at", "bookmakers")
