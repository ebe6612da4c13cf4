"""The overall health status."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry

from a1_edge_kit.limit_metrics import LimitMetrics
from a1_edge_kit.limiter import Limiter
from a1_gateway.health import EXPECTED, HealthReporter
from a1_gateway.history.database import NO_HISTORY
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def a_heartbeat(service: str) -> Heartbeat:
    return Heartbeat(
        service=service,
        instance="one",
        pid=1,
        version="0.1.0",
        commit="unknown",
        started_at=NOW,
        sent_at=NOW,
        valid_until=NOW + timedelta(seconds=15),
        ready=True,
        lag=None,
        quota={},
        cache={},
        ops_url="http://127.0.0.1:1",
    )


@pytest.fixture
def views() -> Views:
    """Everything was read and every service is alive."""
    views = Views()
    views.connected = True
    for view in views.all:
        view.become(ViewState.COMPLETE)
    views.heartbeats = {name: a_heartbeat(name) for name in EXPECTED}
    return views


@pytest.fixture
def status(views: Views) -> Callable[[datetime], str]:
    redis, clock = redis_asyncio.Redis(), SystemClock()
    reporter = HealthReporter(
        views,
        Pages(max_pages=1, max_bytes=1),
        redis,
        NO_HISTORY,
        Limiter(redis, clock, LimitMetrics(CollectorRegistry())),
        clock,
        version="0.1.0",
        commit="unknown",
        started_at=NOW,
        findings=[],
    )
    return reporter.status


def test_nothing_missing_is_healthy(status: Callable):
    assert status(NOW) == "healthy"


def test_a_heartbeat_that_is_over_degrades(status: Callable):
    assert status(NOW + timedelta(seconds=16)) == "degraded"


def test_a_finding_of_a_live_service_degrades(views: Views, status: Callable):
    views.heartbeats["normalizer"] = a_heartbeat("normalizer").model_copy(update={"findings": ("halted",)})
    assert status(NOW) == "degraded"


def test_a_view_that_is_being_rebuilt_degrades(views: Views, status: Callable):
    views.leagues["nfl"].become(ViewState.REBUILDING)
    assert status(NOW) == "degraded"


def test_a_record_that_cannot_be_read_degrades_until_it_is_replaced(views: Views, status: Callable):
    nba = views.leagues["nba"]
    nba.put(Kind.EVENTS, "broken", pack(1, b'{"event_id": 7}'), NOW)
    assert status(NOW) == "degraded"
    nba.put(Kind.EVENTS, "broken", pack(2, b""), NOW)
    assert status(NOW) == "healthy"


def test_nothing_to_serve_is_unhealthy(views: Views, status: Callable):
    views.leagues["mls"].become(ViewState.UNREAD)
    assert status(NOW) == "unhealthy"
