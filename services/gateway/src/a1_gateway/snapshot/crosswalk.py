"""The crosswalk of a game: the providers' own ids of it."""

from typing import Any

from a1_gateway.answer_model import AnswerModel
from a1_gateway.snapshot.league_view import LeagueView
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, MatchMethod


class CrosswalkRow(AnswerModel):
    """One provider's own id of a game."""

    provider: Provider
    native_id: str
    """The provider's own id of the game."""
    own_id: str
    """The listing's own event id; it never changes."""
    method: MatchMethod
    confidence: float
    """1 for a certain match, less for an inferred one."""
    margin: float | None
    """The lead in confidence over the next nearest game, if there is one."""


class Crosswalk(AnswerModel):
    """The providers' ids of a game."""

    event_id: str
    """Our id of the game."""
    aliases: list[str]
    """Ids that its listings had before they were joined."""
    listings: list[CrosswalkRow]
    """One row for each listing."""


class FoundListing(CrosswalkRow):
    """A provider's id and its game."""

    event_id: str
    """Our id of the game."""
    league: League


def crosswalk_of(view: LeagueView, event_id: str) -> Crosswalk:
    """Return the crosswalk of a game that the view holds."""
    rows = [CrosswalkRow(**_facts(row)) for row in view.records.of_event(Kind.LISTINGS, event_id)]
    aliases = view.records.record(Kind.EVENTS, event_id).aliases
    return Crosswalk(event_id=event_id, aliases=list(aliases), listings=rows)


def found_listing(row: fast.Listing, league: League) -> FoundListing:
    """Return a listing with its game."""
    return FoundListing(**_facts(row), event_id=row.event_id, league=league)


def _facts(row: fast.Listing) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "native_id": row.native_id,
        "own_id": row.own_id,
        "method": row.method,
        "confidence": row.confidence,
        "margin": row.margin,
    }
