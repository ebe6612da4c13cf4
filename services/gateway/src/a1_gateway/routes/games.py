"""Merged games."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["games"])


@router.get("/unified-games/{sport}", responses=page_of(Resource.GAMES), openapi_extra=parameters_of(Resource.GAMES))
async def list_games(request: Request) -> Response:
    """Games of a league (`nba`), a sport (`basketball`), an odds key (`basketball_nba`) or `all`, by start."""
    return list_response(request, Resource.GAMES)
