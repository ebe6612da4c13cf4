"""Player props."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["props"])


@router.get("/player-props/{sport}", responses=page_of(Resource.PROPS), openapi_extra=parameters_of(Resource.PROPS))
async def list_player_props(request: Request) -> Response:
    """Ladders of lines: by start, game, player, statistic, period and book.

    With `group=player` a row is a player's statistic in a game with the ladders of all books; the filters `bookmaker`
    and `source` limit these.
    """
    return list_response(request, Resource.PROPS)
