"""Filters, cursors, tags and compression, over a real Redis and ASGI."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from a1_schemas.betting_odds import OfferMarket
from a1_schemas.sporting_event import EventSide
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey
from a1_testkit.canonical import (
    NOW,
    SCOREBOARD,
    a_listing,
    a_prop,
    a_status,
    an_article,
    an_event,
    an_injury,
    an_offer,
    event_id,
)

GAMES = "/api/v1/data/unified-games/nba"
ODDS = "/api/v1/data/unified-odds/nba"
PROPS = "/api/v1/data/player-props/nba"


@pytest.fixture
async def three_games(gateway, wait_until: Callable):
    """Three games: one hour apart, the second live, the third of other teams. The first two have odds."""
    put = gateway.view.put
    others = {
        "home": EventSide(team_id="nba-den", name="Denver Nuggets", abbreviation="DEN"),
        "away": EventSide(team_id="nba-mia", name="Miami Heat", abbreviation="MIA"),
    }
    await put("nba", Kind.EVENTS, event_id(1), an_event(1))
    await put("nba", Kind.EVENTS, event_id(2), an_event(2, status=EventStatus.LIVE))
    await put("nba", Kind.EVENTS, event_id(3), an_event(3, changed_at=NOW + timedelta(minutes=5), **others))
    for number, book in ((1, "draftkings"), (1, "fanduel"), (2, "fanduel")):
        await put("nba", Kind.ODDS, f"{event_id(number)}|odds|odds|{book}", an_offer(number, book))
    for name in ("LeBron James", "Jayson Tatum"):
        await put("nba", Kind.PROPS, f"{event_id(1)}|prizepicks|projections||{name}|points|game", a_prop(1, name))
    view = gateway.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.PROPS] == 2)
    return gateway


async def numbers(gateway, path: str, **parameters: object) -> list[int]:
    answer = await gateway.get(path, **parameters)
    return [int(item["event_id"][-2:]) for item in answer["data"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"event_id": [event_id(1), event_id(3)]}, [1, 3]),
        ({"status": "live"}, [2]),
        ({"status": ["live", "scheduled"]}, [1, 2, 3]),
        ({"team": "Nuggets"}, [3]),
        ({"team": "den"}, [3]),
        ({"team": "nba-den"}, [3]),
        ({"team": "Clippers"}, []),
        ({"source": "espn"}, [1, 2, 3]),
        ({"source": "odds"}, []),
        ({"since": "2026-11-25T19:05:00Z"}, [3]),
        ({"starts_from": "2026-11-25T21:00:00Z"}, [2, 3]),
        ({"starts_to": "2026-11-25T21:00:00+00:00"}, [1, 2]),
        ({"starts_from": "2026-11-25T21:00:00Z", "team": "LAL"}, [2]),
        ({"limit": 2}, [1, 2]),
    ],
)
async def test_games_are_filtered(three_games, parameters: dict, expected: list[int]):
    assert await numbers(three_games, GAMES, **parameters) == expected


async def test_odds_of_one_book_are_as_if_no_other_were_there(three_games):
    answer = await three_games.get(ODDS, bookmaker="DraftKings")
    (event,) = answer["data"]
    assert [offer["bookmaker"] for offer in event["offers"]] == ["draftkings"]
    assert {book for row in event["best"] for side in row["sides"] for book in side["bookmakers"]} == {"draftkings"}
    assert await numbers(three_games, ODDS, bookmaker="fanduel") == [1, 2]


async def test_odds_of_one_market_hold_no_other(three_games, wait_until: Callable):
    extra = an_offer(1, "draftkings", key=MarketKey.SPREAD, line="-3.5")
    both = an_offer(1, "draftkings", markets=(*an_offer().markets, *extra.markets))
    await three_games.view.put("nba", Kind.ODDS, f"{event_id(1)}|odds|odds|draftkings", both)

    async def spreads() -> list:
        return (await three_games.get(ODDS, market="spread"))["data"]

    await wait_until(spreads)
    (event,) = await spreads()
    assert [[OfferMarket.model_validate(market).key for market in offer["markets"]] for offer in event["offers"]] == [
        ["spread"]
    ]


async def test_props_are_filtered_by_player_team_and_statistic(three_games):
    named = await three_games.get(PROPS, player="tatum")
    assert [prop["player"]["name"] for prop in named["data"]] == ["Jayson Tatum"]
    assert len((await three_games.get(PROPS, team="Lakers"))["data"]) == 2
    assert (await three_games.get(PROPS, stat_type=StatType.REBOUNDS))["data"] == []
    assert (await three_games.get(PROPS, status="live"))["data"] == []


async def test_news_and_injuries_are_found_by_a_team_s_name(three_games, wait_until: Callable):
    await three_games.view.put("nba", Kind.NEWS, "nba|espn|1", an_article())
    await three_games.view.put("nba", Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury())
    view = three_games.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.INJURIES] == 1)
    for route in ("sports-news", "injuries"):
        assert len((await three_games.get(f"/api/v1/data/{route}/nba", team="Lakers"))["data"]) == 1
        assert (await three_games.get(f"/api/v1/data/{route}/nba", team="Nuggets"))["data"] == []


async def test_pages_follow_each_other_though_games_come_in_between(three_games, wait_until: Callable):
    first = await three_games.get(GAMES, limit=2)
    await three_games.view.put("nba", Kind.EVENTS, event_id(9), an_event(9, start_time=NOW))
    view = three_games.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.EVENTS] == 4)
    second = await three_games.get(GAMES, limit=2, cursor=first["meta"]["next_cursor"])
    assert [game["event_id"] for game in first["data"] + second["data"]] == [event_id(n) for n in (1, 2, 3)]
    assert second["meta"]["next_cursor"] is None


async def test_a_tag_answers_304_until_data_changes(three_games, wait_until: Callable):
    first = await three_games.http.get(GAMES)
    tag = first.headers["etag"]
    again = await three_games.http.get(GAMES, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    await three_games.view.put("nba", Kind.EVENTS, event_id(1), an_event(1, status=EventStatus.LIVE))

    async def changed() -> bool:
        return (await three_games.http.get(GAMES, headers={"if-none-match": tag})).status_code == 200

    await wait_until(changed)


async def test_a_tag_survives_polls_that_bring_nothing_new(three_games, wait_until: Callable):
    put = three_games.view.put
    await put("nba", Kind.SOURCES, SCOREBOARD, a_status(SCOREBOARD))
    view = three_games.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.SOURCES] == 1)
    before = await three_games.http.get(GAMES)
    later = a_status(SCOREBOARD, last_success_at=NOW + timedelta(seconds=9), valid_until=NOW + timedelta(seconds=99))
    await put("nba", Kind.SOURCES, SCOREBOARD, later)

    async def shows_the_later_poll() -> bool:
        answer = await three_games.get(GAMES)
        return answer["meta"]["sources"][0]["last_success_at"] == "2026-11-25T19:00:09Z"

    await wait_until(shows_the_later_poll)
    assert (await three_games.http.get(GAMES)).headers["etag"] == before.headers["etag"]


async def test_time_alone_turns_games_stale_and_changes_the_tag(three_games, wait_until: Callable):
    await three_games.view.put("nba", Kind.LISTINGS, "espn|nba|1", a_listing())
    await three_games.view.put("nba", Kind.SOURCES, SCOREBOARD, a_status(SCOREBOARD))
    view = three_games.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.SOURCES] == 1)
    fresh = await three_games.http.get(GAMES)
    assert fresh.json()["data"][0]["freshness"] == "fresh"
    three_games.clock.advance(seconds=61)
    stale = await three_games.http.get(GAMES)
    assert stale.json()["data"][0]["freshness"] == "stale"
    assert stale.json()["meta"]["sources"][0] | {"valid_until": None} == {
        "provider": "espn",
        "league": "nba",
        "feed": "scoreboard",
        "state": "down",
        "reason": "no-heartbeat",
        "last_success_at": "2026-11-25T19:00:00Z",
        "valid_until": None,
    }
    assert stale.headers["etag"] != fresh.headers["etag"]


@pytest.mark.parametrize("path", [ODDS, f"{ODDS}?source=odds"])
async def test_who_accepts_gzip_gets_it(three_games, path: str):
    plain = await three_games.http.get(path, headers={"accept-encoding": "identity"})
    packed = await three_games.http.get(path, headers={"accept-encoding": "br, gzip"})
    refused = await three_games.http.get(path, headers={"accept-encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]


async def test_the_hot_answer_is_the_framework_s_answer(three_games):
    hot = await three_games.get(GAMES)
    asked = await three_games.get(GAMES, limit=100)
    assert hot["data"] == asked["data"]
    assert hot["meta"]["sources"] == asked["meta"]["sources"]
