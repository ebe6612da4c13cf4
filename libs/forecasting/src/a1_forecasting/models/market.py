"""The market as a model: prices without the bookmaker's margin."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from a1_forecasting.outcomes import Probabilities
from a1_forecasting.results import Fixture, PlayedGame

Devig = Callable[[Sequence[Decimal]], Probabilities | None]
"""From the prices of all outcomes to their probabilities, or None where the method refuses."""


class ClosingLine:
    """The closing prices of the book that models are compared with."""

    def __init__(self, devig: Devig) -> None:
        self._devig = devig

    def begin_season(self, _season: int) -> None:
        """Nothing is fitted."""

    def forecast(self, fixture: Fixture) -> Probabilities | None:
        return None if fixture.closing is None else self._devig(fixture.closing)

    def learn(self, _game: PlayedGame) -> None:
        """Nothing is learnt."""
