"""Players."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of_shape, player_operation
from a1_gateway.serving import API, player_response
from a1_gateway.snapshot.player_rows import PlayerPage

router = APIRouter(prefix=API, tags=["players"])


@router.get("/players/{player_id}", responses=page_of_shape(PlayerPage), openapi_extra=player_operation())
async def get_player(request: Request) -> Response:
    """One player of a roster, by our id: team, position, number, picture, and the providers' own ids."""
    return player_response(request)
