"""The page of one game carries what was asked for, and games carry their best prices where asked."""

from datetime import timedelta

import msgspec
import pytest

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page
from a1_gateway.snapshot.pages import Pages
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind
from a1_testkit.canonical import (
    NOW,
    a_listing,
    a_player,
    a_prop,
    a_status,
    an_article,
    an_event,
    an_injury,
    an_offer,
    event_id,
    some_stats,
)

EVENT, OTHER = event_id(1), event_id(2)
OFFER = f"{EVENT}|odds|odds|draftkings"
EVERYTHING = "odds,best,props,stats,news,injuries,ids"


class Served:
    """A league's view that the test fills, and its pages."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._pages = Pages(max_pages=9, max_bytes=1_000_000)
        self._version = 0

    def put(self, kind: Kind, key: str, document: Message) -> None:
        self._version += 1
        self.view.put(kind, key, pack(self._version, document.model_dump_json().encode()), NOW)

    def page(self, include: str = "") -> Page:
        return self._pages.game(self.view, EVENT, f"include={include}".encode() if include else b"", NOW)

    def game(self, include: str = "") -> dict:
        return msgspec.json.decode(self.page(include).body)["data"]

    def rows(self, resource: Resource, query: str) -> list[dict]:
        return msgspec.json.decode(self._pages.page(resource, (self.view,), query.encode(), NOW).body)["data"]


@pytest.fixture
def served() -> Served:
    """Two games; the first has records of every kind."""
    filled = Served()
    elsewhere = an_injury("Nikola Jokic").model_copy(update={"player": a_player("Nikola Jokic", "nba-den")})
    for kind, key, document in (
        (Kind.EVENTS, EVENT, an_event()),
        (Kind.EVENTS, OTHER, an_event(2)),
        (Kind.LISTINGS, "espn|nba|1", a_listing()),
        (Kind.ODDS, OFFER, an_offer()),
        (Kind.ODDS, f"{EVENT}|odds|odds|fanduel", an_offer(bookmaker="fanduel", prices=("1.91", "2.1"))),
        (Kind.PROPS, f"{EVENT}|prizepicks|projections|prizepicks|x|points|game", a_prop()),
        (Kind.PROPS, f"{OTHER}|prizepicks|projections|prizepicks|x|points|game", a_prop(2)),
        (Kind.PLAYER_STATS, f"{EVENT}|espn|summary|x", some_stats()),
        (Kind.NEWS, "nba|espn|1", an_article().model_copy(update={"event_ids": (EVENT,)})),
        (Kind.NEWS, "nba|espn|2", an_article(2)),
        (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury()),
        (Kind.INJURIES, "nba|espn|injuries|nba-den|y", elsewhere),
    ):
        filled.put(kind, key, document)
    return filled


def test_a_game_alone_is_the_one_of_the_list(served: Served):
    assert served.game() == {"game": served.rows(Resource.GAMES, "")[0]}


def test_each_part_is_what_its_list_has_of_the_game(served: Served):
    data = served.game(EVERYTHING)
    (odds,) = served.rows(Resource.ODDS, "")
    assert list(data) == ["game", *EVERYTHING.split(",")]
    assert data["odds"] == odds["offers"]
    assert data["best"] == odds["best"]
    of_game = {"event_id", "league", "start_time", "status", "home", "away", "opponent"}
    props = served.rows(Resource.PROPS, f"event_id={EVENT}")
    assert data["props"] == [{name: row[name] for name in row if name not in of_game} for row in props]
    assert [row["player"]["name"] for row in data["stats"]] == ["LeBron James"]
    assert data["news"] == served.rows(Resource.NEWS, f"event_id={EVENT}")
    assert data["injuries"] == served.rows(Resource.INJURIES, "team=nba-lal&team=nba-bos")
    assert [row["native_id"] for row in data["ids"]["listings"]] == ["1"]


@pytest.mark.parametrize("part", ["odds", "props", "stats", "news", "ids"])
def test_only_what_was_asked_for_is_there(served: Served, part: str):
    assert list(served.game(part)) == ["game", part]


def test_a_game_without_offers_has_empty_lists():
    served = Served()
    served.put(Kind.EVENTS, EVENT, an_event())
    data = served.game(EVERYTHING)
    assert data["ids"]["listings"] == []
    assert {name for name in data if data[name] == []} == {*EVERYTHING.split(",")} - {"ids"}


def test_its_tag_holds_until_a_part_of_it_changes(served: Served):
    first = served.page("best")
    served.put(Kind.EVENTS, OTHER, an_event(2, venue="elsewhere"))
    other_changed = served.page("best")
    served.put(Kind.ODDS, OFFER, an_offer(prices=("1.8", "2.2")))
    assert first.etag == other_changed.etag != served.page("best").etag


def test_a_game_is_built_once_for_a_generation(served: Served):
    first = served.page("odds,props")
    assert served.page("odds,props") is first


def test_games_with_best_prices_name_their_bookmakers(served: Served):
    first, second = served.rows(Resource.GAMES, "include=best")
    assert first["best"] == served.rows(Resource.ODDS, "")[0]["best"]
    sides = {side["selection"]: side for side in first["best"][0]["sides"]}
    assert (sides["home"]["bookmakers"], sides["home"]["bookmaker_names"]) == (
        ["draftkings", "fanduel"],
        ["Draftkings", "Fanduel"],
    )
    assert sides["away"]["bookmaker_names"] == ["Fanduel"]
    assert second["best"] == []
    assert "best" not in served.rows(Resource.GAMES, "")[0]


def test_since_finds_a_game_whose_best_prices_changed_where_it_carries_them(served: Served):
    later = NOW + timedelta(minutes=5)
    served.put(Kind.ODDS, OFFER, an_offer(changed_at=later))
    since = f"since={later.isoformat().replace('+00:00', 'Z')}"
    assert [game["event_id"] for game in served.rows(Resource.GAMES, f"{since}&include=best")] == [EVENT]
    assert served.rows(Resource.GAMES, since) == []


def test_best_prices_alone_are_odds_without_offers(served: Served):
    (whole,), (alone,) = served.rows(Resource.ODDS, ""), served.rows(Resource.ODDS, "view=best")
    assert alone == {name: value for name, value in whole.items() if name != "offers"}
    (narrowed,) = served.rows(Resource.ODDS, "view=best&bookmaker=draftkings")
    assert "offers" not in narrowed
    assert {name for row in narrowed["best"] for side in row["sides"] for name in side["bookmakers"]} == {"draftkings"}


def test_a_moved_price_is_in_every_part_that_shows_it(served: Served):
    for include in ("odds", "best"):
        served.game(include)
    served.rows(Resource.ODDS, "view=best"), served.rows(Resource.GAMES, "include=best")
    served.put(Kind.ODDS, OFFER, an_offer(prices=("1.99", "1.8")))
    (best,), (listed,) = (
        served.rows(Resource.ODDS, "view=best"),
        served.rows(Resource.GAMES, f"include=best&event_id={EVENT}"),
    )
    prices = [served.game("best")["best"][0]["sides"], best["best"][0]["sides"], listed["best"][0]["sides"]]
    assert [max(side["price"] for side in sides if side["selection"] == "home") for sides in prices] == [1.99] * 3
    assert 1.99 in [each["price"] for each in served.game("odds")["odds"][0]["markets"][0]["outcomes"]]


def test_what_turns_stale_is_stale_in_every_part(served: Served):
    target = an_offer().target
    served.put(Kind.SOURCES, target, a_status(target))
    fresh = [side["freshness"] for side in served.game("best")["best"][0]["sides"]]
    served.view.settle(NOW + timedelta(seconds=61))
    stale = [side["freshness"] for side in served.game("best")["best"][0]["sides"]]
    assert (set(fresh), set(stale)) == ({"fresh"}, {"stale"})
