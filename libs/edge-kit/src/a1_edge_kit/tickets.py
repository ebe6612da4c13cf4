"""Tickets for browsers, which cannot send a header with a WebSocket or an `EventSource`: one connection, within 30 s.

A ticket carries who asked for it, signed, so any process with the edge's secrets takes it. Each process takes it once.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

import msgspec

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import plan_of
from a1_edge_kit.scopes import STREAM
from a1_service_kit.clock import Clock

GOOD_FOR = timedelta(seconds=30)
IN_PROTOCOLS = "ticket."
"""Before a ticket among the subprotocols that a WebSocket offers, where no log has it: `ticket.<ticket>`."""
_MOST_USED = 100_000
_MAX_BYTES = 2_048
_MAC_BYTES = 32


class _Content(msgspec.Struct, frozen=True, array_like=True):
    """What a ticket says. Times are in seconds since 1970."""

    nonce: str
    ends: float
    kind: IdentityKind
    id: str
    scopes: tuple[str, ...]
    plan: str
    until: float | None


class Tickets:
    """Issues and takes tickets. The processes that share a `secret` take each other's."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._key = hashlib.blake2b(secret, person=b"a1 ticket").digest()
        self._clock = clock
        self._used: OrderedDict[str, None] = OrderedDict()

    def issue(self, identity: Identity) -> str:
        """Return a ticket for what this client may do on the stream."""
        content = _Content(
            nonce=secrets.token_urlsafe(12),
            ends=(self._clock.now() + GOOD_FOR).timestamp(),
            kind=identity.kind,
            id=identity.id,
            scopes=tuple(sorted(scope for scope in identity.scopes if scope.startswith(STREAM))),
            plan=identity.plan.name,
            until=identity.until.timestamp() if identity.until else None,
        )
        document = msgspec.json.encode(content)
        return base64.urlsafe_b64encode(self._mac(document) + document).rstrip(b"=").decode()

    def redeem(self, ticket: str) -> Identity | None:
        """Return whose ticket it is, and take it; None for one that is not good, over, or used in this process."""
        document = self._signed(ticket)
        if document is None:
            return None
        content = msgspec.json.decode(document, type=_Content)
        if self._clock.now().timestamp() >= content.ends or content.nonce in self._used:
            return None
        self._used[content.nonce] = None
        if len(self._used) > _MOST_USED:
            self._used.popitem(last=False)
        return Identity(
            kind=content.kind,
            id=content.id,
            scopes=frozenset(content.scopes),
            plan=plan_of(content.plan),
            until=datetime.fromtimestamp(content.until, UTC) if content.until is not None else None,
        )

    def _signed(self, ticket: str) -> bytes | None:
        """Return what was signed, or None if it was not signed here."""
        if len(ticket) > _MAX_BYTES:
            return None
        try:
            data = base64.b64decode(ticket + "=" * (-len(ticket) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        mac, document = data[:_MAC_BYTES], data[_MAC_BYTES:]
        return document if hmac.compare_digest(mac, self._mac(document)) else None

    def _mac(self, document: bytes) -> bytes:
        return hashlib.blake2b(document, key=self._key, digest_size=_MAC_BYTES).digest()


def ticket_in(protocols: str | None) -> str | None:
    """Return the ticket among the subprotocols of a handshake (`Sec-WebSocket-Protocol`), or None."""
    words = (word.strip() for word in (protocols or "").split(","))
    return next((word.removeprefix(IN_PROTOCOLS) for word in words if word.startswith(IN_PROTOCOLS)), None)
