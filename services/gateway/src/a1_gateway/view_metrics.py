"""The gateway's metrics of what it serves: sources, views and records. They are read from the views at each scrape.

Labels are words of the contract; a newer writer's word is counted as `unknown`, so their number is bounded.
"""

import math
from collections.abc import Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from a1_gateway.snapshot.freshness import SourceWithQuota
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceState
from a1_service_kit.clock import Clock

_UNKNOWN = "unknown"
_FEEDS = {str(provider): frozenset(provider.traits.feeds) for provider in Provider}
_WORST_FIRST = (SourceState.DOWN, SourceState.DELAYED, SourceState.RECOVERING, SourceState.UP)


class ViewMetrics(Collector):
    """Builds the families of the views from what they hold now."""

    def __init__(self, registry: CollectorRegistry, views: Views, clock: Clock) -> None:
        self._views = views
        self._clock = clock
        registry.register(self)

    def collect(self) -> Iterable[Metric]:
        """Yield every family, each with all of its label sets."""
        now = self._clock.now()
        sources = [source for view in self._views.all for source in view.records.sources(now)]
        yield _ages(sources, now)
        yield _states(sources)
        yield self._view_states()
        yield self._view_ages()
        yield self._records()
        yield GaugeMetricFamily(
            "gateway_redis_connected", "1 while the views follow Redis, else 0.", value=self._views.connected
        )

    def _view_states(self) -> Metric:
        family = GaugeMetricFamily(
            "gateway_view_state", "1 for the state of a league's view, else 0.", labels=("league", "state")
        )
        for view in self._views.all:
            for state in ViewState:
                family.add_metric((view.league, state), view.state is state)
        return family

    def _view_ages(self) -> Metric:
        family = GaugeMetricFamily(
            "gateway_view_age_seconds",
            "Time since a league's records were last found to equal its complete view in Redis; infinite before.",
            labels=("league",),
        )
        now = self._clock.monotonic()
        for view in self._views.all:
            family.add_metric((view.league,), math.inf if view.in_step_at is None else now - view.in_step_at)
        return family

    def _records(self) -> Metric:
        family = GaugeMetricFamily("gateway_snapshot_records", "Records held, by kind.", labels=("kind",))
        counts = [view.records.counts() for view in self._views.all]
        for kind in VIEW_KINDS:
            family.add_metric((kind,), sum(count.get(kind, 0) for count in counts))
        return family


def _ages(sources: Iterable[SourceWithQuota], now: datetime) -> Metric:
    """Return the seconds since each feed's last success; infinite for a feed that never had one."""
    family = GaugeMetricFamily(
        "gateway_source_age_seconds",
        "Time since the last poll of a feed that proved its content new or unchanged.",
        labels=("provider", "league", "feed"),
    )
    ages: dict[tuple[str, str, str], float] = {}
    for source in sources:
        success = source.last_success_at
        age = math.inf if success is None else max(0.0, (now - success).total_seconds())
        provider, feed = _known(source)
        key = provider, source.league, feed
        ages[key] = max(age, ages.get(key, 0.0))
    for key, age in ages.items():
        family.add_metric(key, age)
    return family


def _states(sources: Iterable[SourceWithQuota]) -> Metric:
    """Return the worst state of each provider's feeds of a league."""
    family = GaugeMetricFamily(
        "gateway_source_state",
        "1 for the worst state of a provider's feeds of a league, else 0.",
        labels=("provider", "league", "state"),
    )
    found: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        found.setdefault((_known(source)[0], source.league), set()).add(source.state)
    for (provider, league), states in found.items():
        worst = next((state for state in _WORST_FIRST if state in states), SourceState.DELAYED)
        for state in SourceState:
            family.add_metric((provider, league, state), state is worst)
    return family


def _known(source: SourceWithQuota) -> tuple[str, str]:
    """Return the provider and the feed as label values."""
    feeds = _FEEDS.get(source.provider)
    if feeds is None:
        return _UNKNOWN, _UNKNOWN
    return source.provider, source.feed if source.feed in feeds else _UNKNOWN
