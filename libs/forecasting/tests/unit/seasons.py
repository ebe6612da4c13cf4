"""Seasons made up by a fixed rule, so tests need no file: teams of known strength, prices that follow it."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from a1_forecasting.columns import Moment, PriceSet, bar_of, outcomes_of
from a1_forecasting.results import Fixture, PlayedGame
from a1_schemas.leagues import League

TEAMS = ("Owls", "Foxes", "Bears", "Hawks", "Wolves", "Otters")


def steps(seed: int) -> Iterator[float]:
    """Numbers in [0, 1) of a linear congruential generator."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (seed >> 11) / 2**53


def seasons(league: League, count: int, seed: int = 1, points: float = 3.0) -> list[PlayedGame]:
    """Every pair of teams twice a season. The earlier a team stands in TEAMS, the more it scores."""
    draw = steps(seed)
    games: list[PlayedGame] = []
    for season in range(2001, 2001 + count):
        day = date(season, 3, 1)
        for home in TEAMS:
            for away in TEAMS:
                if home != away:
                    day += timedelta(days=1)
                    strength = (TEAMS.index(away) - TEAMS.index(home)) / len(TEAMS)
                    home_score, away_score = (int(points * (1 + sign * strength) * next(draw) * 2) for sign in (1, -1))
                    fixture = Fixture(
                        league=league, season=season, day=day, home=home, away=away, prices=prices(league, strength)
                    )
                    games.append(PlayedGame(len(games) + 2, fixture, home_score, away_score))
    return games


def prices(league: League, strength: float) -> dict[PriceSet, tuple[Decimal, ...]]:
    """Opening and closing prices of the league's bar, with a margin of 4 %."""
    home = 1 / (1 + math.exp(-2 * strength))
    shares = (home * 0.75, 0.25, (1 - home) * 0.75) if len(outcomes_of(league)) == 3 else (home, 1 - home)
    both = tuple(round(Decimal(1 / (share * 1.04)), 2) for share in shares)
    return {PriceSet(bar_of(league), moment): both for moment in Moment}
