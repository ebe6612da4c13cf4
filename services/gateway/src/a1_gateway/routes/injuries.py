"""Injuries."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["injuries"])


@router.get("/injuries/{sport}", responses=page_of(Resource.INJURIES), openapi_extra=parameters_of(Resource.INJURIES))
async def list_injuries(request: Request) -> Response:
    """Who may not play: one row a player, with the status of the newest report.

    A player whose team two providers report differently has a row for each team. With `by=provider` a row is a report.
    """
    return list_response(request, Resource.INJURIES)
