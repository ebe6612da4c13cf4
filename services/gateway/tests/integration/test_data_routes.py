"""The data endpoints over a real Redis."""

from collections.abc import Callable

import pytest

from a1_gateway.health_answers import BriefHealth, DetailedHealth, Health
from a1_schemas.vocabulary import EventStatus, Kind
from a1_testkit.canonical import (
    SCOREBOARD,
    a_listing,
    a_player_profile,
    a_prop,
    a_status,
    a_team_profile,
    an_article,
    an_event,
    an_injury,
    an_offer,
    event_id,
    some_stats,
)


@pytest.fixture
async def filled(gateway, wait_until: Callable):
    """One game with records of every kind."""
    put = gateway.view.put
    await put("nba", Kind.SOURCES, SCOREBOARD, a_status(SCOREBOARD))
    await put("nba", Kind.LISTINGS, "espn|nba|1", a_listing())
    await put("nba", Kind.EVENTS, event_id(1), an_event(aliases=(event_id(99),)))
    await put("nba", Kind.ODDS, f"{event_id(1)}|odds|odds|draftkings", an_offer())
    await put("nba", Kind.PROPS, f"{event_id(1)}|prizepicks|projections|x|points|game", a_prop())
    await put("nba", Kind.PLAYER_STATS, f"{event_id(1)}|espn|summary|x", some_stats())
    await put("nba", Kind.NEWS, "nba|espn|1", an_article())
    await put("nba", Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury())
    view = gateway.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.INJURIES] == 1)
    return gateway


@pytest.mark.parametrize("word", ["nba", "basketball", "basketball_nba", "NBA", "Basketball_NBA", "all"])
@pytest.mark.parametrize("resource", ["unified-games", "unified-odds", "player-props", "sports-news", "injuries"])
async def test_every_list_answers_for_league_sport_and_odds_key(filled, resource: str, word: str):
    answer = await filled.get(f"/api/v1/data/{resource}/{word}")
    assert len(answer["data"]) == answer["meta"]["count"] == 1
    assert answer["meta"]["next_cursor"] is None
    assert answer["meta"]["sources"][0]["state"] == "up"


async def test_a_game_has_the_promised_fields(filled):
    (game,) = (await filled.get("/api/v1/data/unified-games/nba"))["data"]
    assert game["freshness"] == "fresh"
    assert game["home"] == {"team_id": "nba-lal", "name": "Los Angeles Lakers", "abbreviation": "LAL", "score": 0}
    assert game["sources"][0]["native_id"] == "1"
    assert game["start_time"] == "2026-11-25T20:00:00Z"


async def test_player_stats_answer_by_game_and_by_alias(filled):
    by_id = await filled.get(f"/api/v1/data/player-stats/{event_id(1)}")
    by_alias = await filled.get(f"/api/v1/data/player-stats/{event_id(99)}")
    assert by_id["data"] == by_alias["data"]
    assert by_id["data"][0]["stats"] == {"points": {"value": 31, "providers": ["espn"], "differs": []}}


async def test_player_stats_by_provider_are_each_provider_s_own(filled):
    (row,) = (await filled.get(f"/api/v1/data/player-stats/{event_id(1)}", by="provider"))["data"]
    assert (row["provider"], row["stats"], row["freshness"]) == ("espn", {"points": 31}, "stale")


async def test_a_game_answers_by_id_and_by_alias(filled):
    include = "odds,best,props,stats,news,injuries,ids"
    by_id = await filled.get(f"/api/v1/data/games/{event_id(1)}", include=include)
    by_alias = await filled.get(f"/api/v1/data/games/{event_id(99)}", include=include)
    assert by_id["data"] == by_alias["data"]
    assert list(by_id["data"]) == ["game", *include.split(",")]
    assert by_id["data"]["ids"] == await filled.get(f"/api/v1/ids/{event_id(1)}")
    assert by_id["meta"]["sources"][0]["state"] == "up"


@pytest.mark.parametrize("path", ["/api/v1/data/games/{}", "/api/v1/data/player-stats/{}"])
async def test_a_game_that_the_view_does_not_have_is_a_404(filled, path: str):
    answer = await filled.http.get(path.format(event_id(7)))
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:a1betting:problem:unknown-game")


async def test_a_game_that_the_client_has_is_not_sent_again(filled):
    path = f"/api/v1/data/games/{event_id(1)}?include=best"
    first = await filled.http.get(path)
    again = await filled.http.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_live_games_are_those_of_the_list_of_games(filled, wait_until: Callable):
    assert (await filled.get("/api/v1/live-games/nba"))["data"] == []
    await filled.view.put("nba", Kind.EVENTS, event_id(1), an_event(status=EventStatus.LIVE))

    async def live() -> list:
        return (await filled.get("/api/v1/live-games/all"))["data"]

    await wait_until(live)
    assert await live() == (await filled.get("/api/v1/data/unified-games/nba"))["data"]


async def test_the_crosswalk_names_each_provider(filled):
    answer = await filled.get(f"/api/v1/ids/{event_id(99)}")
    assert answer["event_id"] == event_id(1)
    assert answer["listings"][0]["native_id"] == "1"


async def test_a_providers_id_finds_its_game(filled):
    (row,) = (await filled.get("/api/v1/ids", provider="espn", native_id="1"))["data"]
    assert (row["event_id"], row["league"], row["provider"]) == (event_id(1), "nba", "espn")
    assert (await filled.get("/api/v1/ids", provider="espn", native_id="1", league="nba"))["data"] == [row]


