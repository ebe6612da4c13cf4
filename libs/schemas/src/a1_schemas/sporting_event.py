"""A game, merged from the listings of all providers that carry it."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
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


class SportingEvent(Message):
    """Topic `normalized.events`, key `event_id`."""

    event_id: str
    league: League
    sport: Sport
    start_time: UtcTime | None
    start_time_confirmed: bool = True
    status: EventStatus
    home: EventSide
    away: EventSide
    period: int | None = None
    clock: str | None = None
    venue: str | None = None
    neutral_site: bool | None = None
    game_number: int | None = None
    """1 or 2 in a doubleheader, where a provider says so."""
    sources: tuple[EventSource, ...]
    aliases: tuple[str, ...] = ()
    """Ids that listings of this game had before they were joined to it; never chained."""
