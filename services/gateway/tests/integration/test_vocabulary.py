"""The words of the contract, as clients ask for them."""

import pytest

from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, MarketKey
from a1_testkit.canonical import an_event, an_offer, event_id


@pytest.mark.parametrize(
    ("path", "key", "words"),
    [("leagues", "league", League), ("markets", "market", MarketKey), ("stat-types", "stat_type", StatType)],
)
async def test_every_word_is_listed_once(gateway, path: str, key: str, words: type):
    answer = await gateway.get(f"/api/v1/{path}")
    assert [row[key] for row in answer["data"]] == [str(word) for word in words]
    assert answer["meta"] == {"count": len(words)}


async def test_a_league_has_its_periods_and_clock(gateway):
    rows = {row["league"]: row for row in (await gateway.get("/api/v1/leagues"))["data"]}
    assert (rows["nba"]["periods"], rows["nba"]["clock"], rows["nba"]["sport"]) == (4, "down", "basketball")
    assert (rows["mlb"]["periods"], rows["mlb"]["clock"]) == (9, "none")


@pytest.mark.parametrize("path", ["leagues", "markets", "stat-types", "contests", "bookmakers"])
async def test_a_client_that_has_the_list_gets_a_304(gateway, path: str):
    first = await gateway.http.get(f"/api/v1/{path}")
    again = await gateway.http.get(f"/api/v1/{path}", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)


async def test_a_payout_has_its_source_or_the_reason_of_its_absence(gateway):
    pickem, pools = (await gateway.get("/api/v1/contests"))["data"]
    power = {entry["picks"]: entry for entry in pickem["entries"] if entry["type"] == "power"}
    assert power[2]["payouts"] == [{"correct": 2, "multiple": 3}]
    assert power[2]["sources"][0]["url"].startswith("https://prizepicks.com/")
    assert (power[6]["payouts"], power[6]["refused"]) == ([], "sources-disagree")
    assert (pools["game_mode"], pools["refused"]) == ("prizepools", "payout-unknown")


async def test_bookmakers_are_those_that_offer_something_now(gateway, wait_until):
    assert (await gateway.get("/api/v1/bookmakers"))["data"] == []
    await gateway.view.put("nba", Kind.EVENTS, event_id(1), an_event())
    await gateway.view.put("nba", Kind.ODDS, f"{event_id(1)}|odds|odds|draftkings", an_offer())

    async def is_listed() -> bool:
        return bool((await gateway.get("/api/v1/bookmakers"))["data"])

    await wait_until(is_listed)
    assert (await gateway.get("/api/v1/bookmakers"))["data"] == [{"bookmaker": "draftkings", "leagues": ["nba"]}]
