"""The rows of a list that a query asks for, in its order, with their bytes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice

import msgspec

from a1_gateway.snapshot.builders import Part, narrowed_odds
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.parameters import BEST
from a1_gateway.snapshot.prop_places import group_of
from a1_gateway.snapshot.prop_rows import books_body, books_item
from a1_gateway.snapshot.queries import Query
from a1_gateway.snapshot.sorting import PLACES, Place, Sort
from a1_gateway.snapshot.statistics_rows import BoxScoreRows, box_score_rows, rows_by_provider

Views = tuple[LeagueView, ...]
Row = tuple[Item, bytes]
_BodyOf = Callable[[LeagueView, Item], bytes | None]
"""Returns the bytes of an item, or None where the filters leave nothing of it."""


def rows_of(resource: Resource, views: Views, query: Query) -> Iterator[Row]:
    """Yield the rows of a list that is kept, or of statistics by provider."""
    if resource is Resource.STATS_BY_PROVIDER:
        (event_id,) = query.event_id
        yield from _matching(views[0], rows_by_provider(views[0].records, event_id), query)
        return
    if resource is Resource.PROPS_BY_PLAYER:
        yield from _rows_of_books(views, query)
        return
    body_of = _body_of(resource, query)
    for item, view in _in_order(resource, views, query):
        body = body_of(view, item)
        if body is not None:
            yield item, body


def rows_of_box_score(view: LeagueView, score: BoxScoreRows, query: Query) -> Iterator[Row]:
    """Yield the rows of a box score."""
    return _matching(view, score.rows(view.records), query)


def box_score_of(view: LeagueView, query: Query) -> BoxScoreRows:
    """Return the box score of the query's game."""
    (event_id,) = query.event_id
    return box_score_rows(view.records, event_id, query.source)


def game_with_best(view: LeagueView, item: Item) -> bytes:
    """Return the bytes of a game with its best prices."""
    odds = view.item(Resource.ODDS, item.key)
    best = b"[]" if odds is None else view.part(Resource.ODDS, odds, Part.BEST)
    return b"".join((view.body(Resource.GAMES, item)[:-1], b',"best":', best, b"}"))


def _rows_of_books(views: Views, query: Query) -> Iterator[Row]:
    """Yield the props that the filters leave, a row a group; with `since` all of a group that has a change."""
    since = query.since
    turned = {view.league: _changed(Resource.PROPS, view, query) for view in views}
    props = _in_order(Resource.PROPS, views, msgspec.structs.replace(query, since=None))
    for _, found in groupby(props, key=lambda pair: group_of(pair[0].key)):
        group = list(found)
        members, view = [item for item, _ in group], group[0][1]
        recent = turned[view.league]
        if since is None or any(item.changed_at >= since or item.key in recent for item in members):
            yield books_item(members), books_body(view.records, [item.key for item in members])


def _in_order(resource: Resource, views: Views, query: Query) -> Iterator[tuple[Item, LeagueView]]:
    place = PLACES[query.sort]
    if query.sort is not Sort.START:
        found = [(item, view) for view in views for item in _admitted(resource, view, view.items(resource), query)]
        after = query.after
        if after is not None:
            found = [pair for pair in found if place(pair[0]) > after]
        return iter(sorted(found, key=lambda pair: place(pair[0])))
    if resource is Resource.NEWS and len(views) > 1:
        return _articles(views, query)
    runs = [_run(resource, view, query) for view in views]
    return runs[0] if len(runs) == 1 else merge(*runs, key=lambda pair: pair[0].order)


def _articles(views: Views, query: Query) -> Iterator[tuple[Item, LeagueView]]:
    """Yield the articles of several leagues, one that more than one of them lists once."""
    whole = msgspec.structs.replace(query, after=None)
    runs = [_run(Resource.NEWS, view, whole) for view in views]
    met: set[str] = set()
    for item, view in merge(*runs, key=lambda pair: pair[0].order):
        article = item.key.partition("|")[2]
        if article not in met and (query.after is None or item.order > query.after):
            yield item, view
        met.add(article)


def _run(resource: Resource, view: LeagueView, query: Query) -> Iterator[tuple[Item, LeagueView]]:
    for item in _admitted(resource, view, _after(view.items(resource), query.after), query):
        yield item, view


def _admitted(resource: Resource, view: LeagueView, items: Iterable[Item], query: Query) -> Iterable[Item]:
    return query.admitted(items, _changed(resource, view, query))


def _changed(resource: Resource, view: LeagueView, query: Query) -> frozenset[str]:
    """Return the keys of items that show more than their own facts, where some of it changed since the query's time."""
    if query.since is None:
        return frozenset()
    turned = frozenset(view.turned_since(resource, query.since))
    if BEST not in query.include:
        return turned
    of_odds = Query(since=query.since).admitted(
        view.items(Resource.ODDS), frozenset(view.turned_since(Resource.ODDS, query.since))
    )
    return turned.union(item.key for item in of_odds)


def _body_of(resource: Resource, query: Query) -> _BodyOf:
    if resource is Resource.GAMES and BEST in query.include:
        return game_with_best
    if resource is not Resource.ODDS:
        return lambda view, item: view.body(resource, item)
    if query.bookmaker or query.market or query.source:
        return lambda view, item: _narrowed(view, item, query)
    if query.view == BEST:
        return lambda view, item: view.part(resource, item, Part.WITHOUT_OFFERS)
    return lambda view, item: view.body(resource, item)


def _narrowed(view: LeagueView, item: Item, query: Query) -> bytes | None:
    return narrowed_odds(
        view.records,
        item.key,
        bookmakers=query.bookmaker,
        markets=query.market,
        sources=query.source,
        with_offers=query.view != BEST,
    )


def _matching(view: LeagueView, rows: Iterable[Row], query: Query) -> Iterator[Row]:
    """Yield the rows of a game's statistics that the query asks for, which must be in order."""
    (event_id,) = query.event_id
    found = {item.key: (item, body) for item, body in rows}
    items = [item for item, _ in found.values()]
    turned = query.since is not None and view.statistics_turned_since(event_id, query.since)
    admitted = query.admitted(_after(items, query.after), frozenset(found) if turned else frozenset[str]())
    yield from (found[item.key] for item in admitted)


def _after(items: Sequence[Item], after: Place | None) -> Iterable[Item]:
    return items if after is None else islice(items, bisect_right(items, after, key=lambda item: item.order), None)
