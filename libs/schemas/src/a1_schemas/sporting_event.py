"""A game, merged from the listings of all providers that carry it."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_facts import GameFacts
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MatchMethod, Sport


class EventSide(Frozen):
    """One of the two sides. `team_id` is absent if no registered team was recognised (all-star teams)."""

    team_id: str | None
    name: str
    abbreviation: str | None = None
    score: int | None = None


class EventSource(Frozen):
    """One provider's listing of this game."""

    provider: Provider
    native_id: str
    observed_at: UtcTime | None = None
    method: MatchMethod
    confidence: ExactNumber
    """1 for a certain match, less for an inferred one."""


class Score(Frozen):
    """The score, with its source."""

    home: int
    away: int
    source: Provider
    observed_at: UtcTime
    """When this score was first fetched from the source."""


class ScheduledGame(Message):
    """The fields of a game that has a place in the schedule."""

    event_id: str
    league: League
    sport: Sport
    start_time: UtcTime | None
    start_time_confirmed: bool = True
    status: EventStatus
    home: EventSide
    away: EventSide
    score: Score | None = None
    """The sides' scores once more, with the source that reports them."""


class SportingEvent(GameFacts, ScheduledGame):
    """Topic `normalized.events`, key `event_id`."""

    sources: tuple[EventSource, ...]
    aliases: tuple[str, ...] = ()
    """Ids that listings of this game had before they were joined to it; never chained."""
