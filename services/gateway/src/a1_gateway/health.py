"""Health of the gateway and of everything that feeds it.

* `unhealthy`: there is nothing to serve.
* `degraded`: Redis, a league's view, a service's heartbeat or a source is missing or out of date, or a record could
  not be parsed, so that writer and reader disagree on the contract.
* `healthy`: none of these. A source that is disabled or has no key does not count as missing.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
import psutil
import redis.asyncio as redis_asyncio
from redis.exceptions import RedisError

from a1_edge_kit.limiter import Limiter
from a1_gateway.causes import Cause, ServiceCondition, ServiceState, broken_chain, condition_of, source_reason
from a1_gateway.findings import MEANINGS
from a1_gateway.history.database import History
from a1_gateway.snapshot.freshness import SourceWithQuota
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.services import HISTORIAN, INGESTERS, NORMALIZER
from a1_schemas.vocabulary import SourceReason, SourceState
from a1_service_kit.clock import Clock
from a1_service_kit.redis import explain

_PING_S = 0.5
_UNSEEN = ServiceCondition(ServiceState.DOWN, Cause.NO_HEARTBEAT)
_NOT_MISSED = (SourceReason.DISABLED, SourceReason.NO_KEY)
EXPECTED = (*INGESTERS, NORMALIZER)
"""Services whose missing heartbeats degrade health; the historian's do too where a database is configured."""


