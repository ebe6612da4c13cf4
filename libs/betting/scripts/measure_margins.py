"""Writes the tables of margins and totals: `A1_HISTORY=DIR python libs/betting/scripts/measure_margins.py`.

Raw frequencies mix games of all lines and are too wide for one game. They are multiplied by a bell curve around their
centre, exp(-narrowing · distance²). The narrowing is the one under which the results are likeliest, each given
the fair closing probability at its line.
"""

import csv
import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from a1_betting.devig import remove_margin
from a1_betting.margins.tilted import tilted
from a1_schemas.analytics_words import DevigMethod
from a1_schemas.prices import PriceError, decimal_from_american

HISTORY = Path(os.environ.get("A1_HISTORY", "../shared/history"))
WRITTEN = Path(__file__).parents[1] / "src" / "a1_betting" / "margins" / "measured.json"
GRID = [step / 20 for step in range(21)]
"""Shares of the narrowest that is tried."""


class Game(NamedTuple):
    """A result, and the fair probability of over at a line."""

    season: str
    number: int
    line: Decimal
    share_over: float


Reader = Callable[[Mapping[str, str]], Game]


def american(text: str) -> Decimal:
    return decimal_from_american(int(float(text)))


def share(first: Decimal, second: Decimal) -> float:
    return remove_margin([first, second], DevigMethod.MULTIPLICATIVE).probabilities[0]


def margin(row: Mapping[str, str]) -> int:
    return int(row["home_score"]) - int(row["away_score"])


def total(row: Mapping[str, str]) -> int:
    return int(row["home_score"]) + int(row["away_score"])


def moneyline_margin(row: Mapping[str, str]) -> Game:
    home, away = american(row["home_close_ml"]), american(row["away_close_ml"])
    return Game(row["season"], margin(row), Decimal(), share(home, away))


def nfl_total(row: Mapping[str, str]) -> Game:
    """A row whose spread and total are swapped has a line outside the table."""
    return Game(row["season"], total(row), Decimal(row["close_over_under"]), 0.5)


def nba_margin(row: Mapping[str, str]) -> Game:
    return Game(row["season"], margin(row), Decimal(), share(american(row["home_ml"]), american(row["away_ml"])))


def mlb_total(row: Mapping[str, str]) -> Game:
    return Game(row["season"], total(row), Decimal(row["close_ou_line"]), 0.5)


def soccer_margin(row: Mapping[str, str]) -> Game:
    home, away = (Decimal(row[f"pinnacle_close_{side}"]) for side in ("home", "away"))
    return Game(row["season"], margin(row), Decimal(), share(home, away))


def epl_total(row: Mapping[str, str]) -> Game:
    over, under = (Decimal(row[f"pinnacle_close_{side}_2.5"]) for side in ("over", "under"))
    return Game(row["season"], total(row), Decimal("2.5"), share(over, under))


TABLES = (
    ("nfl", "margin", "nfl.csv", moneyline_margin, 0),
    ("nfl", "total", "nfl.csv", nfl_total, 20),
    ("nba", "margin", "nba.csv", nba_margin, 0),
    ("mlb", "margin", "mlb.csv", moneyline_margin, 0),
    ("mlb", "total", "mlb.csv", mlb_total, 4),
    ("epl", "margin", "epl.csv", soccer_margin, 0),
    ("epl", "total", "epl.csv", epl_total, 0),
    ("mls", "margin", "mls.csv", soccer_margin, 0),
)
"""League, quantity, file, reader, lowest line that is not a fault."""


def games_of(file: str, read: Reader, lowest: int) -> Iterator[Game]:
    with (HISTORY / file).open() as lines:
        for row in csv.DictReader(lines):
            try:
                game = read(row)
            except (ValueError, ArithmeticError, PriceError):
                continue
            if game.line >= lowest and (lowest == 0 or game.line <= 5 * lowest):
                yield game


def narrowed(counts: Mapping[int, float], center: float, narrowing: float) -> dict[int, float]:
    weights = {number: count * math.exp(-narrowing * (number - center) ** 2) for number, count in counts.items()}
    whole = math.fsum(weights.values())
    return {number: weight / whole for number, weight in sorted(weights.items())}


def likelihood(weights: Mapping[int, float], games: list[Game]) -> float:
    """Games of like lines and probabilities share one distribution."""
    groups = Counter((game.line, round(game.share_over * 50) / 50, game.number) for game in games)
    summed = 0.0
    made = {key: tilted(weights, key[0], min(max(key[1], 0.02), 0.98)) for key in {each[:2] for each in groups}}
    for (line, over, number), count in groups.items():
        summed += count * math.log(max(made[line, over](Decimal(number)).at, 1e-12))
    return summed


def measure(league: str, quantity: str, file: str, read: Reader, lowest: int) -> dict[str, object]:
    games = list(games_of(file, read, lowest))
    counts: Counter[int] = Counter(game.number for game in games)
    mirrored = {number: (counts[number] + counts[-number]) / 2 for each in counts for number in (each, -each)}
    raw = mirrored if quantity == "margin" else counts
    whole = sum(raw.values())
    center = 0.0 if quantity == "margin" else math.fsum(number * count for number, count in raw.items()) / whole
    variance = math.fsum(count * (number - center) ** 2 for number, count in raw.items()) / whole
    best = max(GRID, key=lambda step: likelihood(narrowed(raw, center, step / 2 / variance), games))
    weights = narrowed(raw, center, best / 2 / variance)
    seasons = sorted({game.season for game in games})
    print(f"{league} {quantity}: {len(games)} games, narrowing {best}, deviation {math.sqrt(variance):.2f}")
    return {
        "league": league,
        "quantity": quantity,
        "games": len(games),
        "seasons": f"{seasons[0]} to {seasons[-1]}",
        "source": f"results and closing prices of {file}",
        "measured": date.today().isoformat(),  # noqa: DTZ011
        "weights": {str(number): round(weight, 7) for number, weight in weights.items() if weight >= 5e-6},
    }


if __name__ == "__main__":
    WRITTEN.write_text(json.dumps([measure(*each) for each in TABLES], indent=1) + "\n")
