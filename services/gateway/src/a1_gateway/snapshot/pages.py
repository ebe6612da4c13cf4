"""Caches responses ready to be sent until the leagues that they show change."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

import msgspec

from a1_gateway.snapshot.game_page import build_game_page, parse_game_query
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.known_values import refuse_unknown
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.list_page import build_list_page
from a1_gateway.snapshot.page import Page
from a1_gateway.snapshot.queries import Query, parse_query

Views = tuple[LeagueView, ...]
_Key = tuple[object, ...]


class Pages:
    """Caches pages by query. A page is valid for the generations of the leagues it was built from."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self._pages: OrderedDict[_Key, tuple[tuple[int, ...], Page]] = OrderedDict()
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

        def build() -> Page:
            query = _of_game(parse_query(resource, query_string), event_id)
            refuse_unknown(query, views)
            return build_list_page(resource, views, query, now)

        return self.cached((resource, views[0].league, len(views), event_id, query_string), views, now, build)

    def game(self, view: LeagueView, event_id: str, query_string: bytes, now: datetime) -> Page:
        """Return the page of one game of a view. Raises Problem for an invalid query."""

        def build() -> Page:
            return build_game_page(view, event_id, parse_game_query(query_string), now)

        return self.cached(("game", event_id, query_string), (view,), now, build)

    def cached(self, key: _Key, views: Views, now: datetime, build: Callable[[], Page]) -> Page:
        """Return the page of a key, built again if one of its leagues has changed."""
        generations = tuple([view.settle(now) for view in views])
        kept = self._pages.get(key)
        if kept is not None and kept[0] == generations:
            self.hits += 1
            return kept[1]
        page = build()
        self.built += 1
        self._keep(key, generations, page)
        return page

    def _keep(self, key: _Key, generations: tuple[int, ...], page: Page) -> None:
        before = self._pages.pop(key, None)
        self.bytes += len(page.body) - (len(before[1].body) if before else 0)
        self._pages[key] = (generations, page)
        while len(self._pages) > 1 and (len(self._pages) > self._max_pages or self.bytes > self._max_bytes):
            _, (_, oldest) = self._pages.popitem(last=False)
            self.bytes -= len(oldest.body)


def _of_game(query: Query, event_id: str | None) -> Query:
    return query if event_id is None else msgspec.structs.replace(query, event_id=frozenset((event_id,)))
