"""Games."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import game_operation, page_of, page_of_game, parameters_of
from a1_gateway.serving import API, DATA, game_response, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(tags=["games"])


@router.get(
    f"{DATA}/unified-games/{{sport}}", responses=page_of(Resource.GAMES), openapi_extra=parameters_of(Resource.GAMES)
)
async def list_games(request: Request) -> Response:
    """Games of a league (`nba`), a sport (`basketball`), an odds key (`basketball_nba`) or `all`, by start.

    With `include=best` each game carries its best prices, and `since` finds it when they change.
    """
    return list_response(request, Resource.GAMES)


@router.get(
    f"{API}/live-games/{{sport}}",
    responses=page_of(Resource.LIVE_GAMES),
    openapi_extra=parameters_of(Resource.LIVE_GAMES),
)
async def list_live_games(request: Request) -> Response:
    """Games that are live or suspended, by start: `unified-games` with these statuses."""
    return list_response(request, Resource.LIVE_GAMES)


@router.get(f"{DATA}/games/{{event_id}}", responses=page_of_game(), openapi_extra=game_operation())
async def get_game(request: Request) -> Response:
    """One game, found by its id or an alias, with the parts that `include` names.

    `odds` are the offers, `best` the best prices, `props` the ladders of lines, `stats` the box score's players,
    `news` the articles about the game, `injuries` those of its teams' players, `ids` the providers' own ids.
    """
    return game_response(request)
