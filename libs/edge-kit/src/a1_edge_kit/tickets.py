"""Tickets for browsers, which cannot send a header with a WebSocket or an `EventSource`: one connection, within 30 s.

A ticket carries who asked for it, signed, so any process with the edge's secrets reads it. It is spent in Redis, so all
of them together take it once.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import plan_of
from a1_edge_kit.scopes import STREAM
from a1_schemas.keys import spent_ticket
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.redis import end_if_cancelled, explain

GOOD_FOR = timedelta(seconds=30)
_REMEMBERED = 4 * GOOD_FOR
"""Longer than a ticket is good anywhere, also by a clock that is late."""
IN_PROTOCOLS = "ticket."
"""Before a ticket among the subprotocols that a WebSocket offers, where no log has it: `ticket.<ticket>`."""
_WITHIN_S = 1.0
"""How long a connection may wait until its ticket is spent."""
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


class HeldTicket(NamedTuple):
    """A ticket that was issued and is not over. Whether it was spent, Redis knows alone."""

    nonce: str
    identity: Identity


class Spending(StrEnum):
    """What became of a ticket that was to be spent."""

    SPENT = "spent"
    """Now, by this call alone."""
    BEFORE = "before"
    """By another connection."""
    UNKNOWN = "unknown"
    """Redis does not answer, so it may have been spent before, and is not taken."""


class Tickets:
    """Issues and takes tickets. The processes that share a `secret` and a Redis take each other's."""

    def __init__(self, secret: bytes, redis: Redis, clock: Clock) -> None:
        self._key = hashlib.blake2b(secret, person=b"a1 ticket").digest()
        self._redis = redis
        self._clock = clock
        self._logger = get_logger("a1.edge.tickets")

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

    def read(self, ticket: str) -> HeldTicket | None:
        """Return what a ticket says, or None for one that was not issued here or is over."""
        document = self._signed(ticket)
        if document is None:
            return None
        content = msgspec.json.decode(document, type=_Content)
        if self._clock.now().timestamp() >= content.ends:
            return None
        identity = Identity(
            kind=content.kind,
            id=content.id,
            scopes=frozenset(content.scopes),
            plan=plan_of(content.plan),
            until=datetime.fromtimestamp(content.until, UTC) if content.until is not None else None,
        )
        return HeldTicket(content.nonce, identity)

    async def spend(self, ticket: HeldTicket) -> Spending:
        """Spend a ticket, which succeeds once over all processes. Waits a second for Redis at most."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                is_first = await self._redis.set(spent_ticket(ticket.nonce), b"", nx=True, ex=_REMEMBERED)
        except (RedisError, OSError, TimeoutError) as error:
            end_if_cancelled()
            self._logger.warning("ticket.unspent", error=explain(error))
            return Spending.UNKNOWN
        return Spending.SPENT if is_first else Spending.BEFORE

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
