"""Faults on request: what providers do on bad days, for as long as asked."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from a1_sandbox.exchange import HTML, JSON, Answer
from a1_schemas.providers import Provider
from a1_schemas.topics import MAX_MESSAGE_BYTES

OVERSIZED_BYTES = MAX_MESSAGE_BYTES + 1024 * 1024
LATENCY_S = 5.0
CLOCK_ERROR = timedelta(hours=2)


class FaultKind(StrEnum):
    """The bad days that can be asked for."""

    LATENCY = "latency"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    TRUNCATED = "truncated"
    HTML = "html"
    FROZEN = "frozen"
    OVERSIZED = "oversized"
    WRONG_CLOCK = "wrong-clock"


@dataclass(slots=True)
class _Fault:
    kind: FaultKind
    until: float


class Faults:
    """The fault of each provider, if any; a new one replaces the old, and each ends by itself."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._faults: dict[Provider, _Fault] = {}
        self._frozen: dict[tuple[Provider, str], Answer] = {}

    def start(self, provider: Provider, kind: FaultKind, for_s: float) -> None:
        """Begin a fault; the bodies frozen by an earlier one are let go."""
        self._faults[provider] = _Fault(kind, self._monotonic() + for_s)
        self._frozen = {key: answer for key, answer in self._frozen.items() if key[0] is not provider}

    def kind(self, provider: Provider) -> FaultKind | None:
        """The fault that a provider has now."""
        fault = self._faults.get(provider)
        return fault.kind if fault and self._monotonic() < fault.until else None

    def replacement(self, provider: Provider) -> Answer | None:
        """The answer given in place of any other."""
        match self.kind(provider):
            case FaultKind.RATE_LIMITED:
                wait = max(1, math.ceil(self._faults[provider].until - self._monotonic()))
                body = b'{"message":"Too many requests"}'
                return Answer(body, 429, JSON, {"Retry-After": str(wait)})
            case FaultKind.SERVER_ERROR:
                return Answer(b"<h1>500 Internal Server Error</h1>", 500, HTML)
            case FaultKind.HTML:
                page = b"<!DOCTYPE html><html><head><title>We will be back soon</title></head><body></body></html>"
                return Answer(page, 200, HTML)
            case FaultKind.OVERSIZED:
                return Answer(b"[" + b" " * (OVERSIZED_BYTES - 2) + b"]", 200, JSON)
            case _:
                return None

    def spoil(self, provider: Provider, request: str, answer: Answer) -> Answer:
        """A proper answer as this provider gives it now."""
        match self.kind(provider):
            case FaultKind.TRUNCATED:
                return Answer(answer.body[: len(answer.body) // 2], answer.status, answer.content_type, answer.headers)
            case FaultKind.FROZEN:
                return self._frozen.setdefault((provider, request), answer)
            case _:
                return answer
