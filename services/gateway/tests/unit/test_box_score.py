"""One row a player, each figure with its source, and what differs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.pages import Page, Pages
from a1_gateway.snapshot.played_time import same_time
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind, SourceState
from a1_testkit.canonical import NOW, a_player, a_status, an_event, event_id, some_stats

EVENT = event_id(1)
FEEDS = {"espn": "summary", "sportradar": "game-summary", "prizepicks": "projections"}
Figures = Mapping[str, object]


class Game:
    """A game whose providers report statistics."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._pages = Pages(max_pages=9, max_bytes=1_000_000)
        self._version = 0
        self._put(Kind.EVENTS, EVENT, an_event())

    def _put(self, kind: Kind, key: str, document: Message) -> None:
        self._version += 1
        self.view.put(kind, key, pack(self._version, document.model_dump_json().encode()), NOW)

    def report(self, provider: str, name: str, stats: Figures, team: str = "nba-lal", **more: object) -> None:
        figures = {stat: Decimal(str(value)) for stat, value in stats.items()}
        target = f"{provider}/{FEEDS[provider]}/nba/1"
        player = a_player(name, team).model_copy(update=more.pop("player", {}))
        facts = {"provider": provider, "feed": FEEDS[provider], "target": target, "stats": figures, **more}
        key = f"{EVENT}|{provider}|{FEEDS[provider]}|{player.player_id}"
        self._put(Kind.PLAYER_STATS, key, some_stats(player=player, **facts))

    def prove(self, *providers: str, state: SourceState = SourceState.UP) -> None:
        for provider in providers:
            target = f"{provider}/{FEEDS[provider]}/nba/1"
            self._put(Kind.SOURCES, target, a_status(target, state=state))

    def page(self, query: str = "") -> Page:
        return self._pages.page(Resource.STATS, (self.view,), query.encode(), NOW, EVENT)

    def answer(self, query: str = "") -> Any:
        return msgspec.json.decode(self.page(query).body)

    def figure(self, stat: str) -> Any:
        """The figure of the one player."""
        (row,) = self.answer()["data"]
        return row["stats"][stat]


@pytest.fixture
def game() -> Game:
    return Game()


def test_a_player_of_two_providers_is_one_row_with_the_facts_of_both(game: Game):
    game.report("espn", "LeBron James", {"points": 31}, player={"position": "SF", "native_id": "1966"})
    game.report("sportradar", "LeBron James", {"points": 31, "assists": 9}, starter=True, player={"jersey": "23"})
    (row,) = game.answer()["data"]
    assert row["player"] == {
        "player_id": "ply_lebron-james",
        "name": "LeBron James",
        "team": "nba-lal",
        "position": "SF",
        "jersey": "23",
    }
    assert (row["side"], row["team"]["abbreviation"], row["starter"]) == ("home", "LAL", True)
    assert row["stats"] == {
        "assists": {"value": 9, "providers": ["sportradar"], "differs": []},
        "points": {"value": 31, "providers": ["sportradar", "espn"], "differs": []},
    }
    assert [(each["provider"], each["native_id"]) for each in row["reports"]] == [
        ("sportradar", None),
        ("espn", "1966"),
    ]


def test_two_figures_that_differ_are_both_shown_and_counted(game: Game):
    game.report("espn", "LeBron James", {"points": 31, "steals": 2})
    game.report("sportradar", "LeBron James", {"points": 33, "steals": 2})
    answer = game.answer()
    assert answer["data"][0]["stats"]["points"] == {
        "value": 33,
        "providers": ["sportradar"],
        "differs": [{"provider": "espn", "value": 31}],
    }
    assert answer["meta"]["differing"] == 1


def test_a_fresh_report_counts_before_a_stale_one_of_a_preferred_provider(game: Game):
    game.report("espn", "LeBron James", {"points": 31})
    game.report("sportradar", "LeBron James", {"points": 28})
    game.prove("espn")
    (row,) = game.answer()["data"]
    assert (row["stats"]["points"]["value"], row["stats"]["points"]["differs"]) == (
        31,
        [{"provider": "sportradar", "value": 28}],
    )
    assert (row["freshness"], [each["freshness"] for each in row["reports"]]) == ("fresh", ["fresh", "stale"])
    game.prove("sportradar")
    assert game.figure("points")["value"] == 28


@pytest.mark.parametrize("whole", [33, 34])
def test_whole_minutes_agree_with_the_seconds_that_they_round(game: Game, whole: int):
    game.report("sportradar", "LeBron James", {"minutes": whole})
    game.report("espn", "LeBron James", {"minutes": "33.58"})
    answer = game.answer()
    (row,) = answer["data"]
    assert row["stats"]["minutes"] == {"value": 33.58, "providers": ["espn", "sportradar"], "differs": []}
    assert (row["seconds"], answer["meta"]["differing"]) == (2015, 0)


