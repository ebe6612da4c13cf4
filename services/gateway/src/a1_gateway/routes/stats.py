"""Player statistics of a game."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, records_of_game_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["statistics"])


@router.get("/player-stats/{game_id}", responses=page_of(Resource.STATS), openapi_extra=parameters_of(Resource.STATS))
async def list_player_stats(request: Request) -> Response:
    """Each player's statistics in a game: home before away, starters first. The id may be an alias of the game.

    A row is a player with each figure's source. Where providers differ, the figure is that of a fresh report before
    that of a stale one, then by provider: Sportradar, ESPN, The Odds API, PrizePicks; `differs` lists the others.
    Whole minutes do not differ from the seconds that they round. The filter `source` leaves out all other providers.
    `meta.totals` cover all players of the game on any page. With `by=provider` a row is one provider's report.
    """
    return records_of_game_response(request, Resource.STATS)
