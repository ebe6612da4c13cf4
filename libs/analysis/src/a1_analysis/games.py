"""What the engine needs to know of a game."""

from datetime import datetime

import msgspec

from a1_schemas import fast
from a1_schemas.vocabulary import EventStatus, MatchMethod

_UNDER_WAY = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL})
_OFF = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED})


class Game(msgspec.Struct, frozen=True, gc=False):
    """A game, as far as its prices depend on it."""

    event_id: str
    start_time: datetime | None
    status: str
    unconfirmed: tuple[str, ...]
    """Providers whose listing is perhaps another game."""

    @property
    def is_off(self) -> bool:
        """Whether it does not take place as planned."""
        return self.status in _OFF

    @property
    def is_final(self) -> bool:
        """Whether it is over."""
        return self.status == EventStatus.FINAL

    def has_started(self, now: datetime) -> bool:
        """Whether it is under way or over, by its status or by the clock."""
        return self.status in _UNDER_WAY or (self.start_time is not None and self.start_time <= now)


def game_of(event: fast.SportingEvent, min_confidence: float) -> Game:
    """Return what prices depend on."""
    unconfirmed = {
        source.provider
        for source in event.sources
        if source.method == MatchMethod.REVIEW or source.confidence < min_confidence
    }
    return Game(event.event_id, event.start_time, event.status, tuple(sorted(unconfirmed)))
