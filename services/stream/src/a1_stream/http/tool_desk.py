"""The path of the MCP server on the HTTP side: who may come to it, and how."""

from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.origins import Origins
from a1_stream.http.app import MODE
from a1_stream.http.problem import origin_refused, posted_only
from a1_stream.metrics import HttpMode

PATH = "/mcp"


class ToolDesk:
    """Passes requests of its path to the tools; all others go on. Raises Problem for another method and for an origin
    that is not allowed, so that no page of a stranger reaches a server of this machine by its visitor's browser.
    """

    def __init__(self, app: ASGIApp, tools: ASGIApp, origins: Origins) -> None:
        self._app = app
        self._tools = tools
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        for name, value in scope["headers"]:
            if name == b"origin" and not self._origins.allows(value.decode("latin-1")):
                raise origin_refused()
        if scope["method"] != "POST":
            raise posted_only("Messages are sent with POST; there are no sessions.")
        scope["state"][MODE] = HttpMode.MCP
        await self._tools(scope, receive, send)
