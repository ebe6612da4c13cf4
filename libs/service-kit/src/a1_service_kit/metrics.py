"""The metrics registry of a service: its own instruments, the process's and the build."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Never

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LOOP_EVERY_S = 0.25


def build_registry(service: str, version: str, commit: str) -> CollectorRegistry:
    """Return a registry with the process's metrics and `a1_build_info`."""
    disable_created_metrics()  # they double the series and say nothing that a restart does not
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    info = Gauge("a1_build_info", "1; the labels say what runs.", ["service", "version", "commit"], registry=registry)
    info.labels(service, version, commit).set(1)
    return registry


class _Family(Collector):
    """One family, as a page of its own."""

    def __init__(self, family: Metric) -> None:
        self._family = family

    def collect(self) -> Iterable[Metric]:
        yield self._family


async def metrics_page(registry: CollectorRegistry) -> bytes:
    """Return the page that Prometheus reads, letting others run between families: a page has thousands of series."""
    parts: list[bytes] = []
    for family in registry.collect():
        parts.append(generate_latest(_Family(family)))
        await asyncio.sleep(0)
    return b"".join(parts)


class MetricsPage:
    """What `/metrics` answers: the registry's page, until a service sets another `instead`."""

    def __init__(self) -> None:
        self.instead: Callable[[], Awaitable[bytes]] | None = None

    async def build(self, registry: CollectorRegistry) -> bytes:
        """Return the page."""
        return await (metrics_page(registry) if self.instead is None else self.instead())


async def measure_loop(registry: CollectorRegistry) -> Never:
    """Measure until cancelled how late the event loop runs what is due, and how many tasks it has.

    Long waits are work that holds it; a number of tasks that only rises is a leak.
    """
    lag = Histogram(
        "a1_loop_lag_seconds",
        "How late the event loop ran a timer that fell due.",
        buckets=(0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0),
        registry=registry,
    )
    tasks = Gauge("a1_loop_tasks", "How many tasks of the event loop have not ended.", registry=registry)
    loop = asyncio.get_running_loop()
    while True:
        tasks.set(len(asyncio.all_tasks()))
        due = loop.time() + _LOOP_EVERY_S
        await asyncio.sleep(_LOOP_EVERY_S)
        lag.observe(max(0.0, loop.time() - due))
