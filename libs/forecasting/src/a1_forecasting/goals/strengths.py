"""Attack and defence of teams, from the goals of earlier games, weighted by their age.

The expected goals of a side are the league's mean, times its attack, times the other side's defence, times home
advantage or its inverse. Attack and defence have gamma priors, so a team with few games stays near what is known of
its like; a newcomer's prior is weaker than that of a team that was there the season before.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from a1_forecasting.goals.dixon_coles import Means


class Scored(NamedTuple):
    """The goals of a past game."""

    day: date
    home: str
    away: str
    home_goals: int
    away_goals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthRules:
    """How much earlier games and priors count."""

    half_life: float
    """Days after which a game counts half."""
    prior: float
    """How many goals each prior counts as."""
    newcomer_attack: float = 1.0
    """The mean of a newcomer's prior, as a factor of the league's mean."""
    newcomer_defence: float = 1.0
    """Above 1 it concedes more."""


@dataclass(slots=True)
class Strengths:
    """Fitted factors. A team that is not there has those of a newcomer."""

    rules: StrengthRules
    mean: float = 1.0
    home: float = 1.0
    attack: dict[str, float] = field(default_factory=dict[str, float])
    defence: dict[str, float] = field(default_factory=dict[str, float])

    def means(self, home: str, away: str) -> Means:
        """Return the expected goals of both sides."""
        rules = self.rules
        return Means(
            self.mean
            * self.home
            * self.attack.get(home, rules.newcomer_attack)
            * self.defence.get(away, rules.newcomer_defence),
            self.mean
            / self.home
            * self.attack.get(away, rules.newcomer_attack)
            * self.defence.get(home, rules.newcomer_defence),
        )

    def fit(self, games: Sequence[Scored], today: date, newcomers: Iterable[str], sweeps: int) -> None:
        """Move to the likeliest factors by so many sweeps of coordinate ascent from where they are."""
        new = frozenset(newcomers)
        weights = [0.5 ** ((today - game.day).days / self.rules.half_life) for game in games]
        scored: dict[str, float] = {}
        conceded: dict[str, float] = {}
        for game, weight in zip(games, weights, strict=True):
            for side, goals, other in (
                (game.home, game.home_goals, game.away),
                (game.away, game.away_goals, game.home),
            ):
                scored[side] = scored.get(side, 0.0) + weight * goals
                conceded[other] = conceded.get(other, 0.0) + weight * goals
        for team in scored:
            self.attack.setdefault(team, self._prior_attack(team, new))
            self.defence.setdefault(team, self._prior_defence(team, new))
        for _ in range(sweeps):
            self._sweep(games, weights, scored, conceded, new)

    def _prior_attack(self, team: str, newcomers: frozenset[str]) -> float:
        return self.rules.newcomer_attack if team in newcomers else 1.0

    def _prior_defence(self, team: str, newcomers: frozenset[str]) -> float:
        return self.rules.newcomer_defence if team in newcomers else 1.0

    def _sweep(
        self,
        games: Sequence[Scored],
        weights: Sequence[float],
        scored: dict[str, float],
        conceded: dict[str, float],
        newcomers: frozenset[str],
    ) -> None:
        """Set the mean and home advantage, then every attack, then every defence, to the likeliest given the rest."""
        attack, defence = self.attack, self.defence
        at_home = away = goals_home = goals_away = 0.0
        for game, weight in zip(games, weights, strict=True):
            at_home += weight * attack[game.home] * defence[game.away]
            away += weight * attack[game.away] * defence[game.home]
            goals_home += weight * game.home_goals
            goals_away += weight * game.away_goals
        of_home, of_away = (goals_home + 1) / (at_home + 1), (goals_away + 1) / (away + 1)
        self.mean, self.home = math.sqrt(of_home * of_away), math.sqrt(of_home / of_away)
        chances: dict[str, float] = dict.fromkeys(scored, 0.0)
        for game, weight in zip(games, weights, strict=True):
            chances[game.home] += weight * of_home * defence[game.away]
            chances[game.away] += weight * of_away * defence[game.home]
        prior = self.rules.prior
        for team, count in scored.items():
            attack[team] = (count + prior) / (chances[team] + prior / self._prior_attack(team, newcomers))
        dangers: dict[str, float] = dict.fromkeys(conceded, 0.0)
        for game, weight in zip(games, weights, strict=True):
            dangers[game.away] += weight * of_home * attack[game.home]
            dangers[game.home] += weight * of_away * attack[game.away]
        for team, count in conceded.items():
            defence[team] = (count + prior) / (dangers[team] + prior / self._prior_defence(team, newcomers))
