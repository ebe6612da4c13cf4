"""Teams and standings."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of_shape, teams_operation
from a1_gateway.serving import API, teams_response
from a1_gateway.snapshot.answers import Page
from a1_gateway.snapshot.profile_pages import TeamOrder
from a1_gateway.snapshot.team_rows import LeagueTeam

router = APIRouter(prefix=API, tags=["teams"])


@router.get("/teams/{sport}", responses=page_of_shape(Page[LeagueTeam]), openapi_extra=teams_operation())
async def list_teams(request: Request) -> Response:
    """The teams of a league by name, with logo, colours and record. All of them are one page."""
    return teams_response(request, TeamOrder.NAME)


@router.get("/standings/{sport}", responses=page_of_shape(Page[LeagueTeam]), openapi_extra=teams_operation())
async def list_standings(request: Request) -> Response:
    """The same teams by league, conference, division and rank. Teams without a rank come last in their group."""
    return teams_response(request, TeamOrder.STANDING)
