"""Lists of the past by league or game: changes of prices and props, and results, each by its key and no further."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import asyncpg

from a1_gateway.errors import bad_parameter
from a1_gateway.history import cursors
from a1_gateway.history.database import History
from a1_schemas.game_day import game_day

_COMMON = (
    "event_id, league, provider, feed, bookmaker, {parts}, period, rung, version, changed_at, observed_at, line, "
    "price, american, multiplier, suspended, withdrawn, source_state, log_offset, ordinal"
)
_PARTS = {
    "price_changes": "market, scope, selection, phase",
    "prop_changes": "player_id, player, stat_type, line_type, side",
}
_ORDER = ("changed_at", "log_offset", "ordinal")


def changes_sql(table: str, key: str) -> str:
    """Return the query of a page of changes by `event_id` or `league`: $1 the key, $2 and $3 the range, $4 to $6 the
    place to begin after, $7 how many.
    """
    columns = _COMMON.format(parts=_PARTS[table])
    return (
        f"select {columns} from {table} where {key} = $1 and changed_at >= $2 and changed_at <= $3 "
        "and (changed_at, log_offset, ordinal) > ($4, $5, $6) order by changed_at, log_offset, ordinal limit $7"
    )


RESULTS_SQL = """
select league, played_on, home, away, number, season, event_id, home_score, away_score, source
from results where league = $1 and played_on >= $2 and played_on <= $3
    and (played_on, home, away, number) > ($4, $5, $6, $7)
order by played_on, home, away, number limit $8
"""
RESULT_SQL = """
select league, played_on, home, away, number, season, event_id, home_score, away_score, source
from results where event_id = $1
"""
FIRST = datetime.fromisoformat("1900-01-01T00:00:00+00:00")
LAST = datetime.fromisoformat("9998-12-31T00:00:00+00:00")


class PastQuery(NamedTuple):
    """A page of a list: of a game or a league, between two times, both included."""

    league: str | None
    event_id: str | None
    from_: datetime | None
    to: datetime | None
    limit: int
    cursor: str | None

    def checked(self) -> "PastQuery":
        """Return the query. Raises Problem for one that would read everything, or nothing."""
        if self.league is None and self.event_id is None:
            raise bad_parameter("league", "A league or a game is needed: `league` or `event_id`.")
        for name, time in (("from", self.from_), ("to", self.to)):
            if time is not None and not FIRST <= time <= LAST:
                raise bad_parameter(name, "It lies outside the years 1900 to 9998.")
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise bad_parameter("from", "It is after `to`.")
        return self


async def changes(history: History, table: str, query: PastQuery) -> dict[str, Any]:
    """Return a page of `price_changes` or `prop_changes`."""
    key = "league" if query.event_id is None else "event_id"
    place = cursors.decode(query.cursor, tuple[datetime, int, int]) if query.cursor else (FIRST, -1, -1)
    rows = await history.fetch(
        changes_sql(table, key),
        *(query.event_id or query.league, query.from_ or FIRST, query.to or LAST, *place, query.limit + 1),
    )
    data = [dict(row) for row in rows[: query.limit]]
    places = [tuple(row.pop(name) if name != "changed_at" else row[name] for name in _ORDER) for row in data]
    return _page(data, rows, query.limit, places)


async def results(history: History, query: PastQuery) -> dict[str, Any]:
    """Return a page of results. A time counts by its day, as North America counts days."""
    if query.event_id is not None:
        return _page([dict(row) for row in await history.fetch(RESULT_SQL, query.event_id)], (), 1, ())
    place = cursors.decode(query.cursor, tuple[date, str, str, int]) if query.cursor else (FIRST.date(), "", "", 0)
    days = [game_day(each or bound) for each, bound in ((query.from_, FIRST), (query.to, LAST))]
    rows = await history.fetch(RESULTS_SQL, query.league, *days, *place, query.limit + 1)
    data = [dict(row) for row in rows[: query.limit]]
    return _page(data, rows, query.limit, [_place_of_result(row) for row in data])


def _place_of_result(row: dict[str, Any]) -> tuple[object, ...]:
    return (row["played_on"], row["home"], row["away"], row["number"])


def _page(
    data: list[dict[str, Any]], found: Sequence[asyncpg.Record], limit: int, places: Sequence[tuple[object, ...]]
) -> dict[str, Any]:
    more = len(found) > limit
    return {"data": data, "meta": {"next_cursor": cursors.encode(places[-1]) if more else None}}
