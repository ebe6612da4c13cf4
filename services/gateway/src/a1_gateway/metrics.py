"""The gateway's metrics: requests by route and status, their durations, and cache figures.

Route labels are templates, so their number is bounded. Counting is plain arithmetic on the request's path. Metric
families are built when they are scraped.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

_BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_LABELS = (*(str(bound) for bound in _BOUNDS), "+Inf")
STATUSES_FROM_ZERO = (200, 500, 503)
"""Success and what alerts count. Another status of a route has a series from its first answer on."""


class RequestMetrics(Collector):
    """Counts responses. `figures` returns gauges, `counts` counters, by name; both are called at each scrape.

    Answers to GET of these `routes` are counted from zero.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        figures: Callable[[], Mapping[str, int]],
        counts: Callable[[], Mapping[str, int]],
        routes: Sequence[str] = (),
    ) -> None:
        self._answers = {(route, "GET", status): 0 for route in routes for status in STATUSES_FROM_ZERO}
        self._buckets = {route: [0] * len(_LABELS) for route in routes}
        self._seconds = dict.fromkeys(routes, 0.0)
        self._figures = figures
        self._counts = counts
        registry.register(self)

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a response that was sent."""
        key = (route, method, status)
        self._answers[key] = self._answers.get(key, 0) + 1
        buckets = self._buckets.get(route)
        if buckets is None:
            buckets = self._buckets[route] = [0] * len(_LABELS)
            self._seconds[route] = 0.0
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[route] += seconds

    def describe(self) -> Iterable[Metric]:
        """Yield nothing: names are known only once something was counted."""
        return ()

    def collect(self) -> Iterable[Metric]:
        answers = CounterMetricFamily("gateway_requests", "Answers sent.", labels=("route", "method", "status"))
        for (route, method, status), count in self._answers.items():
            answers.add_metric((route, method, str(status)), count)
        yield answers
        took = HistogramMetricFamily("gateway_request_seconds", "Time to answer.", labels=("route",))
        for route, buckets in self._buckets.items():
            cumulated = [(label, float(count)) for label, count in zip(_LABELS, accumulate(buckets), strict=True)]
            took.add_metric((route,), cumulated, self._seconds[route])
        yield took
        for name, value in self._figures().items():
            yield GaugeMetricFamily(f"gateway_{name}", f"The gateway's {name.replace('_', ' ')}.", value=value)
        for name, value in self._counts().items():
            yield CounterMetricFamily(f"gateway_{name}", f"The gateway's {name.replace('_', ' ')}.", value=value)
