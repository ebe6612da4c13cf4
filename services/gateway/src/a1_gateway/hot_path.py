"""Responses to frequent requests: the default page of each list is answered from prepared bytes.

Any other request is passed to FastAPI, within the bounds of an address, headers and body.
"""

from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from a1_gateway.accounting import REFUSED, UNMATCHED, RequestHeaders
from a1_gateway.errors import Problem, ProblemCode, send_problem
from a1_gateway.serving import answer_page, path_of
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.pages import Views as PageViews
from a1_gateway.snapshot.parameters import PARAMETERS
from a1_gateway.snapshot.views import Views
from a1_service_kit.clock import Clock
from a1_service_kit.refusals import MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_TARGET_BYTES


class _Hot(NamedTuple):
    """A list whose default page is answered without the framework."""

    resource: Resource
    views: PageViews
    route: str


class HotPath:
    """Wraps the framework. Writes the template of the route that answered into the state of the scope."""

    def __init__(self, app: ASGIApp, views: Views, pages: Pages, clock: Clock) -> None:
        self._app = app
        self._views = views
        self._pages = pages
        self._clock = clock
        self._hot = {
            f"{path_of(resource)}/{word}": _Hot(
                resource, tuple(views.leagues[league] for league in leagues), f"{path_of(resource)}/{{sport}}"
            )
            for resource in PARAMETERS
            if resource is not Resource.STATS
            for word, leagues in views.names.known.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope["state"]
        asked: RequestHeaders = state["headers"]
        hot = self._hot.get(scope["path"]) if not scope["query_string"] and scope["method"] == "GET" else None
        if hot is not None and self._views.readable and asked.header_bytes <= MAX_HEADER_BYTES:
            state["route"] = hot.route
            page = self._pages.page(hot.resource, hot.views, b"", self._clock.now())
            status, headers, body = answer_page(page, asked.if_none_match, asked.accept_encoding)
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        rejection = _rejection(scope, asked)
        if rejection is not None:
            state["route"] = REFUSED
            await send_problem(scope, send, rejection)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            state["route"] = getattr(scope.get("route"), "path", UNMATCHED)


def _rejection(scope: Scope, asked: RequestHeaders) -> Problem | None:
    if len(scope["path"]) + len(scope["query_string"]) > MAX_TARGET_BYTES:
        return Problem(414, ProblemCode.REQUEST_TOO_LARGE, "Address too long", f"At most {MAX_TARGET_BYTES} bytes.")
    if asked.header_bytes > MAX_HEADER_BYTES:
        return Problem(431, ProblemCode.REQUEST_TOO_LARGE, "Headers too large", f"At most {MAX_HEADER_BYTES} bytes.")
    if asked.body_bytes > MAX_BODY_BYTES:
        return Problem(413, ProblemCode.REQUEST_TOO_LARGE, "Body too large", f"At most {MAX_BODY_BYTES} bytes.")
    return None
