"""What flows through a stack: fetched, published and canonical counts, what analytics published and history stored.

All are the services' own metrics.
Counters of a restarted process begin at zero; its earlier counts are kept and added.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from a1_schemas.providers import Provider

Row = tuple[str, str, str]
"""Provider, feed, league."""

_FETCHES = "ingest_polls_total"
_PUBLISHES = "ingest_publishes_total"
_CHANGES = "normalizer_changes_total"
_ANALYTICS = ("analytics_changes_total", "kind")
_HISTORY = ("historian_rows_total", "table")
"""Name and label of what has no provider."""
_COUNTED = frozenset({_FETCHES, _PUBLISHES, _CHANGES, _ANALYTICS[0], _HISTORY[0]})
_PROVIDERS = frozenset(map(str, Provider))
_FETCHED = frozenset({"new", "unchanged"})


@dataclass(slots=True)
class Flow:
    """Counts by provider, feed and league."""

    fetched: Counter[Row] = field(default_factory=Counter[Row])
    published: Counter[Row] = field(default_factory=Counter[Row])
    canonical: dict[Row, Counter[str]] = field(default_factory=dict[Row, Counter[str]])
    analytics: Counter[str] = field(default_factory=Counter[str])
    """By kind."""
    history: Counter[str] = field(default_factory=Counter[str])
    """By table."""

    def add_sample(self, name: str, labels: dict[str, str], value: float) -> None:
        """Add one sample of a service's metrics. Other metrics and operators' records are skipped."""
        for (counted, label), counts in ((_ANALYTICS, self.analytics), (_HISTORY, self.history)):
            if name == counted and value:
                counts[labels[label]] += int(value)
        if labels.get("provider") not in _PROVIDERS:
            return
        row = (labels.get("provider", ""), labels.get("feed", ""), labels.get("league", ""))
        if name == _FETCHES and labels.get("outcome") in _FETCHED:
            self.fetched[row] += int(value)
        elif name == _PUBLISHES:
            self.published[row] += int(value)
        elif name == _CHANGES and labels["kind"] not in {"sources", "listings"}:
            self.canonical.setdefault(row, Counter())[labels["kind"]] += int(value)

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `a1 status`."""
        keys = sorted({*self.fetched, *self.published, *self.canonical})
        return [
            {
                "provider": provider,
                "feed": feed,
                "league": league,
                "fetched": self.fetched[provider, feed, league],
                "published": self.published[provider, feed, league],
                "canonical": dict(sorted(self.canonical.get((provider, feed, league), Counter()).items())),
            }
            for provider, feed, league in keys
        ]


Sample = tuple[str, tuple[tuple[str, str], ...]]


class FlowMeter:
    """Scrapes the services and adds up what they count, restarts included."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._ended: Counter[Sample] = Counter()
        self._latest: dict[str, dict[Sample, float]] = {}

    async def read(self, metrics_urls: Iterable[str]) -> Flow:
        """The counts now; a service that does not answer keeps its last ones."""
        await asyncio.gather(*(self._scrape(url) for url in metrics_urls))
        flow = Flow()
        totals: Counter[Sample] = Counter(self._ended)
        for samples in self._latest.values():
            for sample, value in samples.items():
                totals[sample] += int(value)
        for (name, labels), value in totals.items():
            flow.add_sample(name, dict(labels), value)
        return flow

    async def _scrape(self, url: str) -> None:
        try:
            answer = await self._http.get(url)
            answer.raise_for_status()
        except httpx.HTTPError:
            return
        now: dict[Sample, float] = {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
            if sample.name in _COUNTED
        }
        before = self._latest.get(url, {})
        if any(now.get(sample, 0) < value for sample, value in before.items()):
            for sample, value in before.items():
                self._ended[sample] += int(value)
        self._latest[url] = now
