"""A game, merged from the listings of all providers that carry it."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_facts import GameFacts
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MatchMethod, Sport


class EventSide(Frozen):
    """One of the two sides. `team_id` is absent if no registered team was recognised (all-star teams)."""

    team_id: str | None
    """Our id of the team."""
    name: str
    """The side's name."""
    abbreviation: str | None = None
    """As the league abbreviates it."""
    score: int | None = None
    """Its points; null before the start."""


class EventSource(Frozen):
    """One provider's listing of this game."""

    provider: Provider
    native_id: str
    """The provider's own id of the game."""
    observed_at: UtcTime | None = None
    """The provider's own time of its listing."""
    method: MatchMethod
    confidence: ExactNumber
    """1 for a certain match, less for an inferred one."""


class Score(Frozen):
    """The score, with its source."""

    home: int
    """The home side's points."""
    away: int
    """The away side's points."""
    source: Provider
    observed_at: UtcTime
    """When this score was first fetched from the source."""


class ScheduledGame(Message):
    """The fields of a game that has a place in the schedule."""

    event_id: str
    league: League
    sport: Sport
    start_time: UtcTime | None
    """Null where it is to be announced."""
    start_time_confirmed: bool = True
    """False while the start is a placeholder."""
    status: EventStatus
    home: EventSide
    away: EventSide
    score: Score | None = None
    """The sides' scores once more, with the source that reports them."""


class SportingEvent(GameFacts, ScheduledGame):
    """Topic `normalized.events`, key `event_id`."""

    sources: tuple[EventSource, ...]
    """The listings that were merged."""
    aliases: tuple[str, ...] = ()
    """Ids that listings of this game had before they were joined to it; never chained."""
