"""A reading of the world's clock. The world changes in ticks: between two of them every body stays as it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.situation import Situation, situation
from a1_schemas.vocabulary import MarketKey, Selection

TICK = timedelta(seconds=5)


class Nudge(NamedTuple):
    """How often each price of one book on one game was moved beside its own moves, and the tick of the last time."""

    counts: Counter[tuple[MarketKey, Selection]]
    tick: int


@dataclass(frozen=True)
class Moment:
    """One tick of a world that began at `began_at` and plays its games `speed` times faster than real ones."""

    began_at: datetime
    tick: int
    speed: float
    clock_error: timedelta = timedelta()
    """How wrong the clock is of the provider that is asked; it shows in its stamps, not in its fixtures."""
    moves: int = 0
    """How many prices were moved at a steady rate so far: a part of the moment, since bodies change with it."""
    nudges: Mapping[tuple[str, str], Nudge] = field(default_factory=dict[tuple[str, str], Nudge], compare=False)
    """Those moves, by the keys of game and book."""

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
        """Another tick of the same world, without the moves at a steady rate."""
        return replace(self, tick=tick, moves=0, nudges={})

    def situation(self, game: Game) -> Situation:
        return situation(game, self.at, self.speed)
