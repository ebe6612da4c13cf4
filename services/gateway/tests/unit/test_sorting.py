"""A list in another order is walked by cursors of that order."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.vocabulary import EventStatus, Kind
from a1_testkit.canonical import NOW, a_prop, an_event, event_id

STATUSES = ("live", "suspended", "scheduled", "postponed", "cancelled", "final")


def put(views: Views, kind: Kind, key: str, document: Message, version: int = 1) -> None:
    league = key.split("_")[1]
    views.leagues[league].put(kind, key, pack(version, document.model_dump_json().encode()), NOW)


def pages_of(views: Views, resource: Resource, query: str, word: str = "all") -> Iterator[list[dict]]:
    """Yield the pages of a walk."""
    pages, cursor = Pages(max_pages=2, max_bytes=1_000_000), ""
    while True:
        asked = f"{query}{cursor}".encode()
        answer = msgspec.json.decode(pages.page(resource, views.of(word), asked, NOW).body)
        yield answer["data"]
        if answer["meta"]["next_cursor"] is None:
            return
        cursor = f"&cursor={answer['meta']['next_cursor']}"


def walk(views: Views, resource: Resource, query: str, word: str = "all") -> list[dict]:
    return [row for page in pages_of(views, resource, query, word) for row in page]


games = st.lists(
    st.tuples(st.sampled_from(("nba", "epl")), st.none() | st.integers(-5, 5), st.sampled_from(STATUSES)), max_size=12
)


@given(games, st.integers(1, 4), st.sampled_from(("start", "-start", "status")))
def test_a_walk_in_any_order_meets_each_game_once_in_that_order(known: list, limit: int, sort: str):
    views = Views()
    for number, (league, hours, status) in enumerate(known):
        start = None if hours is None else NOW + timedelta(hours=hours)
        game = an_event(event_id=event_id(number, league), start_time=start, status=EventStatus(status))
        put(views, Kind.EVENTS, game.event_id, game)
    met = walk(views, Resource.GAMES, f"limit={limit}&sort={sort}")
    assert len({game["event_id"] for game in met}) == len(met) == len(known)
    ranks = [("live", "suspended").count(game["status"]) * -2 + (game["status"] == "final") for game in met]
    starts = [game["start_time"] or ("" if sort == "-start" else "~") for game in met]
    if sort == "status":
        assert ranks == sorted(ranks)
    else:
        assert starts == sorted(starts, reverse=sort == "-start")


def test_games_by_status_are_live_then_scheduled_then_off_then_over():
    views = Views()
    for number, status in enumerate(reversed(STATUSES)):
        put(views, Kind.EVENTS, event_id(number), an_event(number, status=EventStatus(status)))
    met = [game["status"] for game in walk(views, Resource.GAMES, "sort=status", "nba")]
    assert met == ["suspended", "live", "scheduled", "cancelled", "postponed", "final"]


def test_props_by_player_stand_together_over_games():
    views = Views()
    for number in (1, 2):
        put(views, Kind.EVENTS, event_id(number), an_event(number))
        for name in ("Nikola Jokić", "LeBron James", "Anthony Edwards"):
            key = f"{event_id(number)}|prizepicks|projections|prizepicks|{name}|points|game"
            put(views, Kind.PROPS, key, a_prop(number, name))
    met = [(row["player"]["name"], row["event_id"]) for row in walk(views, Resource.PROPS, "sort=player&limit=1")]
    assert met == [
        (name, event_id(number)) for name in ("Anthony Edwards", "LeBron James", "Nikola Jokić") for number in (1, 2)
    ]


@pytest.mark.parametrize(("status", "expected"), [("live", 1), ("suspended", 1), ("scheduled", 0), ("final", 0)])
def test_live_games_are_those_that_are_under_way(status: str, expected: int):
    views = Views()
    put(views, Kind.EVENTS, event_id(1), an_event(status=EventStatus(status)))
    assert len(walk(views, Resource.LIVE_GAMES, "", "nba")) == expected
