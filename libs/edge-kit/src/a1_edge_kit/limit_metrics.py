"""The metrics of limits."""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge


class LimitOutcome(StrEnum):
    """What became of a request that was charged."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    SPARED = "spared"
    """Over its limit, and answered: a client of this machine in development."""


class LimitMetrics:
    """Counts charged requests by outcome, and calls of Redis."""

    def __init__(self, registry: CollectorRegistry) -> None:
        requests = Counter(
            "edge_limited_requests_total", "Requests that were charged, by outcome.", ["outcome"], registry=registry
        )
        calls = Counter(
            "edge_limit_calls_total",
            "Calls of Redis that charged requests, by outcome.",
            ["outcome"],
            registry=registry,
        )
        self._requests = {outcome: requests.labels(outcome) for outcome in LimitOutcome}
        self._calls = {True: calls.labels("answered"), False: calls.labels("failed")}
        self._exact = Gauge(
            "edge_limits_exact",
            "1 while limits hold over all processes, 0 while each admits its share for want of Redis.",
            registry=registry,
        )
        self._exact.set(1)

    def note_request(self, outcome: LimitOutcome) -> None:
        """Count a request."""
        self._requests[outcome].inc()

    def note_call(self, *, is_answered: bool) -> None:
        """Count a call of Redis."""
        self._calls[is_answered].inc()
        self._exact.set(is_answered)
