"""Elo ratings with a margin of victory, home advantage and a pull to the mean between seasons."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from a1_schemas.leagues import League

START = 1500.0
"""The rating of a team that has not played."""
SCALE = 400.0
"""A lead of so many points is a probability of 10 to 11."""


def football_margin(margin: int, lead: float) -> float:
    """FiveThirtyEight's factor of American football. A tie counts as a margin of one."""
    return math.log(max(margin, 1) + 1) * 2.2 / (0.001 * lead + 2.2)


def basketball_margin(margin: int, lead: float) -> float:
    """FiveThirtyEight's factor of basketball."""
    return (margin + 3) ** 0.8 / (7.5 + 0.006 * lead)


def run_margin(margin: int, lead: float) -> float:
    """The factor of baseball. A tie moves nothing."""
    return math.log(margin + 1) * 2.2 / (0.001 * lead + 2.2)


def goal_margin(margin: int, _lead: float) -> float:
    """The goal difference index of the World Football Elo Ratings."""
    return 1.0 if margin <= 1 else 1.5 if margin == 2 else (11 + margin) / 8


class Margin(StrEnum):
    """How the margin of victory counts."""

    AMERICAN_FOOTBALL = "american-football"
    BASKETBALL = "basketball"
    RUNS = "runs"
    GOALS = "goals"


MARGINS: Mapping[Margin, Callable[[int, float], float]] = MappingProxyType(
    {
        Margin.AMERICAN_FOOTBALL: football_margin,
        Margin.BASKETBALL: basketball_margin,
        Margin.RUNS: run_margin,
        Margin.GOALS: goal_margin,
    }
)
"""From the margin and the rating lead of the winner (0 in a tie) to the factor of K."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EloRules:
    """The parameters of a league, in rating points."""

    k: float
    home: float
    """Added to the home side always, on neutral fields too."""
    revert: float
    """The share of the way to the mean between two seasons."""
    mean: float = START
    margin: Margin
    warm_up: int = 1
    """Seasons of ratings before the first that is scored."""


RULES: Mapping[League, EloRules] = MappingProxyType(
    {
        League.NFL: EloRules(k=20, home=65, revert=1 / 3, mean=1505, margin=Margin.AMERICAN_FOOTBALL),
        League.NBA: EloRules(k=20, home=100, revert=1 / 4, margin=Margin.BASKETBALL),
        League.MLB: EloRules(k=4, home=24, revert=1 / 3, margin=Margin.RUNS),
        League.EPL: EloRules(k=20, home=60, revert=1 / 5, margin=Margin.GOALS, warm_up=3),
        League.MLS: EloRules(k=20, home=80, revert=1 / 5, margin=Margin.GOALS, warm_up=3),
    }
)


class Elo:
    """The ratings of one league's teams.

    >>> elo = Elo(RULES[League.NFL], {"TB": 1600.0, "KC": 1500.0})
    >>> round(elo.home_probability("TB", "KC"), 7)
    0.7210782
    """

    def __init__(self, rules: EloRules, ratings: Mapping[str, float] = MappingProxyType({})) -> None:
        self.rules = rules
        self.ratings = dict(ratings)
        self.played: set[str] = set()
        """Teams with a game since the last pull to the mean."""

    def lead(self, home: str, away: str) -> float:
        """Return by how many points the home side is rated above the away side, home advantage included."""
        return self.rating(home) + self.rules.home - self.rating(away)

    def rating(self, team: str) -> float:
        """Return a team's rating: that of the start where it has not played."""
        return self.ratings.get(team, START)

    def home_probability(self, home: str, away: str) -> float:
        """Return the home side's expected score: a win is 1, a draw half."""
        return expected(self.lead(home, away))

    def apply(self, home: str, away: str, home_score: int, away_score: int) -> float:
        """Move both ratings by a result. Returns by how many points the home side rose."""
        lead = self.lead(home, away)
        won = (home_score > away_score) - (home_score < away_score)
        factor = MARGINS[self.rules.margin](abs(home_score - away_score), won * lead)
        shift = self.rules.k * factor * ((won + 1) / 2 - expected(lead))
        self.ratings[home] = self.rating(home) + shift
        self.ratings[away] = self.rating(away) - shift
        self.played |= {home, away}
        return shift

    def revert(self) -> None:
        """Pull the ratings of teams that played to the mean, as between two seasons. A relegated team keeps its own."""
        for team in self.played:
            self.ratings[team] += (self.rules.mean - self.ratings[team]) * self.rules.revert
        self.played.clear()


def expected(lead: float) -> float:
    """Return the expected score of a side that is rated so many points above the other."""
    return 1 / (1 + 10 ** (-lead / SCALE))
