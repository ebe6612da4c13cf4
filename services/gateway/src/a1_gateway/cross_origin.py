"""Lets pages of other origins read (Fetch, section 3.2). An origin that is not allowed gets no CORS header at all."""

from collections.abc import Collection

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_ORIGIN = r"https?://(localhost|127\.0\.0\.1)(:\d{1,5})?"
"""A page of the developer's own machine, on any port."""
_MAY_SEND = ("content-type", "if-none-match", "traceparent", "x-request-id")
_MAY_READ = ("etag", "retry-after", "x-request-id")


class CrossOrigin(CORSMiddleware):
    """Answers preflights of allowed origins and marks their responses. Other requests pass unchanged."""

    def __init__(self, app: ASGIApp, origins: Collection[str], *, is_loopback_allowed: bool) -> None:
        super().__init__(
            app,
            allow_origins=tuple(origins),
            allow_origin_regex=LOOPBACK_ORIGIN if is_loopback_allowed else None,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=_MAY_SEND,
            expose_headers=_MAY_READ,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Most requests have no origin, and this is in front of the hot path.
        for name, value in scope["headers"] if scope["type"] == "http" else ():
            if name == b"origin" and self.is_allowed_origin(value.decode("latin-1")):
                await super().__call__(scope, receive, send)
                return
        await self.app(scope, receive, send)
