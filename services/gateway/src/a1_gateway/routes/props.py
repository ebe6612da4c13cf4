"""Player props."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["props"])


@router.get("/player-props/{sport}", responses=page_of(Resource.PROPS), openapi_extra=parameters_of(Resource.PROPS))
async def list_player_props(request: Request) -> Response:
    """Ladders of lines by game, source, player and statistic, by start of the game."""
    return list_response(request, Resource.PROPS)
