"""Pages ready to be sent: body, compressed body, tag and headers, cached until the league changes."""

import gzip
import hashlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import chain, islice

import msgspec

from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.builders import narrowed_odds
from a1_gateway.snapshot.freshness import Source, SourceWithQuota
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.known_values import refuse_unknown
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.queries import Query, arranged, encode_cursor, parse_query
from a1_gateway.snapshot.statistics_rows import BoxScoreRows, box_score_rows, rows_by_provider

_encode = msgspec.json.Encoder().encode
_GZIP_LEVEL = 4
_GZIP_WORTH = 1_000
"""Smaller bodies fit into one packet uncompressed."""


class Page:
    """The bytes of a response, with their tag.

    The tag covers data and freshness, not the times of the last polls.
    """

    def __init__(self, body: bytes, tag: bytes) -> None:
        self.body = body
        self.etag = b'W/"' + tag + b'"'
        fixed = [
            (b"content-type", b"application/json"),
            (b"etag", self.etag),
            (b"cache-control", b"no-cache"),
            (b"vary", b"accept-encoding"),
        ]
        self.headers = [*fixed, (b"content-length", str(len(body)).encode())]
        self.not_modified_headers = fixed[1:]
        self._fixed = fixed
        self._compressed: tuple[bytes, list[tuple[bytes, bytes]]] | None = None

    @property
    def compressed(self) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        """Returns the gzip body and its headers, compressed on first use. Returns the plain body if it is too small."""
        if self._compressed is None:
            if len(self.body) < _GZIP_WORTH:
                self._compressed = (self.body, self.headers)
            else:
                packed = gzip.compress(self.body, _GZIP_LEVEL, mtime=0)
                length = (b"content-length", str(len(packed)).encode())
                self._compressed = (packed, [*self._fixed, (b"content-encoding", b"gzip"), length])
        return self._compressed

    def matches(self, if_none_match: bytes) -> bool:
        """Whether the client has this page. Tags are compared weakly (RFC 9110, 8.8.3.2)."""
        opaque = self.etag.removeprefix(b"W/")
        return if_none_match.strip() == b"*" or any(
            tag.strip().removeprefix(b"W/") == opaque for tag in if_none_match.split(b",")
        )


def tagged_page(body: bytes, tagged: bytes | None = None) -> Page:
    """Return the page of a body. Its tag covers `tagged`, or the whole body."""
    return Page(body, hashlib.blake2b(body if tagged is None else tagged, digest_size=12).hexdigest().encode())


Views = tuple[LeagueView, ...]


class Pages:
    """Caches pages by query. A page is valid for the generations of the leagues it was built from."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self._pages: OrderedDict[tuple[object, ...], tuple[tuple[int, ...], Page]] = OrderedDict()
        self._max_pages = max_pages
        self._max_bytes = max_bytes
        self.bytes = 0
        self.hits = 0
        self.built = 0

    def __len__(self) -> int:
        return len(self._pages)

    def page(
        self, resource: Resource, views: Views, query_string: bytes, now: datetime, event_id: str | None = None
    ) -> Page:
        """Return the page of a list route. Raises Problem for an invalid query."""
        key = (resource, views[0].league, len(views), event_id, query_string)
        generations = tuple([view.settle(now) for view in views])
        kept = self._pages.get(key)
        if kept is not None and kept[0] == generations:
            self.hits += 1
            return kept[1]
        query = parse_query(resource, query_string)
        refuse_unknown(query, views)
        if event_id is not None:
            query = msgspec.structs.replace(query, event_id=frozenset((event_id,)))
        page = build_page(resource, views, query, now)
        self.built += 1
        self._keep(key, generations, page)
        return page

    def _keep(self, key: tuple[object, ...], generations: tuple[int, ...], page: Page) -> None:
        before = self._pages.pop(key, None)
        self.bytes += len(page.body) - (len(before[1].body) if before else 0)
        self._pages[key] = (generations, page)
        while len(self._pages) > 1 and (len(self._pages) > self._max_pages or self.bytes > self._max_bytes):
            _, (_, oldest) = self._pages.popitem(last=False)
            self.bytes -= len(oldest.body)


def build_page(resource: Resource, views: Views, query: Query, now: datetime) -> Page:
    """Return a page whose body is joined from its items' prepared bytes."""
    shown = arranged(resource, query)
    score = _box_score(views, query) if shown is Resource.STATS else None
    pairs = _asked(shown, views, query) if score is None else _matching(score.rows(views[0].records), query)
    items, more = _take(pairs, query.limit)
    sources = [source for view in views for source in view.records.sources(now)]
    meta = Meta(
        count=len(items),
        next_cursor=encode_cursor(items[-1][0].order) if more else None,
        generated_at=now,
        view=_worst_state(views),
        sources=[_row(source) for source in sources],
    )
    known = _encode(meta if score is None else score.meta(meta))
    body = b"".join((b'{"data":[', b",".join([body for _, body in items]), b'],"meta":', known, b"}"))
    freshness = _encode([meta.view, meta.next_cursor, [source.believed for source in sources]])
    whole_game = () if score is None else score.tagged
    parts = chain((freshness, *whole_game), (body for _, body in items))
    return tagged_page(body, b"".join(parts))


def _asked(resource: Resource, views: Views, query: Query) -> Iterator[tuple[Item, bytes]]:
    runs = [_run(resource, view, query) for view in views]
    return runs[0] if len(runs) == 1 else merge(*runs, key=lambda pair: pair[0].order)


def _run(resource: Resource, view: LeagueView, query: Query) -> Iterator[tuple[Item, bytes]]:
    """Yield a league's items that the query asks for, in order, with their bytes."""
    if resource is Resource.STATS_BY_PROVIDER:
        (event_id,) = query.event_id
        yield from _matching(rows_by_provider(view.records, event_id), query)
        return
    narrowed = resource is Resource.ODDS and bool(query.bookmaker or query.market or query.source)
    for item in query.admitted(_after(view.items(resource), query.after)):
        body = _narrowed(view, item, query) if narrowed else view.body(resource, item)
        if body is not None:
            yield item, body


def _box_score(views: Views, query: Query) -> BoxScoreRows:
    (event_id,) = query.event_id
    return box_score_rows(views[0].records, event_id, query.source)


def _matching(rows: Iterable[tuple[Item, bytes]], query: Query) -> Iterator[tuple[Item, bytes]]:
    """Yield the rows that the query asks for, which must be in order."""
    found = {item.key: (item, body) for item, body in rows}
    items = [item for item, _ in found.values()]
    yield from (found[item.key] for item in query.admitted(_after(items, query.after)))


def _narrowed(view: LeagueView, item: Item, query: Query) -> bytes | None:
    return narrowed_odds(view.records, item.key, bookmakers=query.bookmaker, markets=query.market, sources=query.source)


def _after(items: Sequence[Item], after: tuple[int, str] | None) -> Iterable[Item]:
    return items if after is None else islice(items, bisect_right(items, after, key=lambda item: item.order), None)


def _take(items: Iterator[tuple[Item, bytes]], limit: int) -> tuple[list[tuple[Item, bytes]], bool]:
    """Return the first items, and whether there are more."""
    taken = list(islice(items, limit + 1))
    return taken[:limit], len(taken) > limit


def _worst_state(views: Views) -> str:
    states = ("complete", "rebuilding", "disconnected", "unread")
    return max((view.state.value for view in views), key=states.index)


def _row(source: SourceWithQuota) -> Source:
    return Source(
        *(source.provider, source.league, source.feed, source.state, source.reason),
        *(source.last_success_at, source.valid_until),
    )
