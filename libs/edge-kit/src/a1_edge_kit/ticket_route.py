"""`POST /api/v1/stream-tickets`: a ticket for the client that asks, as an ASGI application behind `authenticated`."""

import json

from starlette.types import Receive, Scope, Send

from a1_edge_kit.authentication import IDENTITY
from a1_edge_kit.identity import ANONYMOUS
from a1_edge_kit.tickets import GOOD_FOR, Tickets

PATH = "/api/v1/stream-tickets"


class TicketRoute:
    """Answers 201 with `ticket` and `expires_in` in seconds. The answer is kept by no cache."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI
        identity = scope.get("state", {}).get(IDENTITY, ANONYMOUS)
        answer = {"ticket": self._tickets.issue(identity), "expires_in": int(GOOD_FOR.total_seconds())}
        body = json.dumps(answer).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": body})
