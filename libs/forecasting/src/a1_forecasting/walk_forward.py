"""Walk-forward evaluation: each game is forecast from earlier ones only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from a1_forecasting.outcomes import Probabilities
from a1_forecasting.results import Fixture, PlayedGame


class Model(Protocol):
    """What forecasts games in their order. It sees a result after the game alone."""

    def begin_season(self, _season: int, /) -> None:
        """Make ready for a season: fit on what was learnt before it."""
        ...

    def forecast(self, fixture: Fixture, /) -> Probabilities | None:
        """Return the probabilities of the outcomes, or None where the model cannot say."""
        ...

    def learn(self, _game: PlayedGame, /) -> None:
        """Take in a result."""
        ...


@dataclass(frozen=True, slots=True)
class Forecast:
    """A game and what a model said before it. None where the model could not say."""

    game: PlayedGame
    probabilities: Probabilities | None


def walk_forward(games: Iterable[PlayedGame], model: Model) -> Iterator[Forecast]:
    """Yield the forecast of each game in their order, the result of a game after its forecast."""
    season: int | None = None
    for game in games:
        if game.fixture.season != season:
            season = game.fixture.season
            model.begin_season(season)
        yield Forecast(game, model.forecast(game.fixture))
        model.learn(game)
