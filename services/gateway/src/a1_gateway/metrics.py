"""The gateway's instruments. Route labels are templates, so there is a bounded number of them."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class RequestMetrics:
    """Requests by route and status, and how long they took. Children are looked up once."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter("gateway_requests", "Answers sent.", ["route", "method", "status"], registry=registry)
        self._seconds = Histogram(
            "gateway_request_seconds", "Time to answer.", ["route"], buckets=_BUCKETS, registry=registry
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        key = (route, method, status)
        children = self._children.get(key)
        if children is None:
            children = (self._requests.labels(route, method, str(status)), self._seconds.labels(route))
            self._children[key] = children
        children[0].inc()
        children[1].observe(seconds)