@pytest.mark.parametrize("whole", [32, 35])
def test_whole_minutes_differ_from_seconds_that_they_do_not_round(game: Game, whole: int):
    game.report("sportradar", "LeBron James", {"minutes": "33.58"})
    game.report("espn", "LeBron James", {"minutes": whole})
    assert game.figure("minutes")["differs"] == [{"provider": "espn", "value": whole}]


def test_whole_minutes_are_seconds_where_the_provider_reports_another_player_s_seconds(game: Game):
    game.report("sportradar", "LeBron James", {"minutes": 34})
    game.report("sportradar", "Austin Reaves", {"minutes": "30.55"})
    game.report("espn", "Jaxson Hayes", {"minutes": 12})
    seconds = {row["player"]["name"]: row["seconds"] for row in game.answer()["data"]}
    assert seconds == {"LeBron James": 2040, "Austin Reaves": 1833, "Jaxson Hayes": None}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(12.88, 12.883, True), (12.88, 12.9, False), (30, 30, True), (30, 31, False), (0, 0.4, True), (1, 0.5, True)],
)
def test_minutes_are_compared_by_the_second(one: float, other: float, *, same: bool):
    assert (same_time(one, other), same_time(other, one)) == (same, same)


def test_rows_are_home_before_away_and_starters_first(game: Game):
    game.report("espn", "Jayson Tatum", {"points": 1}, team="nba-bos", starter=True)
    game.report("espn", "Austin Reaves", {"points": 1}, starter=False)
    game.report("espn", "LeBron James", {"points": 1}, starter=True)
    game.report("espn", "A Stranger", {"points": 1}, team="nba-den")
    names = [row["player"]["name"] for row in game.answer()["data"]]
    assert names == ["LeBron James", "Austin Reaves", "Jayson Tatum", "A Stranger"]


def test_totals_are_sums_over_a_side_s_players_on_any_page(game: Game):
    game.report("espn", "LeBron James", {"points": 31, "sacks": 0.5, "minutes": 30, "plus-minus": 4})
    game.report("espn", "Austin Reaves", {"points": 12, "sacks": 0.5, "longest-rush": 9})
    game.report("espn", "Jayson Tatum", {"points": 20}, team="nba-bos")
    totals = game.answer("limit=1")["meta"]["totals"]
    assert [(each["side"], each["team"]["team_id"], each["stats"]) for each in totals] == [
        ("home", "nba-lal", {"points": 43, "sacks": 1}),
        ("away", "nba-bos", {"points": 20}),
    ]


def test_a_source_is_as_if_no_other_reported(game: Game):
    game.report("espn", "LeBron James", {"points": 31})
    game.report("sportradar", "LeBron James", {"points": 33})
    game.report("sportradar", "Austin Reaves", {"points": 12})
    answer = game.answer("source=espn")
    assert [row["stats"]["points"] for row in answer["data"]] == [{"value": 31, "providers": ["espn"], "differs": []}]
    assert (answer["meta"]["differing"], answer["meta"]["totals"][0]["stats"]) == (0, {"points": 31})


def test_filters_and_cursors_choose_rows(game: Game):
    game.report("espn", "LeBron James", {"points": 31})
    game.report("espn", "Austin Reaves", {"rebounds": 5})
    game.report("espn", "Jayson Tatum", {"points": 20}, team="nba-bos")
    first = game.answer("limit=2")
    second = game.answer(f"limit=2&cursor={first['meta']['next_cursor']}")
    walked = [row["player"]["name"] for page in (first, second) for row in page["data"]]
    assert walked == ["Austin Reaves", "LeBron James", "Jayson Tatum"]
    found = [
        [row["player"]["name"] for row in game.answer(query)["data"]]
        for query in ("player=reaves", "stat_type=points", "team=nba-bos", "source=sportradar")
    ]
    assert found == [["Austin Reaves"], ["LeBron James", "Jayson Tatum"], ["Jayson Tatum"], []]


def test_the_tag_follows_totals_that_another_page_s_row_moves(game: Game):
    game.report("espn", "LeBron James", {"points": 31}, starter=True)
    game.report("espn", "Austin Reaves", {"points": 12})
    before = game.page("limit=1").etag
    game.report("espn", "Austin Reaves", {"points": 14})
    assert game.page("limit=1").etag != before
    assert [row["player"]["name"] for row in game.answer("limit=1")["data"]] == ["LeBron James"]
