"""Odds by game and bookmaker."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["odds"])


@router.get("/unified-odds/{sport}", responses=page_of(Resource.ODDS), openapi_extra=parameters_of(Resource.ODDS))
async def list_odds(request: Request) -> Response:
    """Every bookmaker's offer on each game, with the best price for each selection, by start.

    The filters `bookmaker`, `market` and `source` limit both the offers and the best prices.
    """
    return list_response(request, Resource.ODDS)
