"""The leagues there are, and the crosswalk of ids."""

from fastapi import APIRouter
from pydantic import BaseModel

from a1_gateway.answers import problems
from a1_gateway.dependencies import State
from a1_gateway.errors import Problem, ProblemCode, no_view
from a1_schemas.leagues import LEAGUES
from a1_schemas.vocabulary import Kind, League, MatchMethod, Provider, Sport

router = APIRouter(prefix="/api/v1")


class LeagueRow(BaseModel):
    """A league, the words that mean it in paths, and how many games are served."""

    league: League
    sport: Sport
    odds_api_key: str
    games: int


class Leagues(BaseModel):
    """Every league."""

    data: list[LeagueRow]


class CrosswalkRow(BaseModel):
    """One provider's own id of a game."""

    provider: Provider
    native_id: str
    own_id: str
    method: MatchMethod
    confidence: float


class Crosswalk(BaseModel):
    """What a game is called elsewhere."""

    event_id: str
    aliases: list[str]
    listings: list[CrosswalkRow]


@router.get("/sports", tags=["leagues"])
async def sports(state: State) -> Leagues:
    """All leagues. Each can be asked for by its name, its sport or its odds key."""
    return Leagues(
        data=[
            LeagueRow(
                league=league,
                sport=facts.sport,
                odds_api_key=facts.odds_api_key,
                games=state.views.leagues[league].records.counts()[Kind.EVENTS],
            )
            for league, facts in LEAGUES.items()
        ]
    )


@router.get("/ids/{canonical_id}", tags=["crosswalk"], responses=problems(404, 422, 503))
async def crosswalk(canonical_id: str, state: State) -> Crosswalk:
    """The providers' own ids of a game, by its id or an alias of it."""
    if not state.views.readable:
        raise no_view()
    found = state.views.of_event(canonical_id)
    if found is None:
        raise Problem(404, ProblemCode.UNKNOWN_ID, "Unknown id", "The view has nothing of this id.")
    view, event_id = found
    rows = [
        CrosswalkRow(
            provider=row.provider,
            native_id=row.native_id,
            own_id=row.own_id,
            method=row.method,
            confidence=row.confidence,
        )
        for row in view.records.of_event(Kind.LISTINGS, event_id)
    ]
    aliases = view.records.record(Kind.EVENTS, event_id).aliases
    return Crosswalk(event_id=event_id, aliases=list(aliases), listings=rows)
