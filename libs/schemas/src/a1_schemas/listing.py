"""The crosswalk: one provider's listing of a game, and the canonical id it was resolved to."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_facts import GameFacts
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


class Listing(GameFacts, Message):
    """Topic `normalized.listings`, key `provider|league|native_id`.

    Contains all that a restart needs to resolve again.
    """

    provider: Provider
    native_id: str
    league: League
    own_id: str
    """The listing's own event id. It never changes."""
    event_id: str
    """The id of its game, which is the own id of the game's earliest listing."""
    method: MatchMethod
    confidence: ExactNumber
    margin: ExactNumber | None = None
    """The lead in confidence over the next nearest game, if there is one."""
    pinned: str | None = None
    """Key of the listing that a person pinned it to; its own key if a person split it off as its own game."""
    swapped: bool = False
    """The provider has home and away the other way round. Its spreads are flipped."""
    first_fetched_at: UtcTime
    first_start_time: UtcTime | None
    first_home: str | None
    first_away: str | None
    start_time: UtcTime | None
    start_time_confirmed: bool = True
    status: EventStatus | None
    ended_at: UtcTime | None = None
    """When the provider first said that the game is final or cancelled, as long as it says so."""
    home: ListingSide
    away: ListingSide
    sides_ordered: bool = True
    """False where the provider does not say which side is at home."""
    also_ids: tuple[str, ...] = ()
    target: str
    named_by: tuple[str, ...] = ()
    """Targets whose newest complete body contains the listing."""
    unnamed_since: UtcTime | None = None
    facts_fetched_at: UtcTime
    progress_fetched_at: UtcTime | None = None
    """When the present period, clock and situation were first fetched."""
    score_fetched_at: UtcTime | None = None
    """When the present score was first fetched."""
    score_status: EventStatus | None = None
    """The status with which the present score was reported last. A score in play need not be the final one."""