class HealthStatus(StrEnum):
    """The overall status."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


class HealthReporter:
    """Reports within a second even if Redis hangs: its ping has a timeout, and everything else is in this process."""

    def __init__(
        self,
        views: Views,
        pages: Pages,
        redis: redis_asyncio.Redis,
        history: History,
        limiter: Limiter,
        clock: Clock,
        *,
        version: str,
        commit: str,
        started_at: datetime,
        findings: Iterable[str],
    ) -> None:
        self._views = views
        self._pages = pages
        self._redis = redis
        self._history = history
        self._limiter = limiter
        self._expected = (*EXPECTED, HISTORIAN) if history.is_configured else EXPECTED
        self._clock = clock
        self._version = version
        self._commit = commit
        self._started_at = started_at
        self._findings = list(findings)

    @property
    def can_answer(self) -> bool:
        return self._views.readable

    def status(self, now: datetime) -> HealthStatus:
        if not self.can_answer:
            return HealthStatus.UNHEALTHY
        sources_well = all(_is_well(source) for source in self._sources(now))
        services_well = all(row["state"] == "up" and not row["findings"] for row in self._services(now))
        views_well = all(view.state is ViewState.COMPLETE for view in self._views.all)
        readable = not self._unreadable
        well = self._views.connected and views_well and services_well and sources_well and readable
        return HealthStatus.HEALTHY if well else HealthStatus.DEGRADED

    def brief(self) -> dict[str, Any]:
        """Return the report for older clients."""
        now = self._clock.now()
        services = {row["service"]: row["state"] for row in self._services(now)}
        return {
            "status": self.status(now),
            "timestamp": now,
            "uptime_seconds": self._uptime(now),
            "version": self._version,
            "services": {"gateway": "up", "redis": "up" if self._views.connected else "down", **services},
        }

    async def detailed(self) -> dict[str, Any]:
        redis, history = await asyncio.gather(self._redis_row(), self._history.health(self._clock))
        now = self._clock.now()
        services = self._services(now)
        return {
            "status": self.status(now),
            "timestamp": now,
            "uptime_seconds": self._uptime(now),
            "version": self._version,
            "commit": self._commit,
            "system": _system(),
            "redis": redis,
            "history": history,
            "limits": {
                "state": "exact" if self._limiter.away is None else "shared",
                "reason": self._limiter.away,
                "workers": self._limiter.workers,
            },
            "kafka": {"lag": {row["service"]: row["lag"] for row in services if row["lag"] is not None}},
            "services": services,
            "sources": self._source_rows(now, services),
            "views": self._view_rows(),
            "cache": self.cache_figures(),
            "findings": [*self._findings, *self._findings_of_services(now)],
        }

    def cache_figures(self) -> dict[str, int]:
        return {**self.cache_gauges(), **self.cache_counts()}

    def cache_gauges(self) -> dict[str, int]:
        pages = self._pages
        return {
            "cached_pages": len(pages),
            "cached_bytes": pages.bytes,
            "unreadable_records": self._unreadable,
        }

    def cache_counts(self) -> dict[str, int]:
        return {"page_hits": self._pages.hits, "pages_built": self._pages.built}

    @property
    def _unreadable(self) -> int:
        return sum(view.records.unreadable for view in self._views.all)

    def _uptime(self, now: datetime) -> float:
        return round((now - self._started_at).total_seconds(), 3)

    async def _redis_row(self) -> dict[str, Any]:
        started = self._clock.monotonic()
        try:
            async with asyncio.timeout(_PING_S):
                await self._redis.ping()  # pyright: ignore[reportGeneralTypeIssues]
        except (RedisError, OSError, TimeoutError) as error:
            return {"state": "down", "reason": explain(error), "latency_ms": None}
        latency = round((self._clock.monotonic() - started) * 1000, 2)
        state = "up" if self._views.connected else "down"
        return {"state": state, "reason": self._views.redis_error, "latency_ms": latency}

    def _services(self, now: datetime) -> list[dict[str, Any]]:
        by_service: dict[str, list[Heartbeat]] = {name: [] for name in self._expected}
        for heartbeat in self._views.heartbeats.values():
            by_service.setdefault(heartbeat.service, []).append(heartbeat)
        chain = self._broken_chain(now)
        return [_service_row(name, by_service[name], chain, now) for name in sorted(by_service)]

    def _broken_chain(self, now: datetime) -> Cause | None:
        heartbeats = self._views.heartbeats.values()
        return broken_chain(redis_answers=self._views.connected, heartbeats=heartbeats, now=now)

    def _findings_of_services(self, now: datetime) -> list[str]:
        alive = (heartbeat for heartbeat in self._views.heartbeats.values() if heartbeat.valid_until >= now)
        words = sorted({finding for heartbeat in alive for finding in heartbeat.findings})
        return [MEANINGS.get(word, word) for word in words]

    def _sources(self, now: datetime) -> list[SourceWithQuota]:
        return [source for view in self._views.all for source in view.records.sources(now)]

    def _source_rows(self, now: datetime, services: list[dict[str, Any]]) -> list[SourceWithQuota]:
        """Return the sources, each expired one with its cause."""
        chain = self._broken_chain(now)
        conditions = {row["service"]: ServiceCondition(row["state"], row["reason"], row["lag"]) for row in services}
        return [
            msgspec.structs.replace(
                source,
                reason=source_reason(
                    source.reason,
                    chain=chain,
                    ingester=conditions.get(f"ingest-{source.provider}", _UNSEEN),
                    normalizer=conditions[NORMALIZER],
                ),
            )
            for source in self._sources(now)
        ]

    def _view_rows(self) -> list[dict[str, Any]]:
        return [
            {"league": view.league, "state": view.state, "records": view.records.counts()}
            for view in self._views.leagues.values()
        ]


def _is_well(source: SourceWithQuota) -> bool:
    return source.state != SourceState.DOWN or source.reason in _NOT_MISSED


def _service_row(name: str, heartbeats: list[Heartbeat], chain: Cause | None, now: datetime) -> dict[str, Any]:
    """Return a service's row. Stopped instances count only if no other is left."""
    alive = [heartbeat for heartbeat in heartbeats if heartbeat.valid_until >= now]
    shown = max(alive or heartbeats, key=lambda heartbeat: heartbeat.sent_at, default=None)
    condition = condition_of(alive, chain)
    return {
        "service": name,
        "state": condition.state,
        "reason": condition.reason,
        "instances": len(alive),
        "last_heartbeat_at": shown.sent_at if shown else None,
        "version": shown.version if shown else None,
        "lag": condition.lag,
        "quota": shown.quota if shown else {},
        "cache": shown.cache if shown else {},
        "findings": sorted({finding for heartbeat in alive for finding in heartbeat.findings}),
    }


def _system() -> dict[str, Any]:
    memory, disk, process = psutil.virtual_memory(), psutil.disk_usage("/"), psutil.Process()
    return {
        "cpu_percent": psutil.cpu_percent(interval=None),
        "memory": {"total": memory.total, "available": memory.available, "percent": memory.percent},
        "disk": {"total": disk.total, "free": disk.free, "percent": disk.percent},
        "process": {"rss": process.memory_info().rss, "threads": process.num_threads()},
    }
