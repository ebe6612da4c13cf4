"""How the four providers treat those who ask: keys, quotas, parameters, caches, agents."""

import httpx

KEY = {"x-api-key": "any"}
NBA = "/odds/v4/sports/basketball_nba/odds"
BOARD = "/espn/apis/site/v2/sports/basketball/nba/scoreboard"


async def test_the_odds_api_says_what_a_call_cost_and_what_is_left(world_client: httpx.AsyncClient) -> None:
    params = {"apiKey": "k", "regions": "us,eu", "markets": "h2h,spreads,totals"}
    first = await world_client.get(NBA, params=params)
    second = await world_client.get("/odds/v4/sports/basketball_nba/events", params={"apiKey": "k"})
    assert (first.headers["x-requests-last"], first.headers["x-requests-used"]) == ("6", "6")
    assert (second.headers["x-requests-last"], second.headers["x-requests-used"]) == ("0", "6")
    assert int(first.headers["x-requests-remaining"]) == int(second.headers["x-requests-remaining"])


async def test_the_odds_api_refuses_with_a_code(world_client: httpx.AsyncClient) -> None:
    rejections = {
        "MISSING_KEY": (NBA, {}),
        "INVALID_KEY": (NBA, {"apiKey": "invalid"}),
        "MISSING_REGION": (NBA, {"apiKey": "k"}),
        "INVALID_MARKET": (NBA, {"apiKey": "k", "regions": "us", "markets": "player_points"}),
        "INVALID_INCLUDE_LINKS": (NBA, {"apiKey": "k", "regions": "us", "includeLinks": "yes"}),
        "INVALID_ODDS_FORMAT": (NBA, {"apiKey": "k", "regions": "us", "oddsFormat": "roman"}),
        "UNKNOWN_SPORT": ("/odds/v4/sports/quidditch/events", {"apiKey": "k"}),
        "EVENT_NOT_FOUND": ("/odds/v4/sports/basketball_nba/events/0/odds", {"apiKey": "k", "regions": "us"}),
    }
    for code, (path, params) in rejections.items():
        answer = await world_client.get(path, params=params)
        assert answer.json()["error_code"] == code
        assert answer.status_code in {401, 404, 422}


async def test_event_odds_cost_only_the_markets_that_come_back(world_client: httpx.AsyncClient) -> None:
    listed = await world_client.get("/odds/v4/sports/basketball_nba/events", params={"apiKey": "k"})
    path = f"/odds/v4/sports/basketball_nba/events/{listed.json()[-1]['id']}/odds"
    params = {"apiKey": "k", "regions": "us", "markets": "player_points,player_dunks"}
    assert (await world_client.get(path, params=params)).headers["x-requests-last"] == "1"


async def test_the_markets_of_a_game_cost_one_credit_and_are_those_that_can_be_asked_for(
    world_client: httpx.AsyncClient,
) -> None:
    listed = await world_client.get("/odds/v4/sports/basketball_nba/events", params={"apiKey": "k"})
    path = f"/odds/v4/sports/basketball_nba/events/{listed.json()[-1]['id']}"
    markets = await world_client.get(f"{path}/markets", params={"apiKey": "k", "regions": "us"})
    assert markets.headers["x-requests-last"] == "1"
    had = {book["key"]: {market["key"] for market in book["markets"]} for book in markets.json()["bookmakers"]}
    params = {"apiKey": "k", "regions": "us", "markets": ",".join(sorted(set().union(*had.values())))}
    odds = (await world_client.get(f"{path}/odds", params=params)).json()
    assert had == {book["key"]: {market["key"] for market in book["markets"]} for book in odds["bookmakers"]}


async def test_ids_links_and_limits_come_where_they_are_asked_for(world_client: httpx.AsyncClient) -> None:
    async def details(**flags: str) -> set[str]:
        params = {"apiKey": "k", "regions": "us", "markets": "h2h,spreads", **flags}
        events = (await world_client.get(NBA, params=params)).json()
        markets = [market for event in events for book in event["bookmakers"] for market in book["markets"]]
        return {key for market in markets for outcome in market["outcomes"] for key in outcome}

    assert await details() == {"name", "price", "point"}
    flags = {"includeSids": "true", "includeLinks": "true", "includeBetLimits": "true", "includeMultipliers": "false"}
    assert await details(**flags) == {"name", "price", "point", "sid", "link", "bet_limit"}


async def test_more_than_thirty_calls_a_second_are_too_many(world_client: httpx.AsyncClient) -> None:
    statuses = [(await world_client.get("/odds/v4/sports", params={"apiKey": "fast"})).status_code for _ in range(40)]
    assert 429 in statuses


async def test_an_unchanged_body_is_not_sent_twice(world_client: httpx.AsyncClient) -> None:
    first = await world_client.get(BOARD)
    again = await world_client.get(BOARD, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


async def test_espn_turns_browsers_away_and_refuses_ranges_of_days(world_client: httpx.AsyncClient) -> None:
    browser = await world_client.get(BOARD, headers={"User-Agent": "Mozilla/5.0"})
    assert browser.status_code == 403
    ranged = await world_client.get(BOARD, params={"dates": "20261124-20261126"})
    assert (ranged.status_code, ranged.json()["code"]) == (400, 400)


async def test_sportradar_tells_the_key_from_the_path(world_client: httpx.AsyncClient) -> None:
    path = "/sportradar/nba/trial/v8/en/league/hierarchy.json"
    keyless = await world_client.get(path)
    assert (keyless.status_code, keyless.headers["x-mashery-error-code"]) == (403, "ERR_403_DEVELOPER_INACTIVE")
    wrong = await world_client.get("/sportradar/quidditch/trial/v8/en/league/hierarchy.json", headers=KEY)
    assert (wrong.status_code, wrong.text) == (596, "<h1>596 Service Not Found</h1>")
    right = await world_client.get(path, headers=KEY)
    assert right.headers["x-plan-quota-current"] == "1"
    assert right.headers["x-plan-qps-allotted"] == "1"


async def test_prizepicks_has_a_wall_for_those_who_do_not_say_who_they_are(world_client: httpx.AsyncClient) -> None:
    page = await world_client.get("/prizepicks/projections", headers={"User-Agent": "", "Accept": "text/html"})
    document = await world_client.get("/prizepicks/leagues", headers={"User-Agent": "", "Accept": "application/json"})
    assert page.status_code == document.status_code == 403
    assert "px-captcha" in page.text
    assert "blockScript" in document.json()


async def test_calls_are_counted_by_provider_path_and_key(world_client: httpx.AsyncClient) -> None:
    await world_client.get("/odds/v4/sports", params={"apiKey": "mine"})
    await world_client.get("/odds/v4/sports", params={"apiKey": "mine"})
    await world_client.get(BOARD)
    shown = (await world_client.get("/_sandbox/requests")).json()
    assert shown["by_provider"] == {"espn": 1, "odds": 2}
    assert {"provider": "odds", "path": "/v4/sports", "key": "mine", "status": 200, "count": 2} in shown["calls"]
