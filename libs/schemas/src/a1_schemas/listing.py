"""The crosswalk: one provider's listing of a game, and the canonical id it resolved to."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MatchMethod


class ListingSide(Frozen):
    """A side as the provider names it, and the registered team it was recognised as."""

    team_id: str | None
    name: str | None
    native_id: str | None = None
    abbreviation: str | None = None
    score: int | None = None


class Listing(Message):
    """Topic `normalized.listings`, key `provider|league|native_id`: everything a restart needs to resolve again."""

    provider: Provider
    native_id: str
    league: League
    own_id: str
    """The id this listing has by itself; it never changes."""
    event_id: str
    """The id of its game: that of the game's earliest listing."""
    method: MatchMethod
    confidence: ExactNumber
    margin: ExactNumber | None = None
    """Distance to the runner-up, where there was one."""
    pinned: str | None = None
    """Key of the listing whose game this is, by a person's decision; its own key where it is a game of its own."""
    swapped: bool = False
    """The provider has home and away the other way round; its spreads are turned."""
    first_fetched_at: UtcTime
    first_start_time: UtcTime | None
    first_home: str | None
    first_away: str | None
    start_time: UtcTime | None
    start_time_confirmed: bool = True
    status: EventStatus | None
    home: ListingSide
    away: ListingSide
    sides_ordered: bool = True
    """False where the provider does not say who is at home."""
    period: int | None = None
    clock: str | None = None
    venue: str | None = None
    neutral_site: bool | None = None
    game_number: int | None = None
    also_ids: tuple[str, ...] = ()
    target: str
    named_by: tuple[str, ...] = ()
    """Targets whose newest whole answer names it."""
    unnamed_since: UtcTime | None = None
    facts_fetched_at: UtcTime
