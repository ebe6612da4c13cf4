"""The outermost application: gives each request an id, counts, logs and traces it, and answers faults.

Exceptions from below are logged and answered as a problem, so no client sees a bare 500 and no connection is dropped.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from opentelemetry.trace import SpanKind, Tracer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from a1_edge_kit.security_headers import with_security_headers
from a1_gateway.errors import internal_fault, send_problem
from a1_gateway.metrics import RequestMetrics
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.refusals import MAX_BODY_BYTES
from a1_service_kit.telemetry import context_of

REFUSED, UNMATCHED = "refused", "unmatched"
"""The routes, as metrics and logs name them, of requests that reached none."""
_SLOW_S = 0.5
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestHeaders(NamedTuple):
    """The request headers that are read in front of the framework."""

    request_id: bytes
    if_none_match: bytes | None
    accept_encoding: bytes
    traceparent: str | None
    header_bytes: int
    body_bytes: int


class Accounting:
    """Wraps the application. `draw` returns a number in [0, 1) for sampling, `new_id` a request id.

    Applications below find `request_id` and `headers` in the state of the scope, and write the template of the route
    that answered to `route`.
    """

    def __init__(
        self,
        app: ASGIApp,
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
        self._metrics = metrics
        self._clock = clock
        self._tracer = tracer
        self._trace_ratio = trace_ratio
        self._log_requests = log_requests
        self._draw = draw
        self._new_id = new_id
        self._logger = get_logger("a1.gateway.requests")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = self._clock.monotonic()
        headers = self._read(scope["headers"])
        state: dict[str, Any] = scope.setdefault("state", {})
        state |= {"request_id": headers.request_id.decode(), "headers": headers, "route": UNMATCHED}
        if self._trace_ratio and self._draw() < self._trace_ratio:
            context = context_of(headers.traceparent)
            with self._tracer.start_as_current_span("gateway.request", context=context, kind=SpanKind.SERVER) as span:
                status = await self._answer(scope, receive, send, headers)
                span.set_attributes({"http.route": state["route"], "http.response.status_code": status})
        else:
            status = await self._answer(scope, receive, send, headers)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        seconds = self._clock.monotonic() - started
        self._metrics.note(state["route"], method, status, seconds)
        if self._log_requests or status >= 400 or seconds > _SLOW_S:
            self._logger.info(
                "request.answered",
                request_id=state["request_id"],
                method=method,
                route=state["route"],
                status=status,
                milliseconds=round(seconds * 1000, 2),
            )

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: RequestHeaders) -> int:
        """Answer a request. Returns the status."""
        identity = (b"x-request-id", headers.request_id)
        is_head = scope["method"] == "HEAD"
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = with_security_headers([*message["headers"], identity])
            elif is_head:
                message["body"] = b""
            await send(message)

        try:
            # HEAD is GET without the body (RFC 9110, 9.3.2). FastAPI adds it to no route.
            await self._app({**scope, "method": "GET"} if is_head else scope, receive, send_on)
        except Exception:
            self._logger.exception("request.failed", request_id=headers.request_id.decode())
            if not status:
                await send_problem(scope, send_on, internal_fault())
        return status

    def _read(self, headers: list[tuple[bytes, bytes]]) -> RequestHeaders:
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
        return RequestHeaders(request_id, if_none_match, accept_encoding, traceparent, header_bytes, body_bytes)
