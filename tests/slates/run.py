"""`make slates`: slates of real teams through a whole stack, as recordings; answers compared with the truth.

Exit code 1 where two games were served as one, or one as several.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from bodies import write
from rich.console import Console
from rich.table import Table
from slate import SlateGame, slate
from stack import running_stack

from a1_schemas.leagues import League

SEED = 20261125
WITHIN = 120.0
PAGE = 500

Source = tuple[str, str]


def main() -> int:
    """Print the figures by league; 1 where one is missed."""
    console = Console(highlight=False)
    games = slate(SEED)
    with tempfile.TemporaryDirectory(prefix="a1-slates-") as folder:
        write(Path(folder), games)
        with console.status(f"{len(games)} games through a stack"), running_stack(f"recordings:{folder}") as url:
            served = _settled(url, games)
    figures = {league: _judge(games, served[league], league) for league in League}
    table = Table("league", "games", "false merges", "whole", "in parts", header_style="bold")
    for league, counts in figures.items():
        table.add_row(league, *(str(counts[name]) for name in ("games", "false", "whole", "parts")))
    console.print(table)
    whole = sum(counts["whole"] for counts in figures.values())
    false = sum(counts["false"] for counts in figures.values())
    console.print(f"{len(games)} games of four providers: {whole} served whole, {false} false merges")
    return 0 if whole == len(games) and not false else 1


def _settled(url: str, games: list[SlateGame]) -> dict[League, list[frozenset[Source]]]:
    """What is served once every listing of the truth is, or after a while."""
    wanted = sum(len(game.ids) for game in games)
    deadline = time.monotonic() + WITHIN
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as http:
        while True:
            served = {league: _events(http, league) for league in League}
            if sum(len(sources) for events in served.values() for sources in events) >= wanted:
                return served
            if time.monotonic() > deadline:
                return served
            time.sleep(1)


def _events(http: httpx.Client, league: League) -> list[frozenset[Source]]:
    """The sources of every event of a league."""
    found: list[frozenset[Source]] = []
    cursor = None
    while True:
        parameters = {"limit": PAGE} | ({"cursor": cursor} if cursor else {})
        page = http.get(f"/api/v1/data/unified-games/{league}", params=parameters).raise_for_status().json()
        found += [_sources(event) for event in page["data"]]
        cursor = page["meta"]["next_cursor"]
        if not cursor:
            return found


def _sources(event: dict[str, Any]) -> frozenset[Source]:
    return frozenset((source["provider"], source["native_id"]) for source in event["sources"])


def _judge(games: list[SlateGame], served: list[frozenset[Source]], league: League) -> Counter[str]:
    truth = {
        frozenset((str(provider), native_id) for provider, native_id in game.ids.items()): game
        for game in games
        if game.league is league
    }
    game_of = {source: sources for sources in truth for source in sources}
    counts = Counter(games=len(truth), whole=len(truth.keys() & set(served)))
    counts["parts"] = len(truth) - counts["whole"]
    counts["false"] = sum(len({game_of.get(source) for source in sources}) > 1 for sources in served)
    return counts


if __name__ == "__main__":
    sys.exit(main())
