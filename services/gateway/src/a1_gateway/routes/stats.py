"""Player statistics of a game."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, game_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["statistics"])


@router.get("/player-stats/{game_id}", responses=page_of(Resource.STATS), openapi_extra=parameters_of(Resource.STATS))
async def list_player_stats(request: Request) -> Response:
    """Each player's statistics in a game, as each provider reports them. The id may be an alias of the game."""
    return game_response(request, Resource.STATS)
