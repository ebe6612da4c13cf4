from prometheus_client import CollectorRegistry, generate_latest

from a1_normalizer.metrics import Metrics

SCRAPE_BYTES = 200_000


def test_what_alerts_count_is_zero_before_the_first_one() -> None:
    registry = CollectorRegistry()
    Metrics(registry)
    source = {"provider": "odds", "feed": "odds"}
    assert registry.get_sample_value("normalizer_dead_letters_total", source) == 0
    assert registry.get_sample_value("normalizer_rejects_total", {**source, "reason": "unknown-market"}) == 0
    assert registry.get_sample_value("normalizer_clock_ahead_records_total", {"provider": "espn"}) == 0
    for topic in ("raw.espn", "polls.odds"):
        assert registry.get_sample_value("normalizer_records_total", {"topic": topic}) == 0
        assert registry.get_sample_value("normalizer_expired_records_total", {"topic": topic}) == 0
    for league in ("nba", "multi"):
        assert registry.get_sample_value("normalizer_view_rebuilds_total", {"league": league}) == 0
    for outcome in ("applied", "duplicate", "stale", "unreadable"):
        written = {"kind": "odds", "outcome": outcome}
        assert registry.get_sample_value("normalizer_view_writes_total", written) == 0
    assert len(generate_latest(registry)) < SCRAPE_BYTES
