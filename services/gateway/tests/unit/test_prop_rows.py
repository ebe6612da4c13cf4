"""Props in the order in which they are compared, and one row for a player with books as columns."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.pages import Pages
from a1_schemas.keys import pack
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Kind
from a1_testkit.canonical import NOW, a_player, a_prop, a_status, an_event, event_id

Row = dict[str, Any]


class Board:
    """A league with games and props."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._pages = Pages(max_pages=9, max_bytes=1_000_000)
        self._version = 0
        for number in (1, 2):
            self.put(Kind.EVENTS, event_id(number), an_event(number))

    def put(self, kind: Kind, key: str, document: Any) -> None:
        self._version += 1
        body = b"" if document is None else document.model_dump_json().encode()
        self.view.put(kind, key, pack(self._version, body), NOW)

    def offer(
        self, bookmaker: str, name: str, stat: StatType = StatType.POINTS, number: int = 1, **more: object
    ) -> None:
        provider = Provider.PRIZEPICKS if bookmaker == "prizepicks" else Provider.ODDS
        own = {"provider": provider, "feed": "event-odds", "target": f"{provider}/event-odds/nba/{number}"}
        facts = own | {"bookmaker": bookmaker} | more
        prop = a_prop(number, name, stat).model_copy(update=facts)
        key = (prop.event_id, prop.provider, prop.feed, bookmaker, prop.player.player_id, stat, prop.period)
        self.put(Kind.PROPS, "|".join(key), prop)

    def rows(self, query: str = "") -> list[Row]:
        return self.answer(query)["data"]

    def answer(self, query: str = "") -> Row:
        return msgspec.json.decode(self._pages.page(Resource.PROPS, (self.view,), query.encode(), NOW).body)


@pytest.fixture
def board() -> Board:
    return Board()


def test_rows_are_ordered_by_start_player_statistic_and_book(board: Board):
    board.offer("fanduel", "A B", number=2)
    for bookmaker, name, stat in (
        ("prizepicks", "LeBron James", StatType.POINTS),
        ("draftkings", "LeBron James", StatType.REBOUNDS),
        ("fanduel", "LeBron James", StatType.POINTS),
        ("betmgm", "Austin Reaves", StatType.POINTS),
        ("draftkings", "LeBron James", StatType.POINTS),
    ):
        board.offer(bookmaker, name, stat)
    seen = [(row["player"]["name"], row["stat_type"], row["bookmaker"]) for row in board.rows()]
    assert seen == [
        ("Austin Reaves", "points", "betmgm"),
        ("LeBron James", "points", "draftkings"),
        ("LeBron James", "points", "fanduel"),
        ("LeBron James", "points", "prizepicks"),
        ("LeBron James", "rebounds", "draftkings"),
        ("A B", "points", "fanduel"),
    ]


def test_a_row_shows_its_game_s_status_and_sides(board: Board):
    board.offer("fanduel", "LeBron James")
    before = board.rows()[0]["status"]
    board.put(Kind.EVENTS, event_id(1), an_event(1, status=EventStatus.FINAL))
    (row,) = board.rows()
    assert (before, row["status"]) == ("scheduled", "final")
    assert [row[side]["team_id"] for side in ("home", "away", "opponent")] == ["nba-lal", "nba-bos", "nba-bos"]


def test_a_player_without_a_team_has_no_opponent(board: Board):
    player = a_player().model_copy(update={"team": None})
    board.offer("fanduel", "LeBron James", player=player)
    assert (board.rows()[0]["opponent"], board.rows("group=player")[0]["opponent"]) == (None, None)


def test_a_combo_has_its_players_and_is_found_by_each(board: Board):
    pair = (a_player(), a_player("Jayson Tatum", "nba-bos"))
    board.offer("prizepicks", "LeBron James", players=pair)
    assert [each["name"] for each in board.rows("player=tatum")[0]["players"]] == ["LeBron James", "Jayson Tatum"]
    assert [each["name"] for each in board.rows("player=tatum&group=player")[0]["players"]] == [
        "LeBron James",
        "Jayson Tatum",
    ]


def test_a_player_s_row_has_the_ladder_of_each_book(board: Board):
    board.offer("fanduel", "LeBron James", changed_at=NOW - timedelta(minutes=1))
    board.offer("draftkings", "LeBron James")
    board.offer("draftkings", "LeBron James", StatType.REBOUNDS)
    target = "odds/event-odds/nba/1"
    board.put(Kind.SOURCES, target, a_status(target))
    points, rebounds = board.rows("group=player")
    assert [(name, ladder["provider"], ladder["freshness"]) for name, ladder in points["books"].items()] == [
        ("draftkings", "odds", "fresh"),
        ("fanduel", "odds", "fresh"),
    ]
    assert [rung["line"] for rung in points["books"]["fanduel"]["lines"]] == [25.5, 22.5]
    assert (points["stat_type"], points["status"], points["changed_at"]) == (
        "points",
        "scheduled",
        "2026-11-25T19:00:00Z",
    )
    assert (rebounds["stat_type"], list(rebounds["books"]), rebounds["player"]["name"]) == (
        "rebounds",
        ["draftkings"],
        "LeBron James",
    )


def test_of_two_reports_of_a_book_the_fresh_one_is_shown(board: Board):
    board.offer("fanduel", "LeBron James", feed="odds", target="odds/odds/nba")
    board.offer("fanduel", "LeBron James")
    found = [board.rows("group=player")[0]["books"]["fanduel"]["feed"]]
    target = "odds/odds/nba"
    board.put(Kind.SOURCES, target, a_status(target))
    found.append(board.rows("group=player")[0]["books"]["fanduel"]["feed"])
    assert found == ["event-odds", "odds"]


def test_filters_limit_the_books_of_a_row(board: Board):
    for bookmaker in ("fanduel", "draftkings", "prizepicks"):
        board.offer(bookmaker, "LeBron James")
    queries = ("bookmaker=fanduel", "source=prizepicks", "bookmaker=fanduel&bookmaker=draftkings", "source=espn")
    found = [[list(row["books"]) for row in board.rows(f"group=player&{query}")] for query in queries]
    assert found == [[["fanduel"]], [["prizepicks"]], [["draftkings", "fanduel"]], []]


def test_a_row_with_a_change_since_a_time_has_all_its_books(board: Board):
    board.offer("fanduel", "LeBron James", changed_at=NOW - timedelta(hours=2))
    board.offer("draftkings", "LeBron James", changed_at=NOW - timedelta(minutes=1))
    board.offer("draftkings", "Austin Reaves", changed_at=NOW - timedelta(hours=2))
    rows = board.rows("group=player&since=2026-11-25T18:30:00Z")
    assert [(row["player"]["name"], list(row["books"])) for row in rows] == [
        ("LeBron James", ["draftkings", "fanduel"])
    ]


@pytest.mark.parametrize("sort", ["start", "-start", "status", "player"])
def test_cursors_meet_each_group_once_though_a_book_comes_between(board: Board, sort: str):
    for name in ("A B", "C D", "E F"):
        for bookmaker in ("draftkings", "fanduel"):
            board.offer(bookmaker, name)
    met, query = [], f"group=player&limit=1&sort={sort}"
    page = board.answer(query)
    while True:
        met += [row["player"]["name"] for row in page["data"]]
        if page["meta"]["next_cursor"] is None:
            break
        board.offer("prizepicks", met[-1])
        page = board.answer(f"{query}&cursor={page['meta']['next_cursor']}")
    assert met == ["A B", "C D", "E F"]
