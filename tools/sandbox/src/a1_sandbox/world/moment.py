"""A reading of the world's clock. The world changes in ticks: between two of them every body stays as it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from a1_sandbox.world.game import Game
from a1_sandbox.world.situation import Situation, situation

TICK = timedelta(seconds=5)


@dataclass(frozen=True)
class Moment:
    """One tick of a world that began at `began_at` and plays its games `speed` times faster than real ones."""

    began_at: datetime
    tick: int
    speed: float
    clock_error: timedelta = timedelta()
    """How wrong the clock is of the provider that is asked; it shows in its stamps, not in its fixtures."""

    @classmethod
    def reading(cls, began_at: datetime, now: datetime, speed: float) -> "Moment":
        """The tick at a time of the clock."""
        return cls(began_at, (now - began_at) // TICK, speed)

    def seen_by(self, clock_error: timedelta) -> "Moment":
        """The same tick as seen by a provider whose clock has this error."""
        return replace(self, clock_error=clock_error)

    def stamp(self, moment: datetime) -> datetime:
        """A time as the provider's clock shows it."""
        return moment + self.clock_error

    @cached_property
    def at(self) -> datetime:
        return self.began_at + self.tick * TICK

    def at_tick(self, tick: int) -> "Moment":
        """Another tick of the same world."""
        return replace(self, tick=tick)

    def situation(self, game: Game) -> Situation:
        return situation(game, self.at, self.speed)
