"""The gateway's part of the view as it grows, without Redis or a server.

* `gateway-filtered-5000`: a page of 5,000 games of one league that a filter narrows, made again after each change.
* `change-20000-live`: a price moves and the first page of odds is made again, in a league of 20,000 live games beside
  one of ten. A ratio of 1 says that a change's cost does not depend on the size of the league.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.pages import Pages
from a1_schemas import keys
from a1_schemas.base import Message
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind
from a1_testkit.canonical import NOW, an_event, an_offer, event_id
from benchmarks.conditions import Conditions

_FILTERS = (b"team=Celtics&status=live&limit=50", b"status=final&limit=100", b"since=2027-01-01T00:00:00Z")


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Two lines of `benchmarks/latest.jsonl`."""
    rounds = conditions.size(200, smoke=20)
    return [
        _filtered(rounds),
        _changes(conditions.size(20_000, smoke=2_000), rounds),
    ]


def _filtered(rounds: int) -> dict[str, Any]:
    league = _League(5_000, offers=0)
    pages = Pages(max_pages=10, max_bytes=10_000_000)
    views = (league.view,)
    pages.page(Resource.GAMES, views, b"", NOW)

    def page(number: int) -> None:
        league.put(Kind.EVENTS, event_id(number), an_event(number, venue=f"venue {number}"))
        pages.page(Resource.GAMES, views, _FILTERS[number % len(_FILTERS)], NOW)

    took = [_seconds(lambda number=number: page(number)) for number in range(rounds)]
    return {"name": "gateway-filtered-5000", "p50_ms": round(statistics.median(took) * 1000, 3)}


def _changes(live: int, rounds: int) -> dict[str, Any]:
    many, few = _League(live, offers=2), _League(10, offers=2)
    for league in (many, few):
        league.move_a_price(0)
    pairs = [
        (_seconds(lambda n=n: many.move_a_price(n)), _seconds(lambda n=n: few.move_a_price(n))) for n in range(rounds)
    ]
    in_many, in_few = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "name": "change-20000-live",
        "ratio": round(in_many / in_few, 3),
        "part": "gateway",
        "ms": round(in_many * 1000, 3),
    }


class _League:
    """A league with so many games, each with so many offers."""

    def __init__(self, games: int, offers: int) -> None:
        self.view = LeagueView(str(League.NBA))
        self._version = 0
        self._pages = Pages(max_pages=10, max_bytes=10_000_000)
        for number in range(games):
            self.put(Kind.EVENTS, event_id(number), an_event(number))
            for book in range(offers):
                self.put(Kind.ODDS, _offer_key(number, book), an_offer(number, f"book-{book}"))

    def put(self, kind: Kind, key: str, document: Message) -> None:
        self._version += 1
        self.view.put(kind, key, keys.pack(self._version, document.model_dump_json().encode()), NOW)

    def move_a_price(self, number: int) -> None:
        """Move a price of one of ten games, and make the first page of odds again."""
        price = f"1.{50 + number % 40}"
        self.put(Kind.ODDS, _offer_key(number % 10, 0), an_offer(number % 10, "book-0", prices=(price, "2.2")))
        self._pages.page(Resource.ODDS, (self.view,), b"limit=10", NOW)


def _offer_key(number: int, book: int) -> str:
    return f"{event_id(number)}|odds|odds|book-{book}"


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
