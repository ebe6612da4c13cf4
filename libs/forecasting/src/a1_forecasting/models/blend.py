"""Elo and the opening line, blended by weights that graded games choose before each season."""

from a1_forecasting.blend import Pooled, fit, pool
from a1_forecasting.models.elo import EloModel
from a1_forecasting.models.market import Devig
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.ratings.elo import Elo
from a1_forecasting.results import Fixture, PlayedGame
from a1_schemas.leagues import League

_START = (1.0, 0.0)
"""The opening line alone."""


class BlendModel:
    """Forecasts as the opening line does, moved by Elo as far as that was right before. Without one it is Elo's."""

    def __init__(self, league: League, devig: Devig) -> None:
        self._elo = EloModel(league)
        self._devig = devig
        self._weights: tuple[float, ...] = _START
        self._past: list[Pooled] = []

    @property
    def elo(self) -> Elo:
        """The ratings as of the last result."""
        return self._elo.elo

    def begin_season(self, season: int) -> None:
        self._elo.begin_season(season)
        self._weights = fit(self._past, _START)

    def forecast(self, fixture: Fixture) -> Probabilities | None:
        members = self._members(fixture)
        return self._elo.forecast(fixture) if members is None else pool(members, self._weights)

    def learn(self, game: PlayedGame) -> None:
        members = self._members(game.fixture)
        if members is not None and game.result in game.fixture.outcomes:
            self._past.append(Pooled(members, game.fixture.outcomes.index(game.result)))
        self._elo.learn(game)

    def _members(self, fixture: Fixture) -> tuple[Probabilities, Probabilities] | None:
        elo = self._elo.forecast(fixture)
        opening = None if fixture.opening is None else self._devig(fixture.opening)
        return None if elo is None or opening is None else (opening, elo)
