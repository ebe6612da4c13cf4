"""Following cursors over any view returns each item once, in order."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind
from a1_testkit.canonical import NOW, an_article, an_event, an_offer, event_id

starts = st.none() | st.integers(-100, 100).map(lambda hours: NOW + timedelta(hours=hours))


def read(page: Page) -> dict:
    return msgspec.json.decode(page.body)


@given(st.lists(starts, max_size=30), st.lists(starts, max_size=30), st.integers(1, 7))
def test_a_walk_over_two_leagues_meets_each_game_once_in_order(first: list, second: list, limit: int):
    views = (LeagueView("nba"), LeagueView("wnba"))
    for view, given_starts in zip(views, (first, second), strict=True):
        for number, start in enumerate(given_starts):
            event = an_event(event_id=event_id(number, view.league), start_time=start)
            view.put(Kind.EVENTS, event.event_id, pack(1, event.model_dump_json().encode()), NOW)
    pages = Pages(max_pages=3, max_bytes=1_000_000)
    met, query = [], f"limit={limit}"
    while True:
        answer = read(pages.page(Resource.GAMES, views, query.encode(), NOW))
        met += [(game["start_time"] or "9", game["event_id"]) for game in answer["data"]]
        if not (cursor := answer["meta"]["next_cursor"]):
            break
        query = f"limit={limit}&cursor={cursor}"
    assert met == sorted(met)
    assert len(met) == len(set(met)) == len(first) + len(second)


def test_pages_of_all_leagues_are_one_list_by_start():
    views = Views()
    hours = {"nba": (1, 4), "nhl": (2,), "epl": (0, 3)}
    for league, starts_at in hours.items():
        for hour in starts_at:
            event = an_event(event_id=event_id(hour, league), start_time=NOW + timedelta(hours=hour))
            views.leagues[league].put(Kind.EVENTS, event.event_id, pack(1, event.model_dump_json().encode()), NOW)
    pages = Pages(max_pages=3, max_bytes=1_000_000)
    first = read(pages.page(Resource.GAMES, views.of("all"), b"limit=3", NOW))
    query = f"limit=3&cursor={first['meta']['next_cursor']}".encode()
    second = read(pages.page(Resource.GAMES, views.of("all"), query, NOW))
    met = [(game["event_id"][4:7], int(game["event_id"][-2:])) for page in (first, second) for game in page["data"]]
    assert met == [("epl", 0), ("nba", 1), ("nhl", 2), ("epl", 3), ("nba", 4)]
    assert second["meta"]["next_cursor"] is None


def walk_while_two_games_move() -> list[str]:
    """The games that a walk returns.

    After its first page one returned game moves to the end, another one to the start.
    """
    view = LeagueView("nba")

    def put(number: int, version: int, hours: int) -> None:
        event = an_event(number, start_time=NOW + timedelta(hours=hours))
        view.put(Kind.EVENTS, event.event_id, pack(version, event.model_dump_json().encode()), NOW)

    for number in range(12):
        put(number, 1, number)
    pages, met, query = Pages(max_pages=3, max_bytes=1_000_000), [], "limit=4"
    while True:
        answer = read(pages.page(Resource.GAMES, (view,), query.encode(), NOW))
        met += [game["event_id"] for game in answer["data"]]
        if not (cursor := answer["meta"]["next_cursor"]):
            return met
        if query == "limit=4":
            put(9, 2, -1)
            put(2, 2, 99)
        query = f"limit=4&cursor={cursor}"


def test_a_walk_meets_each_game_that_does_not_move_once():
    moved = (event_id(2), event_id(9))
    met = [each for each in walk_while_two_games_move() if each not in moved]
    assert met == [event_id(number) for number in range(12) if number not in (2, 9)]


def test_a_walk_meets_a_game_that_moves_where_it_is_when_its_place_is_read():
    """A cursor is a place in the order of starts: what moves behind it is missed, what moves ahead is met again."""
    met = walk_while_two_games_move()
    assert (met.count(event_id(2)), met.count(event_id(9))) == (2, 0)


def test_pages_are_kept_within_their_bounds():
    view = LeagueView("nba")
    pages = Pages(max_pages=3, max_bytes=1_000_000)
    for limit in range(1, 9):
        pages.page(Resource.GAMES, (view,), f"limit={limit}".encode(), NOW)
    assert len(pages) == 3
    assert pages.bytes == 3 * len(pages.page(Resource.GAMES, (view,), b"limit=8", NOW).body)


def test_a_page_is_made_once_for_a_generation():
    view = LeagueView("nba")
    pages = Pages(max_pages=3, max_bytes=1_000_000)
    first = pages.page(Resource.GAMES, (view,), b"", NOW)
    assert pages.page(Resource.GAMES, (view,), b"", NOW) is first
    event = an_event()
    view.put(Kind.EVENTS, event.event_id, pack(1, event.model_dump_json().encode()), NOW)
    assert pages.page(Resource.GAMES, (view,), b"", NOW) is not first


def test_a_moved_price_makes_one_item_anew():
    view = LeagueView("nba")
    for number in range(5):
        for kind, key, document in (
            (Kind.EVENTS, event_id(number), an_event(number)),
            (Kind.ODDS, f"{event_id(number)}|odds|odds|draftkings", an_offer(number)),
        ):
            view.put(kind, key, pack(1, document.model_dump_json().encode()), NOW)
    before = view.items(Resource.ODDS).copy()
    moved = an_offer(3, prices=("1.8", "2.2"))
    view.put(Kind.ODDS, f"{event_id(3)}|odds|odds|draftkings", pack(2, moved.model_dump_json().encode()), NOW)
    after = view.items(Resource.ODDS)
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, True, True, False, True]


def test_an_ended_record_is_served_no_more():
    view = LeagueView("nba")
    event = an_event()
    view.put(Kind.EVENTS, event.event_id, pack(1, event.model_dump_json().encode()), NOW)
    view.put(Kind.EVENTS, event.event_id, pack(2, b""), NOW)
    assert view.items(Resource.GAMES) == []
    assert view.records.event_of(event.event_id) is None


def test_a_record_that_cannot_be_read_is_counted_and_stops_nobody():
    view = LeagueView("nba")
    event = an_event()
    view.put(Kind.EVENTS, "broken", pack(1, b'{"event_id": 7}'), NOW)
    view.put(Kind.EVENTS, "versionless", b"{}", NOW)
    view.put(Kind.EVENTS, event.event_id, pack(1, event.model_dump_json().encode()), NOW)
    assert len(view.items(Resource.GAMES)) == 1
    assert view.records.unreadable == 2


def test_an_article_of_two_leagues_is_listed_once_on_any_page():
    views = (LeagueView("nba"), LeagueView("wnba"))
    for view, numbers in zip(views, ((1, 2, 3), (2, 3, 4)), strict=True):
        for number in numbers:
            article = an_article(number)
            view.put(Kind.NEWS, f"{view.league}|espn|{number}", pack(1, article.model_dump_json().encode()), NOW)
    pages = Pages(max_pages=3, max_bytes=1_000_000)
    walked, query = [], "limit=1"
    while True:
        answer = read(pages.page(Resource.NEWS, views, query.encode(), NOW))
        walked += [article["native_id"] for article in answer["data"]]
        if not (cursor := answer["meta"]["next_cursor"]):
            break
        query = f"limit=1&cursor={cursor}"
    assert walked == ["1", "2", "3", "4"]
