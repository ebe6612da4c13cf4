"""Elo as a model: ratings, and in leagues with draws an ordered logit that is fitted before each season."""

from collections import Counter

from a1_forecasting.ordered_logit import OrderedLogit, fit
from a1_forecasting.outcomes import DRAW, Probabilities
from a1_forecasting.ratings.elo import RULES, SCALE, Elo, expected
from a1_forecasting.results import Fixture, PlayedGame
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Selection


class EloModel:
    """Forecasts from ratings alone."""

    def __init__(self, league: League) -> None:
        self.elo = Elo(RULES[league])
        self.logit: OrderedLogit | None = None
        self._observed: Counter[tuple[float, Selection]] = Counter()

    def begin_season(self, _season: int) -> None:
        """Pull ratings to the mean; fit draws on all seasons before."""
        self.elo.revert()
        self.logit = self.fitted()

    def fitted(self) -> OrderedLogit | None:
        """Return the draws of all games so far, or None where none is possible."""
        return fit(self._observed) if self._observed else None

    def forecast(self, fixture: Fixture) -> Probabilities | None:
        lead = self.elo.lead(fixture.home, fixture.away)
        if DRAW in fixture.outcomes:
            return None if self.logit is None else self.logit.probabilities(steps_of(lead))
        home = expected(lead)
        return home, 1 - home

    def learn(self, game: PlayedGame) -> None:
        fixture = game.fixture
        if DRAW in fixture.outcomes:
            self._observed[steps_of(self.elo.lead(fixture.home, fixture.away)), game.result] += 1
        self.elo.apply(fixture.home, fixture.away, game.home_score, game.away_score)


def steps_of(lead: float) -> float:
    """Return the lead in units of the scale, to two decimals: what draws are fitted on."""
    return round(lead / SCALE, 2)
