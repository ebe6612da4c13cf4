"""What is known of two teams before a game: numbers as of the games before it."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from a1_forecasting.results import Fixture, PlayedGame

NAMES = ("lead", "form", "margin", "rest_home", "rest_away", "played")
"""In the order of the numbers: Elo's lead in its scale; the difference in mean margin over the last games, and in a
slow average; days of rest; games of the season, all capped."""
_FORM = 8
_SLOW = 0.05
_MOST_REST = 8
_MOST_PLAYED = 40


@dataclass(slots=True)
class _Team:
    """The margins of a team's games and its last day."""

    margins: deque[float] = field(default_factory=lambda: deque[float](maxlen=_FORM))
    average: float = 0.0
    last: date | None = None
    played: int = 0


class FeatureState:
    """The features of fixtures in the order of the games."""

    def __init__(self) -> None:
        self._teams: defaultdict[str, _Team] = defaultdict(_Team)

    def begin_season(self) -> None:
        """Forget the form and half of the average."""
        for team in self._teams.values():
            team.margins.clear()
            team.average /= 2
            team.played = 0

    def before(self, fixture: Fixture, lead: float) -> tuple[float, ...]:
        """Return the features of a game, in the order of NAMES."""
        home, away = self._teams[fixture.home], self._teams[fixture.away]
        return (
            lead,
            _mean(home.margins) - _mean(away.margins),
            home.average - away.average,
            float(_rest(home, fixture.day)),
            float(_rest(away, fixture.day)),
            float(min(home.played, _MOST_PLAYED)),
        )

    def after(self, game: PlayedGame) -> None:
        """Take in a result."""
        margin = game.home_score - game.away_score
        for name, own in ((game.fixture.home, margin), (game.fixture.away, -margin)):
            team = self._teams[name]
            team.margins.append(own)
            team.average += _SLOW * (own - team.average)
            team.last = game.fixture.day
            team.played += 1


def _mean(margins: Sequence[float]) -> float:
    return sum(margins) / _FORM


def _rest(team: _Team, day: date) -> int:
    return _MOST_REST if team.last is None else min((day - team.last).days, _MOST_REST)
