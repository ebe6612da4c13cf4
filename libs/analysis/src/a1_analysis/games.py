"""What the engine needs to know of a game."""

from datetime import datetime

import msgspec

from a1_schemas import fast
from a1_schemas.vocabulary import EventStatus, MatchMethod

_UNDER_WAY = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL})
_OFF = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED})
_UNDER_REVIEW = -1.0
"""The confidence of a match that a person has to look at: below every least one."""


class Game(msgspec.Struct, frozen=True, gc=False):
    """A game, as far as its prices depend on it."""

    event_id: str
    start_time: datetime | None
    status: str
    matches: tuple[tuple[str, float], ...]
    """Providers, each with the confidence that its listing is this game; below zero where it is under review."""
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

    def with_confidence(self, least: float) -> "Game":
        """Return the game as it is where matches of a lower confidence do not count."""
        return msgspec.structs.replace(self, unconfirmed=_unconfirmed(self.matches, least))


def game_of(event: fast.SportingEvent, min_confidence: float) -> Game:
    """Return what prices depend on."""
    matches = {
        (source.provider, _UNDER_REVIEW if source.method == MatchMethod.REVIEW else source.confidence)
        for source in event.sources
    }
    ordered = tuple(sorted(matches))
    return Game(event.event_id, event.start_time, event.status, ordered, _unconfirmed(ordered, min_confidence))


def _unconfirmed(matches: tuple[tuple[str, float], ...], least: float) -> tuple[str, ...]:
    return tuple(dict.fromkeys(provider for provider, confidence in matches if confidence < least))
