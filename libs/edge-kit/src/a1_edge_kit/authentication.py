"""The ASGI layers that find who asks, and answer those that may not."""

from collections.abc import Callable, Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.guard import Guard
from a1_edge_kit.problems import send_problem
from a1_edge_kit.refused_credential import RefusedCredentialError

Needed = Callable[[Scope], Collection[str] | None]
"""Returns the scopes that a request needs; None for what everyone may ask, with any headers."""
_REFUSAL, IDENTITY = "refusal", "identity"
REFUSED = "refused"
"""The `route` in the state of a request that was refused."""


def authenticated(
    app: ASGIApp, guard: Guard, needed: Needed, between: Callable[[ASGIApp], ASGIApp] = lambda app: app
) -> ASGIApp:
    """Return the application behind both layers.

    `between` wraps what knows the client and must also see those that are refused, such as limits: trying credentials
    is limited like anything else. `scope["state"]["identity"]` is the `Identity`, absent for a refused request and
    where no credential is asked for.
    """
    return Authentication(between(Refusals(app)), guard, needed)


class Authentication:
    """Puts who asks, or why they may not, into the request's state."""

    def __init__(self, app: ASGIApp, guard: Guard, needed: Needed) -> None:
        self._app = app
        self._guard = guard
        self._needed = needed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scopes := self._needed(scope)) is not None:
            state = scope.setdefault("state", {})
            try:
                state[IDENTITY] = self._guard.admit(scope["headers"], scopes)
            except RefusedCredentialError as refusal:
                state[_REFUSAL] = refusal
        await self._app(scope, receive, send)


class Refusals:
    """Answers requests that were refused, with a problem document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal: RefusedCredentialError | None = scope.get("state", {}).get(_REFUSAL)
        if refusal is None:
            await self._app(scope, receive, send)
            return
        scope["state"]["route"] = REFUSED
        await send_problem(
            scope, send, refusal.status, refusal.code, refusal.title, refusal.detail, headers=refusal.headers
        )
