"""Which browser origins may ask: CORS for HTTP (Fetch, section 3.2), and the check that WebSockets need in its place.

An origin that is not allowed gets no CORS header at all.
"""

import re
from collections.abc import Collection, Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_ORIGIN = r"https?://(localhost|127\.0\.0\.1)(:\d{1,5})?"
"""A page of the developer's own machine, on any port."""
_MAY_SEND = (
    *("authorization", "content-type", "idempotency-key", "if-none-match", "traceparent", "x-api-key", "x-request-id"),
    *("mcp-protocol-version", "mcp-method", "mcp-name"),
)
_MAY_READ = (
    *("etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"),
    *("stream-cursor", "stream-next-offset", "stream-up-to-date"),
)
METHODS = ("GET", "HEAD", "POST")
_LOOPBACK = re.compile(LOOPBACK_ORIGIN)


class Origins:
    """The allowed origins: those listed, and pages of this machine where they are allowed. `*` allows every one."""

    def __init__(self, listed: Collection[str], *, is_loopback_allowed: bool) -> None:
        self.listed = tuple(listed)
        self.is_loopback_allowed = is_loopback_allowed

    def allows(self, origin: str | None) -> bool:
        """Return whether a client with this `Origin` may ask. One without any is no browser, and may."""
        if origin is None or "*" in self.listed or origin in self.listed:
            return True
        return self.is_loopback_allowed and _LOOPBACK.fullmatch(origin) is not None


class CrossOrigin(CORSMiddleware):
    """Answers preflights of allowed origins and marks their responses. Other requests pass unchanged."""

    def __init__(self, app: ASGIApp, origins: Origins, methods: Sequence[str] = METHODS) -> None:
        super().__init__(
            app,
            allow_origins=origins.listed,
            allow_origin_regex=LOOPBACK_ORIGIN if origins.is_loopback_allowed else None,
            allow_methods=methods,
            allow_headers=_MAY_SEND,
            expose_headers=_MAY_READ,
        )
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Most requests have no origin, and this is in front of the hot path.
        for name, value in scope["headers"] if scope["type"] == "http" else ():
            if name == b"origin" and self._origins.allows(value.decode("latin-1")):
                await super().__call__(scope, receive, send)
                return
        await self.app(scope, receive, send)
