"""Gradient-boosted trees as a model: they move the blend of Elo and the opening line by what is known of the teams."""

from a1_forecasting.boosting.growing import Example, GrowthRules, grow
from a1_forecasting.boosting.trees import Node, shift, tilt
from a1_forecasting.features import FeatureState
from a1_forecasting.models.blend import BlendModel
from a1_forecasting.models.market import Devig
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.ratings.elo import SCALE
from a1_forecasting.results import Fixture, PlayedGame
from a1_schemas.leagues import League

RULES = GrowthRules()


class BoostingModel:
    """Trees are grown before each season on all games before. Until then it says what its base says."""

    def __init__(self, league: League, devig: Devig, rules: GrowthRules = RULES) -> None:
        self._base = BlendModel(league, devig)
        self._rules = rules
        self._features = FeatureState()
        self._examples: list[Example] = []
        self.trees: tuple[Node, ...] = ()

    def begin_season(self, season: int) -> None:
        self._base.begin_season(season)
        self._features.begin_season()
        self.trees = grow(self._examples, self._rules)

    def forecast(self, fixture: Fixture) -> Probabilities | None:
        base = self._base.forecast(fixture)
        return base and tilt(base, shift(self.trees, self._known(fixture)))

    def learn(self, game: PlayedGame) -> None:
        fixture = game.fixture
        base = self._base.forecast(fixture)
        if base is not None and game.result in fixture.outcomes:
            self._examples.append(Example(self._known(fixture), base, fixture.outcomes.index(game.result)))
        self._base.learn(game)
        self._features.after(game)

    def _known(self, fixture: Fixture) -> tuple[float, ...]:
        return self._features.before(fixture, self._base.elo.lead(fixture.home, fixture.away) / SCALE)
