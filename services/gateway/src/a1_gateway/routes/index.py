"""The index: where everything is, for people and clients that know one address."""

from collections import defaultdict
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_gateway.routes.documents import ASYNCAPI, STREAM_OPENAPI

router = APIRouter(tags=["index"])
_DOCS = "/docs"


class Links(AnswerModel):
    """Addresses. What is served here is given as a path."""

    stream: str | None
    """The base address of the stream over HTTP, which server-sent events are part of; null where none is set."""
    ws: str | None
    """The whole address of the stream's WebSocket; null where none is set."""
    mcp: str | None
    """The whole address of the MCP server; null where none is set."""
    docs: str
    """The documentation for people."""
    openapi: str
    """The document that clients are generated from."""
    stream_openapi: str
    """The document of the stream over HTTP, tickets, keys and webhooks."""
    asyncapi: str
    """The document of the log's topics and the stream's frames."""
    routes: dict[str, list[str]]
    """The paths that answer GET, by group."""


class Index(AnswerModel):
    """What is served, and where."""

    name: str
    """The product."""
    version: str
    """The running version."""
    links: Links
    """The addresses."""


@router.get("/api/v1")
async def get_index(request: Request, state: State) -> Index:
    """The addresses of the stream, of the documents and of every route."""
    api = request.app
    links = Links(
        stream=state.stream_url,
        ws=state.ws_url,
        mcp=state.mcp_url,
        docs=_DOCS,
        openapi=api.openapi_url,
        stream_openapi=STREAM_OPENAPI,
        asyncapi=ASYNCAPI,
        routes=_paths(api.routes),
    )
    return Index(name=api.title, version=api.version, links=links)


def _paths(routes: Iterable[BaseRoute]) -> dict[str, list[str]]:
    """Return the paths that answer GET, by their first tag."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for route in routes:
        if isinstance(route, APIRoute) and route.tags and "GET" in (route.methods or ()):
            groups[str(route.tags[0])].append(route.path)
    return {group: sorted(paths) for group, paths in sorted(groups.items())}
