"""News."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, parameters_of
from a1_gateway.serving import DATA, list_response
from a1_gateway.snapshot.items import Resource

router = APIRouter(prefix=DATA, tags=["news"])


@router.get("/sports-news/{sport}", responses=page_of(Resource.NEWS), openapi_extra=parameters_of(Resource.NEWS))
async def list_news(request: Request) -> Response:
    """Articles, newest first."""
    return list_response(request, Resource.NEWS)
