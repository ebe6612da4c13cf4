"""The script's times in ticks of a world."""

from dataclasses import dataclass
from datetime import datetime

from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK, Moment
from a1_sandbox.world.odds import first_tick
from a1_sandbox.world.staging import Span

_WRITTEN_FOR_SPEED = 60
AFTERWARDS_S = 30
"""How long the last state of a scene stays."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When things happen in a world that began at a time and plays at a speed."""

    began_at: datetime
    speed: float

    def tick(self, seconds: float) -> int:
        """The tick of a time of the script."""
        return round(seconds * _WRITTEN_FOR_SPEED / self.speed / TICK.total_seconds())

    def moment(self, tick: int) -> Moment:
        return Moment(self.began_at, tick, self.speed)

    def start(self, game: Game) -> int:
        """The first tick at which a game is played."""
        return first_tick(game, self.moment(0))

    def before_start(self, game: Game, begin_s: float, end_s: float) -> Span:
        """The part of a time of the script that is before a game; of no length where there is none."""
        return Span(self.tick(begin_s), min(self.tick(end_s), self.start(game)))
