"""Where a game stands at a moment: its status, clock and score as everyone watching would agree."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache

from a1_sandbox.world.game import Game
from a1_sandbox.world.play import Tally, tally
from a1_sandbox.world.rules import rules_of
from a1_schemas.vocabulary import EventStatus

VALIDATED_AFTER = timedelta(seconds=30)
"""How long after its end a game's statistics are checked: then it is closed."""


class Phase(Enum):
    """What a live game is doing."""

    WAITING = "waiting"
    PLAYING = "playing"
    BREAK = "break"
    HALF_TIME = "half-time"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Situation:
    """A game at a moment."""

    game: Game
    status: EventStatus
    phase: Phase
    period: int
    second: int
    """Seconds played in this period."""
    tally: Tally
    is_closed: bool
    changed_at: datetime

    @property
    def has_begun(self) -> bool:
        return self.status in {EventStatus.LIVE, EventStatus.FINAL}

    @property
    def progress(self) -> float:
        """How much of the game has been played, from 0 to 1."""
        rules = rules_of(self.game.league)
        if not self.has_begun:
            return 0.0
        return min(1.0, ((self.period - 1) * rules.period_s + self.second) / (rules.periods * rules.period_s))

    @property
    def remaining_s(self) -> int:
        """Seconds left in this period."""
        return rules_of(self.game.league).period_s - self.second

    @property
    def played_s(self) -> int:
        """Seconds played since the start, without breaks."""
        return (self.period - 1) * rules_of(self.game.league).period_s + self.second

    @property
    def in_first_half_of_period(self) -> bool:
        """In baseball: whether the away side bats."""
        return self.second < rules_of(self.game.league).period_s // 2


def ends_at(game: Game, speed: float) -> datetime:
    """When a game is over."""
    return game.kick_off + timedelta(seconds=rules_of(game.league).duration_s / speed)


@lru_cache(maxsize=8192)
def situation(game: Game, at: datetime, speed: float) -> Situation:
    """The situation of a game at a moment (one at which the world changes)."""
    if game.postponed_at is not None and at >= game.postponed_at:
        return _resting(game, EventStatus.POSTPONED, game.postponed_at)
    if at < game.kick_off:
        return _resting(game, EventStatus.SCHEDULED, game.starts_at - timedelta(days=1))
    end = ends_at(game, speed)
    rules = rules_of(game.league)
    if at >= end:
        counted = tally(game, rules.periods * rules.period_s)
        closed = at >= end + VALIDATED_AFTER
        changed_at = end + VALIDATED_AFTER if closed else end
        return Situation(
            game, EventStatus.FINAL, Phase.OVER, rules.periods, rules.period_s, counted, closed, changed_at
        )
    period, second, phase = _clock(game, (at - game.kick_off).total_seconds() * speed)
    counted = tally(game, (period - 1) * rules.period_s + second)
    return Situation(game, EventStatus.LIVE, phase, period, second, counted, is_closed=False, changed_at=at)


def _resting(game: Game, status: EventStatus, changed_at: datetime) -> Situation:
    return Situation(game, status, Phase.WAITING, 0, 0, tally(game, 0), is_closed=False, changed_at=changed_at)


def _clock(game: Game, elapsed: float) -> tuple[int, int, Phase]:
    """Period, seconds played in it, and whether it is a break, so long after the start in the game's own time."""
    rules = rules_of(game.league)
    for period in range(1, rules.periods + 1):
        if elapsed < rules.period_s:
            return period, int(elapsed), Phase.PLAYING
        elapsed -= rules.period_s
        if elapsed < rules.break_after(period):
            phase = Phase.HALF_TIME if period == rules.half_time_after else Phase.BREAK
            return period, rules.period_s, phase
        elapsed -= rules.break_after(period)
    raise AssertionError("asked for the clock of a game that is over")
