"""The world over HTTP: one truth in the bodies of four providers."""

from collections import Counter
from typing import Any

import httpx
import pytest

from a1_schemas.leagues import League
from a1_schemas.prices import decimal_from_american

KEY = {"x-api-key": "any"}
DAYS = ("20261123", "20261124", "20261125")
PRODUCTS = {"nba": "nba/trial/v8", "wnba": "wnba/trial/v8", "ncaam": "ncaamb/trial/v8", "nhl": "nhl/trial/v7"}
BOARDS = {"nba": "7", "wnba": "3", "ncaam": "20", "nfl": "9", "ncaaf": "15", "mlb": "2", "nhl": "8"}


async def truth_of(client: httpx.AsyncClient, league: str | None = None) -> list[dict[str, Any]]:
    games = (await client.get("/_sandbox/truth")).json()["games"]
    return [game for game in games if league in (None, game["league"])]


async def espn_events(client: httpx.AsyncClient, league: League) -> list[dict[str, Any]]:
    url = f"/espn/apis/site/v2/sports/{league.traits.espn.path}/scoreboard"
    boards = [(await client.get(url, params={"dates": day})).json() for day in DAYS]
    return [event for board in boards for event in board["events"]]


async def test_every_league_has_games_books_and_something_to_see_at_once(world_client: httpx.AsyncClient) -> None:
    games = await truth_of(world_client)
    for league in League:
        of_league = [game for game in games if game["league"] == league]
        assert len(of_league) >= 4
        assert {"live", "final"} & {game["status"] for game in of_league}
        assert len({row["bookmaker"] for game in of_league for row in game["odds"]}) >= 10
        assert sum(len(game["native_ids"]) == 4 for game in of_league) >= 3


async def test_the_world_holds_the_hard_cases(world_client: httpx.AsyncClient, watch: Any) -> None:
    games = await truth_of(world_client)
    pairs = Counter((game["league"], game["home"], game["away"]) for game in games)
    assert [pair for pair, count in pairs.items() if count == 2 and pair[0] == "mlb"]
    assert [game for game in games if len(game["native_ids"]) == 1]
    at_home = {game["home"]: game["start_time"] for game in games if game["league"] == "nba"}
    assert at_home["Los Angeles Lakers"] == at_home["LA Clippers"]
    totals = [game for game in games if any(row["key"] == "total" for row in _of_betmgm(game))]
    watch.seconds += 100
    later = {str(game["native_ids"]): game for game in await truth_of(world_client)}
    assert "postponed" in {game["status"] for game in later.values()}
    pulled = [later[str(game["native_ids"])] for game in totals if later[str(game["native_ids"])]["status"] != "final"]
    assert [game for game in pulled if _of_betmgm(game) and all(row["key"] != "total" for row in _of_betmgm(game))]


def _of_betmgm(game: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in game["odds"] if row["bookmaker"] == "betmgm"]


async def test_games_go_live_score_and_end(world_client: httpx.AsyncClient, watch: Any) -> None:
    before = await truth_of(world_client, "nba")
    waiting = next(game for game in before if game["status"] == "scheduled" and len(game["native_ids"]) == 4)
    seen = [waiting["status"]]
    now = waiting
    for _ in range(25):
        watch.seconds += 20
        now = next(g for g in await truth_of(world_client, "nba") if g["native_ids"] == waiting["native_ids"])
        if now["status"] != seen[-1]:
            seen.append(now["status"])
    assert seen == ["scheduled", "live", "final"]
    assert now["home_score"] != now["away_score"]


@pytest.mark.parametrize("league", list(League))
async def test_espns_boards_are_the_truth(world_client: httpx.AsyncClient, watch: Any, league: League) -> None:
    watch.seconds += 60
    truth = {g["native_ids"]["espn"]: g for g in await truth_of(world_client, league) if "espn" in g["native_ids"]}
    events = await espn_events(world_client, league)
    assert {event["id"] for event in events} == set(truth)
    for event in events:
        competition, game = event["competitions"][0], truth[event["id"]]
        sides = {side["homeAway"]: side for side in competition["competitors"]}
        assert [sides[where]["team"]["displayName"] for where in ("home", "away")] == [game["home"], game["away"]]
        if game["status"] in {"live", "final"}:
            assert int(sides["home"]["score"]) == game["home_score"]
            assert sum(line["value"] for line in sides["away"]["linescores"]) == game["away_score"]
        assert _espn_prices(competition) == _true_prices(game, "espn")


