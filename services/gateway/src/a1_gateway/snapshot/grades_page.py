"""The page of a game's grades: a row for each bet and profile."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page, tagged_page
from a1_gateway.snapshot.parameters import GRADES
from a1_gateway.snapshot.queries import Query, parse_parameters
from a1_gateway.snapshot.sorting import Cursor, Place, Sort, encode_cursor
from a1_gateway.snapshot.view_facts import source_rows, worst_state
from a1_schemas.analytics_words import AnalyticsKind, GradeResult, GradeRule, RefusalReason
from a1_schemas.grade import Correction, GradeEvidence
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Period, Selection, SettlementScope

_encode = msgspec.json.Encoder().encode
_AT = 0
"""All rows of a page have one place, so they are in the order of their keys."""


class GradeRow(msgspec.Struct, frozen=True):
    """How one bet ended by the rules of one profile."""

    id: str
    """The record's id, which `a1 prove` takes. Rows of one market and profile share it."""
    event_id: str
    league: Annotated[str, one_of(League)]
    market: str
    """A market's key, or `player-prop`."""
    period: Annotated[str, one_of(Period)]
    scope: Annotated[str, one_of(SettlementScope)]
    player_id: str | None
    """Of a prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None
    """Of a prop."""
    stat_type: str | None
    """Of a prop."""
    selection: Annotated[str, one_of(Selection)]
    line: float | None
    profile: str
    """The rules by which it is graded: a bookmaker's key, or `a1` for the neutral ones."""
    result: Annotated[str, one_of(GradeResult)]
    """How the bet ended."""
    rule: Annotated[str, one_of(GradeRule)] | None
    """What decided it; null where it is ungraded."""
    reason: Annotated[str, one_of(RefusalReason)] | None
    """Why it is ungraded, else null."""
    evidence: GradeEvidence
    """What the result follows from."""
    corrected: Correction | None
    """What was known at the first final grade, where that has changed since."""
    version: int
    """The version of the record. A correction is a new one."""
    changed_at: Moment


def build_grades_page(view: LeagueView, event_id: str, query_string: bytes, now: datetime) -> Page:
    """Return a page of the grades of a game that the view holds. Raises Problem for an invalid query.

    Its tag covers data and freshness, not the times of polls.
    """
    query = parse_parameters(GRADES, query_string)
    rows = [(place, row) for place, row in _rows(view, event_id, query) if query.after is None or place > query.after]
    shown = rows[: query.limit]
    sources = source_rows((view,), now)
    meta = Meta(
        count=len(shown),
        next_cursor=encode_cursor(Cursor(Sort.START, shown[-1][0])) if len(rows) > len(shown) else None,
        generated_at=now,
        view=worst_state((view,)),
        sources=sources,
        removed=None,
        cursor=view.cursor(),
    )
    data = _encode([row for _, row in shown])
    freshness = _encode([meta.view, meta.next_cursor, [source.believed for source in sources]])
    return tagged_page(b"".join((b'{"data":', data, b',"meta":', _encode(meta), b"}")), freshness + data)


def _rows(view: LeagueView, event_id: str, query: Query) -> Iterator[tuple[Place, GradeRow]]:
    """Yield the rows that match all filters, each with its place, in their order."""
    for key in view.records.keys_of_event(AnalyticsKind.GRADES, event_id):
        record: dict[str, Any] = view.records.record(AnalyticsKind.GRADES, key)
        if query.market and record["market"] not in query.market:
            continue
        if query.profile and record["profile"] not in query.profile:
            continue
        for index, result in enumerate(record["results"]):
            if not query.result or result["result"] in query.result:
                yield (_AT, f"{key}|{index:05}"), _row(key, record, result)


def _row(key: str, record: dict[str, Any], result: dict[str, Any]) -> GradeRow:
    facts = {name: record[name] for name in _OF_RECORD}
    return GradeRow(id=key, **facts, **result)


_OF_RECORD = (
    *("event_id", "league", "market", "period", "scope", "player_id", "player_name", "stat_type", "profile"),
    *("evidence", "corrected", "version", "changed_at"),
)
