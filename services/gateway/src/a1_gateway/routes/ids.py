"""The crosswalk: each provider's ids of a game, and the game of a provider's id."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_gateway.errors import Problem, ProblemCode, no_view
from a1_gateway.operations import problems
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, MatchMethod

router = APIRouter(prefix="/api/v1", tags=["crosswalk"])


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


class FoundListings(AnswerModel):
    """One listing for each league in which the provider uses the id."""

    data: list[FoundListing]
    """One row for each league."""


@router.get("/ids", responses=problems(404, 422, 503))
async def find_by_native_id(
    state: State,
    provider: Annotated[Provider, Query(description="Whose id it is.")],
    native_id: Annotated[str, Query(min_length=1, max_length=200, description="The provider's own id of a game.")],
    league: Annotated[League | None, Query(description="Where it is used; else all leagues are looked at.")] = None,
) -> FoundListings:
    """The game of a provider's own id, with the method and confidence of the match."""
    if not state.views.readable:
        raise no_view()
    found = [
        FoundListing(**_facts(row), event_id=row.event_id, league=each)
        for each in ([league] if league else League)
        if (row := _listing(state, each, provider, native_id)) is not None
    ]
    if not found:
        raise _unknown_id()
    return FoundListings(data=found)


@router.get("/ids/{canonical_id}", responses=problems(404, 422, 503))
async def get_ids(canonical_id: str, state: State) -> Crosswalk:
    """The providers' own ids of a game, found by its id or an alias."""
    if not state.views.readable:
        raise no_view()
    found = state.views.of_event(canonical_id)
    if found is None:
        raise _unknown_id()
    view, event_id = found
    rows = [CrosswalkRow(**_facts(row)) for row in view.records.of_event(Kind.LISTINGS, event_id)]
    aliases = view.records.record(Kind.EVENTS, event_id).aliases
    return Crosswalk(event_id=event_id, aliases=list(aliases), listings=rows)


def _listing(state: State, league: League, provider: Provider, native_id: str) -> fast.Listing | None:
    key = f"{provider}|{league}|{native_id}"
    return state.views.leagues[league].records.record(Kind.LISTINGS, key)


def _facts(row: fast.Listing) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "native_id": row.native_id,
        "own_id": row.own_id,
        "method": row.method,
        "confidence": row.confidence,
        "margin": row.margin,
    }


def _unknown_id() -> Problem:
    return Problem(404, ProblemCode.UNKNOWN_ID, "Unknown id", "The view has nothing of this id.")
