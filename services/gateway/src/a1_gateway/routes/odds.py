"""Odds by game and bookmaker."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["odds"])


@router.get("/unified-odds/{sport}", responses=page_of(Resource.ODDS), openapi_extra=parameters_of(Resource.ODDS))
async def unified_odds(request: Request) -> Response:
    """Every book's offer on each game, with the best price for each selection, by start.

    With `bookmaker`, `market` or `source` only such offers and markets are there, and best is the best of these.
    """
    return list_response(request, Resource.ODDS)
