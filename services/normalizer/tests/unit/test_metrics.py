from prometheus_client import generate_latest

from a1_normalizer.metrics import Metrics
from a1_service_kit.metrics import build_registry

SCRAPE_BYTES = 200_000


def test_what_alerts_count_is_zero_before_the_first_one() -> None:
    registry = build_registry("normalizer", "1", "abc")
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
    for half in ("resolver", "projector"):
        for name in ("rebalances_total", "leases", "restore_seconds_count", "batch_seconds_count"):
            assert registry.get_sample_value(f"normalizer_{name}", {"half": half}) == 0
    changed = {"provider": "operator", "league": "multi"}
    assert registry.get_sample_value("normalizer_changes_total", {**changed, "kind": "events"}) == 0
    assert registry.get_sample_value("normalizer_late_total", {**source, "league": "nfl"}) == 0
    assert registry.get_sample_value("normalizer_mapped_total", {**source, "sighting": "Offer"}) == 0
    assert registry.get_sample_value("normalizer_dead_letters_total", {**source, "feed": "other"}) == 0
    assert registry.get_sample_value("normalizer_produce_errors_total") == 0
    assert registry.get_sample_value("normalizer_end_to_end_seconds_count") == 0
    for outcome in ("applied", "duplicate", "stale", "unreadable"):
        written = {"kind": "odds", "outcome": outcome}
        assert registry.get_sample_value("normalizer_view_writes_total", written) == 0
    for way in ("log", "handed-over"):
        assert registry.get_sample_value("normalizer_projected_records_total", {"way": way}) == 0
    assert len(generate_latest(registry)) < SCRAPE_BYTES
