"""Decides about handshakes: the path, the origin, the subprotocol, the credential."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import Identity
from a1_edge_kit.origins import Origins
from a1_edge_kit.refused_credential import RefusedCredentialError, unauthorized
from a1_edge_kit.tickets import HeldTicket, Spending, Tickets, ticket_in
from a1_stream.problems import Problem, ticket_spent, tickets_away
from a1_streaming.frames import PROTOCOL

PATH = "/api/v1/ws"
_KEY_BYTES = 16


class RefusedHandshake(NamedTuple):
    """Why a handshake is refused."""

    reason: str
    """The metric's label."""
    status: int
    body: bytes


def _refusal(reason: str, status: int, code: str, title: str, detail: str) -> RefusedHandshake:
    problem = {"type": f"urn:a1betting:problem:{code}", "title": title, "status": status, "detail": detail}
    return RefusedHandshake(reason, status, json.dumps(problem).encode())


_NOT_FOUND = _refusal("path", 404, "not-found", "Not found", f"WebSockets are served at {PATH}.")
_BAD_UPGRADE = _refusal(
    "upgrade", 400, "bad-handshake", "Bad handshake", "This path takes WebSocket handshakes of version 13 (RFC 6455)."
)
_BAD_ORIGIN = _refusal("origin", 403, "origin-refused", "Origin refused", "Pages of this origin may not connect.")
_BAD_PROTOCOL = _refusal(
    "protocol", 400, "bad-protocol", "Bad subprotocol", f"The subprotocol is {PROTOCOL}; offer it, or none."
)
NOT_READY = _refusal(
    "not-ready", 503, "not-ready", "Not ready", "This server reads the log, or is about to stop; connect again soon."
)


_UNSPENT = {Spending.BEFORE: ticket_spent(), Spending.UNKNOWN: tickets_away()}


class Gate:
    """What a handshake has to fulfil."""

    def __init__(self, origins: Origins, guard: Guard, tickets: Tickets, is_ready: Callable[[], bool]) -> None:
        self._origins = origins
        self._guard = guard
        self._tickets = tickets
        self._is_ready = is_ready

    def admit(self, path: bytes, headers: Mapping[str, str]) -> Identity | HeldTicket | RefusedHandshake:
        """Return who asks, or the ticket that has to be spent, or why the handshake is refused.

        A query is refused too: it would carry secrets into logs.
        """
        refused = self._refusal(path, headers)
        if refused is not None:
            return refused
        ticket = ticket_in(headers.get("Sec-WebSocket-Protocol"))
        if ticket is not None:
            return self._tickets.read(ticket) or _of_credential(unauthorized())
        try:
            return self._guard.admit(((name.lower().encode(), as_bytes(value)) for name, value in headers.items()), ())
        except RefusedCredentialError as error:
            return _of_credential(error)

    async def spend(self, ticket: HeldTicket) -> Identity | Problem:
        """Return who asks with a ticket, or why the connection ends: it is good once."""
        spending = await self._tickets.spend(ticket)
        return ticket.identity if spending is Spending.SPENT else _UNSPENT[spending]

    def _refusal(self, path: bytes, headers: Mapping[str, str]) -> RefusedHandshake | None:
        if path != PATH.encode():
            return _NOT_FOUND
        if not _is_upgrade(headers):
            return _BAD_UPGRADE
        if not self._origins.allows(headers.get("Origin")):
            return _BAD_ORIGIN
        offered = headers.get("Sec-WebSocket-Protocol")
        if offered is not None and PROTOCOL not in (word.strip() for word in offered.split(",")):
            return _BAD_PROTOCOL
        return None if self._is_ready() else NOT_READY


def _of_credential(error: RefusedCredentialError) -> RefusedHandshake:
    return _refusal("credential", error.status, error.code, error.title, error.detail)


def as_bytes(value: str) -> bytes:
    """Return a header's value as it was sent; the library reads what is no UTF-8 as lone surrogates."""
    return value.encode("utf-8", "surrogateescape")


def _is_upgrade(headers: Mapping[str, str]) -> bool:
    """Whether the headers ask for a WebSocket (RFC 6455, 4.2.1)."""
    words = {word.strip().lower() for word in headers.get("Connection", "").split(",")}
    is_asked = headers.get("Upgrade", "").lower() == "websocket" and "upgrade" in words
    return is_asked and headers.get("Sec-WebSocket-Version") == "13" and _is_key(headers.get("Sec-WebSocket-Key", ""))


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == _KEY_BYTES
    except ValueError:
        return False
