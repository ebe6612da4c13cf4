"""Slates of real teams through a whole stack, as recordings; what is served beside the truth."""

import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.slates.bodies import write
from tests.slates.slate import SlateGame, slate
from tests.slates.stack import running_stack

from a1_schemas.leagues import League
from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.slates, pytest.mark.timeout(600)]

SEED = 20261125
WITHIN = 120.0
PAGE = 500

Source = tuple[str, str]
Sources = frozenset[Source]
"""What one game is to those who list it: provider and native id of each."""


@pytest.fixture(scope="module")
def games() -> list[SlateGame]:
    return slate(SEED)


@pytest.fixture(scope="module")
def served(games: list[SlateGame], announce: Announce) -> dict[League, list[Sources]]:
    """The sources of every event that is served, by league."""
    announce(f"{len(games)} games of four providers through a stack")
    with tempfile.TemporaryDirectory(prefix="a1-slates-") as folder:
        write(Path(folder), games)
        with running_stack(f"recordings:{folder}") as url:
            found = _settled(url, games)
    return found


@pytest.mark.parametrize("league", League)
def test_every_game_is_served_whole_and_none_as_a_part_of_another(
    league: League, games: list[SlateGame], served: dict[League, list[Sources]], announce: Announce
) -> None:
    truth = {_listings(game) for game in games if game.league is league}
    game_of = {source: sources for sources in truth for source in sources}
    false = [sources for sources in served[league] if len({game_of.get(source) for source in sources}) > 1]
    whole = truth & set(served[league])
    announce(f"{league:6} {len(truth):3} games, {len(whole):3} served whole, {len(false)} false merges")
    assert false == []
    assert truth - whole == set()


def _settled(url: str, games: list[SlateGame]) -> dict[League, list[Sources]]:
    """What is served once every listing of the truth is, or after a while."""
    wanted = sum(len(game.ids) for game in games)
    deadline = time.monotonic() + scaled(WITHIN)
    with httpx.Client(base_url=url, timeout=scaled(30), trust_env=False) as http:
        while True:
            served = {league: _events(http, league) for league in League}
            if sum(len(sources) for events in served.values() for sources in events) >= wanted:
                return served
            if time.monotonic() > deadline:
                return served
            time.sleep(1)


def _events(http: httpx.Client, league: League) -> list[Sources]:
    """The sources of every event of a league."""
    found: list[Sources] = []
    cursor = None
    while True:
        parameters = {"limit": PAGE} | ({"cursor": cursor} if cursor else {})
        page = http.get(f"/api/v1/data/unified-games/{league}", params=parameters).raise_for_status().json()
        found += [_sources(event) for event in page["data"]]
        cursor = page["meta"]["next_cursor"]
        if not cursor:
            return found


def _sources(event: dict[str, Any]) -> Sources:
    return frozenset((source["provider"], source["native_id"]) for source in event["sources"])


def _listings(game: SlateGame) -> Sources:
    return frozenset((str(provider), native_id) for provider, native_id in game.ids.items())
