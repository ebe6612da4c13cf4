"""The crosswalk: each provider's ids of a game, and the game of a provider's id."""

from typing import Annotated

from fastapi import APIRouter, Query

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_gateway.errors import Problem, ProblemCode, no_view
from a1_gateway.operations import problems
from a1_gateway.snapshot.crosswalk import Crosswalk, FoundListing, crosswalk_of, found_listing
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind

router = APIRouter(prefix="/api/v1", tags=["crosswalk"])


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
        found_listing(row, each)
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
    return crosswalk_of(*found)


def _listing(state: State, league: League, provider: Provider, native_id: str) -> fast.Listing | None:
    key = f"{provider}|{league}|{native_id}"
    return state.views.leagues[league].records.record(Kind.LISTINGS, key)


def _unknown_id() -> Problem:
    return Problem(404, ProblemCode.UNKNOWN_ID, "Unknown id", "The view has nothing of this id.")
