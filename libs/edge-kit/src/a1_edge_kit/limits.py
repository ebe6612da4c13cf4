"""Limits a client's requests a minute, by their costs: by key where it has one, else by address.

The fields are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.authentication import IDENTITY, REFUSED
from a1_edge_kit.buckets import MOST_PER_MINUTE, Balance, Charge
from a1_edge_kit.identity import Identity
from a1_edge_kit.limit_metrics import LimitMetrics, LimitOutcome
from a1_edge_kit.limiter import Limiter
from a1_edge_kit.problems import send_problem

RATE_LIMITED = "rate-limited"
"""The code of the problem."""
_POLICY = '"minute"'


class LimitResult(NamedTuple):
    """Whether a request may go on, and the header fields of its answer."""

    is_refused: bool
    headers: list[tuple[bytes, bytes]]
    detail: str = ""
    """Of a refusal, for its problem."""


class Limits:
    """Charges requests. Clients of this machine are charged and never refused where `spares_loopback`."""

    def __init__(
        self,
        limiter: Limiter,
        addresses: ClientAddresses,
        metrics: LimitMetrics,
        *,
        per_minute: int,
        spares_loopback: bool,
    ) -> None:
        self._limiter = limiter
        self._addresses = addresses
        self._metrics = metrics
        self._per_minute = per_minute
        self._spares_loopback = spares_loopback

    async def charge(
        self, peer: str | None, headers: Iterable[tuple[bytes, bytes]], identity: Identity | None, cost: int
    ) -> LimitResult:
        """Charge a request of this cost. Waits a second for Redis at most."""
        is_spared = False
        if identity is not None and identity.id:
            per_minute = min(identity.plan.requests_per_minute, MOST_PER_MINUTE)
            charge = Charge(f"key:{identity.id}", per_minute, cost)
        else:
            address = self._addresses.of(peer, headers)
            is_spared = self._spares_loopback and address.is_direct_loopback
            charge = Charge(f"address:{address.client}", self._per_minute, cost)
        balance = await self._limiter.charge(charge)
        fields = _fields(charge.per_minute, balance)
        if balance.is_admitted or is_spared:
            self._metrics.note_request(LimitOutcome.ADMITTED if balance.is_admitted else LimitOutcome.SPARED)
            return LimitResult(is_refused=False, headers=fields)
        self._metrics.note_request(LimitOutcome.REFUSED)
        seconds = _seconds(balance.wait_us)
        retried = [*fields, (b"retry-after", str(seconds).encode())]
        detail = f"{charge.per_minute} a minute are admitted, and this request costs {cost}; try again in {seconds} s."
        return LimitResult(is_refused=True, headers=retried, detail=detail)


class Limited:
    """An ASGI application behind limits. `cost_of` returns what a path costs; what costs nothing is not charged.

    An identity is read from the state of the scope.
    """

    def __init__(self, app: ASGIApp, limits: Limits, cost_of: Callable[[str], int]) -> None:
        self._app = app
        self._limits = limits
        self._cost_of = cost_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cost = self._cost_of(scope["path"]) if scope["type"] == "http" else 0
        if not cost:
            await self._app(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else None
        identity: Identity | None = scope.setdefault("state", {}).get(IDENTITY)
        result = await self._limits.charge(peer, scope["headers"], identity, cost)
        if result.is_refused:
            scope["state"]["route"] = REFUSED
            await send_problem(scope, send, 429, RATE_LIMITED, "Too many requests", result.detail, result.headers)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *result.headers]
            await send(message)

        await self._app(scope, receive, send_on)


def _fields(per_minute: int, balance: Balance) -> list[tuple[bytes, bytes]]:
    left = f"{_POLICY};r={balance.remaining};t={_seconds(balance.wait_us)}"
    return [(b"ratelimit-policy", _policy(per_minute)), (b"ratelimit", left.encode())]


@lru_cache(1_024)
def _policy(per_minute: int) -> bytes:
    return f"{_POLICY};q={per_minute};w=60".encode()


def _seconds(microseconds: int) -> int:
    """Return whole seconds, rounded up, at least one."""
    return max(1, -(-microseconds // 1_000_000))
