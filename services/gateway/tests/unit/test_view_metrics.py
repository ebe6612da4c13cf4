import math
from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest

from a1_gateway.metrics import RequestMetrics
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_gateway.view_metrics import ViewMetrics
from a1_schemas.keys import pack
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import Kind, SourceReason, SourceState
from a1_testkit.clocks import ManualClock

SCRAPE_BYTES = 200_000


def a_status(clock: ManualClock, feed: str, state: SourceState) -> bytes:
    now = clock.now()
    return pack(
        1,
        SourceStatus(
            version=1,
            changed_at=now,
            target=f"espn/{feed}/nba",
            provider="espn",
            league="nba",
            feed=feed,
            state=state,
            reason=SourceReason.CONTENT_NEW,
            last_success_at=now - timedelta(seconds=30),
            last_content_at=None,
            next_poll_at=None,
            valid_until=now + timedelta(minutes=1),
        )
        .model_dump_json()
        .encode(),
    )


def test_sources_views_and_records_are_shown_with_closed_labels() -> None:
    registry, views, clock = CollectorRegistry(), Views(), ManualClock()
    ViewMetrics(registry, views, clock)
    nba = views.leagues["nba"]
    for feed, state in (("news", SourceState.UP), ("scoreboard", SourceState.DOWN), ("invented", SourceState.UP)):
        nba.put(Kind.SOURCES, f"espn/{feed}/nba", a_status(clock, feed, state), clock.now())
    nba.become(ViewState.COMPLETE)
    nba.in_step_at = clock.monotonic()
    clock.advance(2.5)
    source = {"provider": "espn", "league": "nba"}

    def shown(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, labels)

    assert shown("gateway_source_age_seconds", **source, feed="news") == 32.5
    assert shown("gateway_source_age_seconds", **source, feed="unknown") == 32.5
    assert [shown("gateway_view_age_seconds", league=league) for league in ("nba", "nfl")] == [2.5, math.inf]
    assert shown("gateway_source_age_seconds", **source, feed="invented") is None
    assert [shown("gateway_source_state", **source, state=state) for state in ("up", "down")] == [0, 1]
    assert [shown("gateway_view_state", league=league, state="complete") for league in ("nba", "nfl")] == [1, 0]
    assert [shown("gateway_snapshot_records", kind=kind) for kind in ("sources", "odds")] == [3, 0]
    assert shown("gateway_redis_connected") == 0


def test_a_gateway_that_has_read_nothing_shows_its_series_and_a_small_page() -> None:
    registry, views = CollectorRegistry(), Views()
    ViewMetrics(registry, views, ManualClock())
    RequestMetrics(registry, lambda: {"cached_bytes": 0}, lambda: {"page_hits": 7}, ["/health"])
    answered = {"route": "/health", "method": "GET"}
    for status in ("200", "500", "503"):
        assert registry.get_sample_value("gateway_requests_total", {**answered, "status": status}) == 0
    assert registry.get_sample_value("gateway_request_seconds_count", {"route": "/health"}) == 0
    page = generate_latest(registry)
    for series in (b"gateway_page_hits_total 7.0", b"gateway_cached_bytes 0.0", b"gateway_redis_connected 0.0"):
        assert series in page
    assert b"_created" not in page
    assert len(page) < SCRAPE_BYTES
