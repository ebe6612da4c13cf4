"""The AsyncAPI document, beside the OpenAPI document that FastAPI serves."""

from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(include_in_schema=False)
_ASYNCAPI = files("a1_streaming").joinpath("asyncapi.json").read_bytes()


@router.get("/asyncapi.json")
async def get_asyncapi() -> Response:
    """The topics of the log and the frames of the stream (AsyncAPI 3)."""
    return Response(_ASYNCAPI, media_type="application/json")