def _espn_prices(competition: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for block in competition.get("odds", []):
        for key, market in (("moneyline", "moneyline"), ("pointSpread", "spread"), ("total", "total")):
            for selection in {"home", "away", "draw", "over", "under"} & set(block[key]):
                close = block[key][selection]["close"]
                american = 100 if close["odds"] == "EVEN" else int(close["odds"])
                line = close.get("line", "").lstrip("ou")
                named = "moneyline-3-way" if "draw" in block[key] else market
                found[named, selection, float(line) if line else None, float(decimal_from_american(american))] += 1
    return found


def _true_prices(game: dict[str, Any], provider: str) -> Counter[tuple[Any, ...]]:
    rows = [row for row in game["odds"] if row["provider"] == provider]
    return Counter((row["key"], row["selection"], row["line"], row["price"]) for row in rows)


@pytest.mark.parametrize("league", list(League))
async def test_the_odds_apis_prices_are_the_truth(world_client: httpx.AsyncClient, watch: Any, league: League) -> None:
    watch.seconds += 60
    path = f"/odds/v4/sports/{league.traits.odds_api_key}"
    params = {"apiKey": "k", "regions": "us", "markets": "h2h,spreads,totals"}
    listed = (await world_client.get(f"{path}/odds", params=params)).json()
    truth = {g["native_ids"]["odds"]: g for g in await truth_of(world_client, league) if "odds" in g["native_ids"]}
    priced = {event["id"] for event in listed if event["bookmakers"]}
    assert priced == {i for i, game in truth.items() if any(row["provider"] == "odds" for row in game["odds"])}
    for event in listed:
        found: Counter[tuple[Any, ...]] = Counter()
        for book in event["bookmakers"]:
            for market in book["markets"]:
                for outcome in market["outcomes"]:
                    named = {event["home_team"]: "home", event["away_team"]: "away"}
                    selection = named.get(outcome["name"], outcome["name"].lower())
                    found[book["key"], selection, outcome.get("point"), outcome["price"]] += 1
        rows = [row for row in truth[event["id"]]["odds"] if row["provider"] == "odds"]
        true = Counter((row["bookmaker"], row["selection"], row["line"], row["price"]) for row in rows)
        assert found == true


async def test_player_markets_are_the_truth(world_client: httpx.AsyncClient) -> None:
    params = {
        "apiKey": "k",
        "regions": "us",
        "markets": "player_points,player_rebounds,player_assists,player_threes",
    }
    for game in [game for game in await truth_of(world_client, "nba") if "odds" in game["native_ids"]]:
        url = f"/odds/v4/sports/basketball_nba/events/{game['native_ids']['odds']}/odds"
        event = (await world_client.get(url, params=params)).json()
        found = Counter(
            (book["key"], outcome["description"], outcome["point"], outcome["name"].lower(), outcome["price"])
            for book in event["bookmakers"]
            for market in book["markets"]
            for outcome in market["outcomes"]
        )
        true = Counter(
            (row["bookmaker"], row["player"], row["line"], side, row[side])
            for row in game["props"]
            if row["provider"] == "odds"
            for side in ("over", "under")
        )
        assert found == true


@pytest.mark.parametrize(
    ("league", "period", "board_id"),
    [
        *((league, "game", board_id) for league, board_id in sorted(BOARDS.items())),
        *(("nba", "first-half", "84"), ("ncaaf", "first-half", "184"), ("nhl", "first-period", "227")),
    ],
)
async def test_prizepicks_boards_are_the_truth(
    world_client: httpx.AsyncClient, league: str, period: str, board_id: str
) -> None:
    board = (await world_client.get("/prizepicks/projections", params={"league_id": board_id})).json()
    included = {(each["type"], each["id"]): each["attributes"] for each in board["included"]}
    kinds = {"standard": "standard", "goblin": "discounted", "demon": "boosted"}
    found: Counter[tuple[Any, ...]] = Counter()
    for row in board["data"]:
        player = included["new_player", row["relationships"]["new_player"]["data"]["id"]]
        attributes = row["attributes"]
        found[attributes["game_id"], player["name"], attributes["line_score"], kinds[attributes["odds_type"]]] += 1
    true = Counter(
        (game["native_ids"]["prizepicks"], row["player"], row["line"], row["line_type"])
        for game in await truth_of(world_client, league)
        for row in game["props"]
        if (row["provider"], row["period"]) == ("prizepicks", period)
    )
    assert found == true
    assert found
    assert len({row["id"] for row in board["data"]}) == len(board["data"])
    references = {
        (data["data"]["type"], data["data"]["id"])
        for row in board["data"]
        for data in row["relationships"].values()
        if data["data"]
    }
    assert references <= set(included)


async def test_the_board_of_a_part_without_lines_is_empty(world_client: httpx.AsyncClient) -> None:
    board = (await world_client.get("/prizepicks/projections", params={"league_id": "192"})).json()
    assert board["data"] == []


@pytest.mark.parametrize("league", sorted(PRODUCTS))
async def test_sportradars_summaries_carry_the_true_score_and_players(
    world_client: httpx.AsyncClient, league: str
) -> None:
    for game in await truth_of(world_client, league):
        if game["status"] not in {"live", "final"} or "sportradar" not in game["native_ids"]:
            continue
        url = f"/sportradar/{PRODUCTS[league]}/en/games/{game['native_ids']['sportradar']}/summary.json"
        summary = (await world_client.get(url, headers=KEY)).json()
        assert (summary["home"]["points"], summary["away"]["points"]) == (game["home_score"], game["away_score"])
        assert sum(period["points"] for period in summary["home"]["scoring"]) == game["home_score"]
        assert all(player["statistics"] for player in summary["home"]["players"])
        if league != "nhl":
            assert sum(p["statistics"]["points"] for p in summary["away"]["players"]) == game["away_score"]


async def test_both_games_of_a_doubleheader_say_which_they_are(world_client: httpx.AsyncClient) -> None:
    events = await espn_events(world_client, League.MLB)
    notes = sorted(note["headline"] for event in events for note in event["competitions"][0]["notes"])
    assert Counter(notes) == {"Doubleheader - Game 1": 2, "Doubleheader - Game 2": 2}


async def test_names_differ_between_providers_as_they_do(world_client: httpx.AsyncClient) -> None:
    espn = [event["name"] for event in await espn_events(world_client, League.NBA)]
    listed = (await world_client.get("/odds/v4/sports/basketball_nba/events", params={"apiKey": "k"})).json()
    assert any("LA Clippers" in name for name in espn)
    assert "Los Angeles Clippers" in {event["home_team"] for event in listed}


async def test_a_paused_clock_stops_the_world(world_client: httpx.AsyncClient, watch: Any) -> None:
    paused = await world_client.post("/_sandbox/clock", json={"paused": True})
    assert paused.json()["paused"] is True
    before = (await world_client.get("/_sandbox/truth")).content
    watch.seconds += 600
    assert (await world_client.get("/_sandbox/truth")).content == before
    await world_client.post("/_sandbox/clock", json={"paused": False})
    watch.seconds += 60
    assert (await world_client.get("/_sandbox/truth")).content != before


async def test_between_two_ticks_every_body_stays_and_after_one_a_few_offers_move(
    world_client: httpx.AsyncClient, watch: Any
) -> None:
    params = {"apiKey": "k", "regions": "us", "markets": "h2h"}
    url = "/odds/v4/sports/icehockey_nhl/odds"
    first = await world_client.get(url, params=params)
    watch.seconds += 4
    assert (await world_client.get(url, params=params)).content == first.content
    watch.seconds += 1
    stamps = [
        {(event["id"], book["key"]): book["last_update"] for event in answer.json() for book in event["bookmakers"]}
        for answer in (first, await world_client.get(url, params=params))
    ]
    moved = [key for key in stamps[0] if stamps[0][key] != stamps[1].get(key)]
    assert 0 < len(moved) < len(stamps[0]) / 3


async def test_push_tells_what_happens_in_games_in_progress(world_client: httpx.AsyncClient, watch: Any) -> None:
    watch.seconds += 10
    url = "/sportradar/nba/trial/stream/en/events/subscribe"
    async with world_client.stream("GET", url, headers=KEY, follow_redirects=True) as stream:
        lines = aiter(stream.aiter_lines())
        assert "heartbeat" in await anext(lines)
        watch.seconds += 30
        while '"payload"' not in (line := await anext(lines)):
            pass
    assert '"inprogress"' in line
