"""Builds a page of a list: its body is joined from its items' prepared bytes."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

import msgspec

from a1_gateway.snapshot.ages import with_ages
from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.list_rows import Row, Views, box_score_of, rows_of, rows_of_box_score
from a1_gateway.snapshot.page import Page, tagged_page
from a1_gateway.snapshot.queries import Query, arranged
from a1_gateway.snapshot.removal_shapes import Removals
from a1_gateway.snapshot.removals import removals_of
from a1_gateway.snapshot.sorting import PLACES, Cursor, encode_cursor
from a1_gateway.snapshot.view_facts import cursor_of, source_rows, worst_state

_encode = msgspec.json.Encoder().encode


def build_list_page(resource: Resource, views: Views, query: Query, now: datetime) -> Page:
    """Return the page. Its tag covers data and freshness, not the times of the last polls."""
    shown = arranged(resource, query)
    score = box_score_of(views[0], query) if shown is Resource.STATS else None
    rows = rows_of(shown, views, query) if score is None else rows_of_box_score(views[0], score, query)
    items, more = _take(rows, query.limit)
    sources = source_rows(views, now)
    meta = Meta(
        count=len(items),
        next_cursor=encode_cursor(Cursor(query.sort, PLACES[query.sort](items[-1][0]))) if more else None,
        generated_at=now,
        view=worst_state(views),
        sources=sources,
        removed=_removals(resource, views, query),
        cursor=cursor_of(views),
    )
    known = _encode(meta if score is None else score.meta(meta))
    bodies = with_ages(shown, [body for _, body in items], now)
    body = b"".join((b'{"data":[', b",".join(bodies), b'],"meta":', known, b"}"))
    freshness = _encode([meta.view, meta.next_cursor, meta.removed, [source.believed for source in sources]])
    whole_game = () if score is None else score.tagged
    return tagged_page(body, b"".join(chain((freshness, *whole_game), (body for _, body in items))))


def _removals(resource: Resource, views: Views, query: Query) -> Removals | None:
    """Return what was removed, on the first page of a query that asks for it."""
    if not query.removed or query.since is None or query.after is not None:
        return None
    return removals_of(resource, views, query.since, query.event_id)


def _take(rows: Iterator[Row], limit: int) -> tuple[list[Row], bool]:
    """Return the first rows, and whether there are more."""
    taken = list(islice(rows, limit + 1))
    return taken[:limit], len(taken) > limit
