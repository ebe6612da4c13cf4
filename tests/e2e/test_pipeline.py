"""One world through four providers, four ingesters, the normalizer and the gateway, as processes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from a1_cli.status import chosen_stack
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

A1 = Path(sys.executable).parent / "a1"
CARRIED = {
    "espn": {"events", "odds", "player-stats", "news", "injuries", "teams", "players"},
    "odds": {"events", "odds", "props"},
    "prizepicks": {"props"},
    "sportradar": {"events", "player-stats", "injuries", "teams"},
}


T = TypeVar("T")


def until(condition: Callable[[], T], within: float = 90) -> T:
    """The condition's first true value."""
    deadline = time.monotonic() + scaled(within)
    while not (found := condition()):
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.5)
    return found


def port_of(stack: dict[str, Any]) -> int:
    return int(stack["gateway_url"].rpartition(":")[2])


def kinds_of(port: int) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {provider: set() for provider in CARRIED}
    for row in chosen_stack(port)["flow"]:
        kinds.setdefault(row["provider"], set()).update({kind for kind, count in row["canonical"].items() if count})
    return kinds


def test_each_provider_gives_every_kind_that_it_carries(stack: dict[str, Any]) -> None:
    until(lambda: all(kinds <= kinds_of(port_of(stack))[provider] for provider, kinds in CARRIED.items()))


def test_what_is_served_equals_what_the_world_is(stack: dict[str, Any]) -> None:
    answer = subprocess.run(
        [A1, "verify", "--json", "--port", str(port_of(stack)), "--within", str(scaled(60))],
        capture_output=True,
        text=True,
        check=False,
    )
    result = json.loads(answer.stdout)
    assert result["games"] >= 36
    assert result["differences"] == []


@pytest.mark.parametrize("sport", ["nba", "basketball", "basketball_nba"])
@pytest.mark.parametrize("route", ["unified-games", "player-props", "unified-odds", "sports-news"])
def test_every_list_answers_for_a_league_a_sport_and_a_key(gateway: httpx.Client, route: str, sport: str) -> None:
    until(lambda: gateway.get(f"/api/v1/data/{route}/{sport}").json()["data"])


def test_player_statistics_are_found_by_event_id(gateway: httpx.Client) -> None:
    def with_statistics() -> list[str]:
        games = gateway.get("/api/v1/data/unified-games/nba", params={"status": ["live", "final"]}).json()["data"]
        answers = ((game["event_id"], gateway.get(f"/api/v1/data/player-stats/{game['event_id']}")) for game in games)
        return [event_id for event_id, answer in answers if answer.json()["data"]]

    until(with_statistics)


def test_teams_of_nine_leagues_have_what_a_screen_draws(gateway: httpx.Client) -> None:
    def drawn() -> bool:
        teams = gateway.get("/api/v1/teams/all").json()["data"]
        whole = [team for team in teams if team["nickname"] and team["logo"] and team["colors"] and team["record"]]
        return len({team["league"] for team in whole}) == 9 and len(whole) >= 0.8 * len(teams)

    until(drawn)


def test_a_table_has_its_teams_by_rank_and_a_player_of_a_roster_has_a_page(gateway: httpx.Client) -> None:
    def ranks() -> list[int]:
        table = gateway.get("/api/v1/standings/nba").json()["data"]
        return [team["rank"] for team in table if team["conference"] == "Eastern Conference"]

    assert until(ranks) == list(range(1, 16))

    injured, player = until(lambda: injured_with_pages(gateway), within=240)[0]
    assert (player["name"], player["team_id"]) == (injured["name"], injured["team"])
    assert player["headshot"].startswith("https://")
    assert set(player["provider_ids"]) == {"espn"}


def injured_with_pages(gateway: httpx.Client) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Rosters are asked for one after the other, so that of a given player may take minutes."""
    rows = gateway.get("/api/v1/data/injuries/nba?limit=50").json()["data"]
    answers = [(row["player"], gateway.get(f"/api/v1/players/{row['player']['player_id']}")) for row in rows]
    return [(player, answer.json()["data"]) for player, answer in answers if answer.status_code == 200]


def decide(stack: dict[str, Any], *words: str) -> str:
    answer = subprocess.run(
        [A1, "identity", *words, "--reason", "tried", "--port", str(port_of(stack))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_a_listing_that_a_person_splits_is_a_game_of_its_own_until_it_is_unpinned(
    stack: dict[str, Any], gateway: httpx.Client
) -> None:
    def of_three_providers() -> list[tuple[dict[str, Any], str]]:
        games = gateway.get("/api/v1/data/unified-games/mls").json()["data"]
        return [
            (game, source["native_id"])
            for game in games
            for source in game["sources"]
            if len(game["sources"]) > 2 and source["provider"] == "odds"
        ]

    game, native_id = until(of_three_providers)[0]

    def event_id() -> str:
        found = gateway.get("/api/v1/ids", params={"provider": "odds", "native_id": native_id})
        return found.json()["data"][0]["event_id"]

    assert "no other provider lists it" in decide(stack, "split", f"odds/mls/{native_id}")
    until(lambda: event_id() != game["event_id"])
    assert game["event_id"] in decide(stack, "unpin", f"odds/mls/{native_id}")
    until(lambda: event_id() == game["event_id"])


def test_a_person_decides_about_a_player_as_about_a_listing(stack: dict[str, Any], gateway: httpx.Client) -> None:
    _, player = until(lambda: injured_with_pages(gateway), within=240)[0]
    name = f"espn/nba/{player['provider_ids']['espn']}"
    said = decide(stack, "split", "--player", name)
    assert f"is {player['player_id']}" in said
    assert "no other provider lists it" in said
    assert player["player_id"] in decide(stack, "unpin", "--player", name)


def test_nothing_was_restarted(stack: dict[str, Any]) -> None:
    processes = chosen_stack(port_of(stack))["processes"]
    assert [row["name"] for row in processes if row["restarts"] or row["state"] != "up"] == []
