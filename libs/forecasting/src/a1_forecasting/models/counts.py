"""Models of points scored: what each side is expected to score, and the distribution around it.

Expectations are those of the teams' strengths, drawn to those that the opening line implies by a weight that earlier
seasons choose. Without an opening line they are the strengths' alone.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from a1_forecasting.goals.dixon_coles import Means
from a1_forecasting.goals.strengths import Scored, StrengthRules, Strengths
from a1_forecasting.models.market import Devig
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.results import Fixture, PlayedGame
from a1_forecasting.scores import log_loss

_EVERY = timedelta(days=7)
_FIRST_SWEEPS, _SWEEPS = 30, 4
_WINDOW = 4
"""Half-lives after which a game is forgotten."""
_WEIGHTS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0)
"""Of the opening line."""


class Past(NamedTuple):
    """A score and what the strengths expected of it."""

    means: Means
    home: int
    away: int


class Family(Protocol):
    """A distribution of scores around the expected ones."""

    def fit(self, past: Sequence[Past], /) -> None:
        """Fit its own parameters."""
        ...

    def probabilities(self, means: Means, /) -> Probabilities:
        """Return the probabilities of the outcomes."""
        ...

    def implied(self, probabilities: Probabilities, own: Means, /) -> Means:
        """Return the means that give these probabilities; `own` where they leave something open."""
        ...


@dataclass(frozen=True, slots=True)
class _View:
    """What is expected of a fixture: by the strengths, and by the opening line where there is one."""

    fixture: Fixture
    own: Means
    opening: Means | None

    def means(self, weight: float) -> Means:
        if self.opening is None:
            return self.own
        home, away = (
            opening**weight * own ** (1 - weight) for opening, own in zip(self.opening, self.own, strict=True)
        )
        return Means(home, away)


class CountModel:
    """Forecasts from scores and, where there is one, the opening line."""

    def __init__(self, rules: StrengthRules, family: Family, devig: Devig) -> None:
        self._strengths = Strengths(rules)
        self._family = family
        self._devig = devig
        self._window = timedelta(days=rules.half_life * _WINDOW)
        self._games: deque[Scored] = deque()
        self._fitted_on = date.min
        self._past: list[Past] = []
        self._losses = dict.fromkeys(_WEIGHTS, 0.0)
        self._weight = _WEIGHTS[-1]
        self._latest: _View | None = None
        self._teams: set[str] = set()
        self._teams_before: set[str] = set()

    def begin_season(self, _season: int) -> None:
        """Fit the family, and choose the weight that would have been best so far."""
        self._latest = None
        self._teams_before, self._teams = self._teams, set()
        if self._past:
            self._family.fit(self._past)
        self._weight = min(reversed(_WEIGHTS), key=lambda weight: self._losses[weight])

    def forecast(self, fixture: Fixture) -> Probabilities | None:
        return self._family.probabilities(self._view(fixture).means(self._weight))

    def learn(self, game: PlayedGame) -> None:
        fixture = game.fixture
        view = self._view(fixture)
        if view.opening is not None and game.result in fixture.outcomes:
            happened = fixture.outcomes.index(game.result)
            for weight in _WEIGHTS:
                self._losses[weight] += log_loss(self._family.probabilities(view.means(weight)), happened)
        self._past.append(Past(view.own, game.home_score, game.away_score))
        self._games.append(Scored(fixture.day, fixture.home, fixture.away, game.home_score, game.away_score))
        self._teams |= {fixture.home, fixture.away}

    def _view(self, fixture: Fixture) -> _View:
        """Of the same fixture the same one: it is asked for before the game and after it."""
        if self._latest is not None and self._latest.fixture is fixture:
            return self._latest
        self._fit(fixture.day)
        own = self._strengths.means(fixture.home, fixture.away)
        opening = None if fixture.opening is None else self._devig(fixture.opening)
        implied = None if opening is None else self._family.implied(opening, own)
        self._latest = _View(fixture, own, implied)
        return self._latest

    def _fit(self, today: date) -> None:
        """Fit the strengths where the last fit is a week old, on games of earlier days."""
        if today - self._fitted_on < _EVERY:
            return
        while self._games and today - self._games[0].day > self._window:
            self._games.popleft()
        earlier = [game for game in self._games if game.day < today]
        sweeps = _SWEEPS if self._strengths.attack else _FIRST_SWEEPS
        newcomers = self._teams - self._teams_before if self._teams_before else ()
        self._strengths.fit(earlier, today, newcomers, sweeps)
        self._fitted_on = today
