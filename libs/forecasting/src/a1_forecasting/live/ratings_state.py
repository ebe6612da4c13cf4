"""Ratings of a league's teams from its final results, which may arrive in any order."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from a1_forecasting.artefacts.artefact import EloArtefact, published_elo
from a1_forecasting.ratings.elo import Elo
from a1_forecasting.ratings.glicko2 import Meeting, Rating, update
from a1_schemas.leagues import League

OFF_SEASON = timedelta(days=60)
"""So long without a result of the league, a new season has begun."""


@dataclass(frozen=True, slots=True, order=True)
class FinalResult:
    """A game's final score. Teams are our ids."""

    start_time: datetime
    event_id: str
    home: str
    away: str
    home_score: int
    away_score: int


class RatingsState:
    """A function of the set of final results alone: of each game the newest.

    Restored by applying the final events of `normalized.events` in any order. A result that is later than all others
    is added at once; any other one makes the next question compute the ratings again from the first game on.
    """

    def __init__(
        self, league: League, artefact: EloArtefact | None = None, results: Iterable[FinalResult] = ()
    ) -> None:
        """Raise Refused `model-unknown` where the artefact has no parameters of the league."""
        self.league = league
        self.artefact = artefact or published_elo()
        self.parameters = self.artefact.of(league)
        self._by_event = {result.event_id: result for result in results}
        self._ordered = sorted(self._by_event.values())
        self._table: _Table | None = None

    @property
    def results(self) -> int:
        """The number of final results that the ratings follow from."""
        return len(self._ordered)

    def apply(self, result: FinalResult) -> bool:
        """Take in a final result, or a correction of one.

        Returns whether the ratings of other teams may have changed too: those of later games, or by a new season.
        """
        if self._by_event.get(result.event_id) == result:
            return False
        was_known = self.forget(result.event_id)
        last = self._ordered[-1] if self._ordered else None
        self._by_event[result.event_id] = result
        insort(self._ordered, result)
        if self._ordered[-1] is not result:
            self._table = None
            return True
        if self._table is not None:
            self._table.play(result)
        return was_known or (last is not None and begins_season(last.start_time, result.start_time))

    def forget(self, event_id: str) -> bool:
        """Take a result back: its game is no longer final, or is gone. Returns whether there was one."""
        known = self._by_event.pop(event_id, None)
        if known is None:
            return False
        self._ordered.remove(known)
        self._table = None
        return True

    def standing(self, team: str) -> "Standing":
        """Return a team's strength after all results."""
        if self._table is None:
            self._table = _Table(Elo(self.parameters.rules))
            for result in self._ordered:
                self._table.play(result)
        return self._table.standing(team)


def begins_season(last: datetime, start_time: datetime) -> bool:
    """Whether a game is the first of a season, by the start of the league's last game before it."""
    return start_time - last >= OFF_SEASON


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a team."""

    rating: float
    """Elo, pulled to the mean where the season before has ended."""
    deviation: float
    """Its standard error, from Glicko-2 on the same games."""
    games: int


class _Table:
    """The ratings after some results in their order."""

    def __init__(self, elo: Elo) -> None:
        self._elo = elo
        self._glicko: dict[str, Rating] = {}
        self._games: Counter[str] = Counter()
        self._last: datetime | None = None

    def play(self, result: FinalResult) -> None:
        if self._last is not None and begins_season(self._last, result.start_time):
            self._elo.revert()
        self._last = result.start_time
        home, away = result.home, result.away
        self._elo.apply(home, away, result.home_score, result.away_score)
        won = (result.home_score > result.away_score) - (result.home_score < result.away_score)
        before = {team: self._glicko.get(team, Rating()) for team in (home, away)}
        self._glicko[home] = update(before[home], [Meeting(before[away], (1 + won) / 2)])
        self._glicko[away] = update(before[away], [Meeting(before[home], (1 - won) / 2)])
        self._games.update((home, away))

    def standing(self, team: str) -> Standing:
        known = self._glicko.get(team, Rating())
        return Standing(self._elo.rating(team), known.deviation, self._games[team])