@pytest.mark.parametrize(
    "query", ["native_id=1", "provider=espn", "provider=nobody&native_id=1", "provider=espn&native_id="]
)
async def test_a_reverse_look_up_without_its_words_is_refused(filled, query: str):
    assert (await filled.http.get(f"/api/v1/ids?{query}")).status_code == 422


@pytest.mark.parametrize("query", ["provider=espn&native_id=2", "provider=espn&native_id=1&league=nhl"])
async def test_an_id_that_no_provider_uses_is_a_404(filled, query: str):
    answer = await filled.http.get(f"/api/v1/ids?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_known_league_without_games_is_an_empty_list(gateway):
    assert (await gateway.get("/api/v1/data/unified-games/nhl"))["data"] == []


@pytest.mark.parametrize("word", ["football", "cricket", "nba%00", "%ED%A0%80", "a" * 300])
async def test_an_unknown_or_ambiguous_sport_is_a_404_that_lists_the_leagues(gateway, word: str):
    answer = await gateway.http.get(f"/api/v1/data/unified-games/{word}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["leagues"]) == 9


def fields_of(value: object) -> object:
    """The names of all fields, at any depth."""
    if isinstance(value, dict):
        return {name: fields_of(each) for name, each in value.items()}
    return [fields_of(each) for each in value] if isinstance(value, list) else None


async def test_health_answers_as_documented(gateway):
    assert (await gateway.http.get("/health")).status_code == 200
    detailed = await gateway.get("/health/detailed")
    assert detailed["version"] == "1.2.3"
    assert detailed["redis"]["state"] == "up"
    legacy = await gateway.get("/api/v1/health")
    for model, body in ((DetailedHealth, detailed), (BriefHealth, legacy), (Health, await gateway.get("/health"))):
        assert fields_of(model.model_validate(body).model_dump()) == fields_of(body)
    assert set(legacy) == {"status", "timestamp", "uptime_seconds", "version", "services"}


async def test_sports_lists_all_leagues(filled):
    rows = (await filled.get("/api/v1/sports"))["data"]
    assert len(rows) == 9
    assert rows[0]["games"] == 1


PLAYER = "ply_nba_743dvdldvjpkupym6g5iqq2dh4"


@pytest.fixture
async def with_profiles(filled, wait_until: Callable):
    await filled.view.put("nba", Kind.PLAYERS, f"nba|espn|roster|nba-lal|{PLAYER}", a_player_profile(PLAYER))
    await filled.view.put("nba", Kind.TEAMS, "nba|espn|teams|nba-lal", a_team_profile(nickname="Lakers"))
    view = filled.views.leagues["nba"]
    await wait_until(lambda: view.records.counts()[Kind.TEAMS] == 1)
    return filled


@pytest.mark.parametrize("word", ["nba", "basketball", "basketball_nba", "all"])
@pytest.mark.parametrize("resource", ["teams", "standings"])
async def test_teams_and_standings_answer_for_league_sport_and_odds_key(with_profiles, resource: str, word: str):
    answer = await with_profiles.get(f"/api/v1/{resource}/{word}")
    assert [team["nickname"] for team in answer["data"]] == ["Lakers"]
    assert (answer["meta"]["count"], answer["meta"]["next_cursor"]) == (1, None)


async def test_a_player_answers_by_id(with_profiles):
    answer = await with_profiles.get(f"/api/v1/players/{PLAYER}")
    assert (answer["data"]["name"], answer["data"]["team_id"]) == ("LeBron James", "nba-lal")
    assert answer["meta"]["sources"][0]["state"] == "up"


@pytest.mark.parametrize("player_id", [PLAYER[:-1] + "a", "ply_nhl_743dvdldvjpkupym6g5iqq2dh4", "evt_nba_x", "x"])
async def test_a_player_on_no_roster_is_a_404(with_profiles, player_id: str):
    answer = await with_profiles.http.get(f"/api/v1/players/{player_id}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:a1betting:problem:unknown-player")


@pytest.mark.parametrize("path", ["teams/nba?limit=5", "standings/nba?team=lakerz", f"players/{PLAYER}?team=lal"])
async def test_teams_and_players_refuse_what_they_do_not_know(with_profiles, path: str):
    answer = await with_profiles.http.get(f"/api/v1/{path}")
    assert answer.status_code == 422
    assert answer.json()["type"] in (
        "urn:a1betting:problem:unknown-parameter",
        "urn:a1betting:problem:bad-parameter",
    )


@pytest.mark.parametrize("path", ["teams/nba", "standings/nba", f"players/{PLAYER}"])
async def test_an_unchanged_team_or_player_is_a_304_until_it_changes(with_profiles, path: str, wait_until: Callable):
    first = await with_profiles.http.get(f"/api/v1/{path}")
    known = {"if-none-match": first.headers["etag"]}
    assert (await with_profiles.http.get(f"/api/v1/{path}", headers=known)).status_code == 304
    await with_profiles.view.put("nba", Kind.TEAMS, "nba|espn|teams|nba-lal", a_team_profile(nickname="LA"))
    await with_profiles.view.put(
        "nba", Kind.PLAYERS, f"nba|espn|roster|nba-lal|{PLAYER}", a_player_profile(PLAYER, jersey="6")
    )
    records = with_profiles.views.leagues["nba"].records
    await wait_until(lambda: [each.jersey for each in records.player(PLAYER)] == ["6"])
    assert (await with_profiles.http.get(f"/api/v1/{path}", headers=known)).status_code == 200
