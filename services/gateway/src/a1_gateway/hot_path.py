"""The outermost ASGI application: request ids, bounds, metrics, and responses to frequent requests.

The default page of each list is answered here from prepared bytes; any other request is passed to FastAPI. Exceptions
from below are logged and answered as a problem, so no client sees a bare 500 and no connection is dropped.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from opentelemetry.trace import SpanKind, Tracer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from a1_gateway.errors import Problem, ProblemCode, internal_fault, problem_body
from a1_gateway.metrics import RequestMetrics
from a1_gateway.serving import answer_page, path_of
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.pages import Views as PageViews
from a1_gateway.snapshot.parameters import PARAMETERS
from a1_gateway.snapshot.views import Views
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.refusals import MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_TARGET_BYTES, PROBLEM_TYPE
from a1_service_kit.telemetry import context_of

REFUSED, UNMATCHED = "refused", "unmatched"
"""The routes, as metrics and logs name them, of requests that reached none."""
_SLOW_S = 0.5
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")


class _Hot(NamedTuple):
    """A list whose default page is answered without the framework."""

    resource: Resource
    views: PageViews
    route: str


class _RequestHeaders(NamedTuple):
    """The request headers that the hot path uses."""

    request_id: bytes
    if_none_match: bytes | None
    accept_encoding: bytes
    traceparent: str | None
    header_bytes: int
    body_bytes: int


class HotPath:
    """Wraps the application. `draw` returns a number in [0, 1) for sampling, `new_id` a request id."""

    def __init__(
        self,
        app: ASGIApp,
        views: Views,
        pages: Pages,
        metrics: RequestMetrics,
        clock: Clock,
        tracer: Tracer,
        *,
        trace_ratio: float,
        log_requests: bool,
        draw: Callable[[], float],
        new_id: Callable[[], bytes],
    ) -> None:
        self._app = app
        self._views = views
        self._pages = pages
        self._metrics = metrics
        self._clock = clock
        self._tracer = tracer
        self._trace_ratio = trace_ratio
        self._log_requests = log_requests
        self._draw = draw
        self._new_id = new_id
        self._logger = get_logger("a1.gateway.requests")
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
        started = self._clock.monotonic()
        request_headers = self._read(scope["headers"])
        if self._trace_ratio and self._draw() < self._trace_ratio:
            context = context_of(request_headers.traceparent)
            with self._tracer.start_as_current_span("gateway.request", context=context, kind=SpanKind.SERVER) as span:
                route, status = await self._answer(scope, receive, send, request_headers)
                span.set_attributes({"http.route": route, "http.response.status_code": status})
        else:
            route, status = await self._answer(scope, receive, send, request_headers)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        seconds = self._clock.monotonic() - started
        self._metrics.note(route, method, status, seconds)
        if self._log_requests or status >= 400 or seconds > _SLOW_S:
            self._logger.info(
                "request.answered",
                request_id=request_headers.request_id.decode(),
                method=method,
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 2),
            )

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, request_headers: _RequestHeaders
    ) -> tuple[str, int]:
        """Answer a request. Returns the route's template and the status."""
        identity = (b"x-request-id", request_headers.request_id)
        is_head = scope["method"] == "HEAD"
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], _NO_SNIFFING, identity]
            elif is_head:
                message["body"] = b""
            await send(message)

        try:
            # HEAD is GET without the body (RFC 9110, 9.3.2). FastAPI adds it to no route.
            as_get = {**scope, "method": "GET"} if is_head else scope
            route = await self._dispatch(as_get, receive, send_on, request_headers)
        except Exception:
            self._logger.exception("request.failed", request_id=request_headers.request_id.decode())
            route = _route(scope)
            if not status:
                await _send_problem(send_on, internal_fault(), request_headers)
        return route, status

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send, request_headers: _RequestHeaders) -> str:
        """Answer from prepared bytes, reject, or pass on to the framework. Returns the route's template."""
        hot = self._hot.get(scope["path"]) if not scope["query_string"] and scope["method"] == "GET" else None
        if hot is not None and self._views.readable and request_headers.header_bytes <= MAX_HEADER_BYTES:
            page = self._pages.page(hot.resource, hot.views, b"", self._clock.now())
            status, headers, body = answer_page(page, request_headers.if_none_match, request_headers.accept_encoding)
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return hot.route
        rejection = _rejection(scope, request_headers)
        if rejection is not None:
            await _send_problem(send, rejection, request_headers)
            return REFUSED
        scope.setdefault("state", {})["request_id"] = request_headers.request_id.decode()
        await self._app(scope, receive, send)
        return _route(scope)

    def _read(self, headers: list[tuple[bytes, bytes]]) -> _RequestHeaders:
        request_id, if_none_match, accept_encoding, traceparent = b"", None, b"", None
        header_bytes, body_bytes = 0, 0
        for name, value in headers:
            header_bytes += len(name) + len(value)
            if name == b"x-request-id":
                request_id = value
            elif name == b"if-none-match":
                if_none_match = value
            elif name == b"accept-encoding":
                accept_encoding = value
            elif name == b"traceparent":
                traceparent = value.decode("latin-1")
            elif name == b"content-length":
                body_bytes = int(value) if value.isdigit() else MAX_BODY_BYTES + 1
        if not request_id or not _REQUEST_ID.fullmatch(request_id):
            request_id = self._new_id()
        return _RequestHeaders(request_id, if_none_match, accept_encoding, traceparent, header_bytes, body_bytes)


def _rejection(scope: Scope, request_headers: _RequestHeaders) -> Problem | None:
    if len(scope["path"]) + len(scope["query_string"]) > MAX_TARGET_BYTES:
        return Problem(414, ProblemCode.REQUEST_TOO_LARGE, "Address too long", f"At most {MAX_TARGET_BYTES} bytes.")
    if request_headers.header_bytes > MAX_HEADER_BYTES:
        return Problem(431, ProblemCode.REQUEST_TOO_LARGE, "Headers too large", f"At most {MAX_HEADER_BYTES} bytes.")
    if request_headers.body_bytes > MAX_BODY_BYTES:
        return Problem(413, ProblemCode.REQUEST_TOO_LARGE, "Body too large", f"At most {MAX_BODY_BYTES} bytes.")
    return None


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", UNMATCHED)


async def _send_problem(send: Send, problem: Problem, request_headers: _RequestHeaders) -> None:
    body = problem_body(problem, request_headers.request_id.decode())
    headers = [(b"content-type", PROBLEM_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
