"""Boards as The Odds API sends them: 15 games, 20 books, 172 KB; from each to the next some books move."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

# fmt: off
_TEAMS = (
    "Boston Celtics", "Miami Heat", "Los Angeles Lakers", "Denver Nuggets", "New York Knicks", "Chicago Bulls",
    "Phoenix Suns", "Dallas Mavericks", "Golden State Warriors", "Milwaukee Bucks", "Philadelphia 76ers",
    "Orlando Magic", "Toronto Raptors", "Atlanta Hawks", "Utah Jazz", "Houston Rockets", "Memphis Grizzlies",
    "Sacramento Kings", "Indiana Pacers", "Cleveland Cavaliers", "Detroit Pistons", "Brooklyn Nets",
    "Charlotte Hornets", "Washington Wizards", "Portland Trail Blazers", "Minnesota Timberwolves",
    "Oklahoma City Thunder", "San Antonio Spurs", "New Orleans Pelicans", "Los Angeles Clippers",
)
_BOOKS = (
    "draftkings", "fanduel", "betmgm", "caesars", "betrivers", "bovada", "pointsbetus", "unibet_us", "wynnbet",
    "betonlineag", "lowvig", "mybookieag", "betus", "williamhill_us", "superbook", "espnbet", "fliff", "ballybet",
    "hardrockbet", "fanatics",
)
# fmt: on
_SPREADS = (-7.5, -3.5, -2.5, 1.5, 4.5)
_TOTALS = (212.5, 219.0, 224.5)


def boards(
    count: int, moving: float, teams: Sequence[str] = _TEAMS, sport_key: str = "basketball_nba", seed: int = 7
) -> Iterator[bytes]:
    """This many boards of the same games; from each to the next, this share of the books moves a price.

    The games are those of the first 30 teams, two each.
    """
    dice = random.Random(seed)
    board = [
        _game(dice, sport_key, *teams[2 * number : 2 * number + 2])
        for number in range(min(len(teams), len(_TEAMS)) // 2)
    ]
    for _ in range(count):
        yield json.dumps(board, separators=(",", ":")).encode()
        for game in board:
            for book in game["bookmakers"]:
                if dice.random() < moving:
                    book["markets"][0]["outcomes"][0]["price"] = _price(dice)


def _game(dice: random.Random, sport_key: str, home: str, away: str) -> dict[str, Any]:
    return {
        "id": f"{dice.getrandbits(128):032x}",
        "sport_key": sport_key,
        "sport_title": sport_key.partition("_")[2].upper(),
        "commence_time": "2026-11-24T00:10:00Z",
        "home_team": home,
        "away_team": away,
        "bookmakers": [_bookmaker(dice, key, home, away) for key in _BOOKS],
    }


def _bookmaker(dice: random.Random, key: str, home: str, away: str) -> dict[str, Any]:
    updated = f"2026-11-23T11:{dice.randrange(60):02d}:{dice.randrange(60):02d}Z"
    spread, total = dice.choice(_SPREADS), dice.choice(_TOTALS)
    sides = {
        "h2h": ((home, None), (away, None)),
        "spreads": ((home, spread), (away, -spread)),
        "totals": (("Over", total), ("Under", total)),
    }
    return {
        "key": key,
        "title": key.replace("_", " ").title(),
        "last_update": updated,
        "markets": [
            {"key": market, "last_update": updated, "outcomes": [_outcome(dice, *side) for side in of_market]}
            for market, of_market in sides.items()
        ],
    }


def _outcome(dice: random.Random, name: str, point: float | None) -> dict[str, Any]:
    return {"name": name, "price": _price(dice)} | ({} if point is None else {"point": point})


def _price(dice: random.Random) -> float:
    return round(dice.uniform(1.2, 4.5), 2)
