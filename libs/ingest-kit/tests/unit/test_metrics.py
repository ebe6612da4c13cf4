from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from a1_ingest_kit.accounts import Account
from a1_ingest_kit.metrics import RESULTS, IngestMetrics
from a1_ingest_kit.quota import Plan
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.metrics import build_registry
from a1_testkit.clocks import START

SCRAPE_BYTES = 200_000
NEWS = {"provider": "espn", "feed": "news", "league": "nba"}
OTHER = {"provider": "espn", "feed": "other", "league": "other"}


@pytest.fixture
def registry() -> CollectorRegistry:
    return build_registry("ingest-test", "1", "abc")


def a_poll(outcome: PollOutcome, reason: PollReason | None = None, feed: str = "news") -> PollRecord:
    return PollRecord(
        provider=Provider.ESPN,
        feed=feed,
        league="nba",
        target=f"espn/{feed}/nba",
        outcome=outcome,
        reason=reason,
        valid_until=START,
        fetched_at=START + timedelta(hours=1),
    )


@pytest.mark.parametrize("provider", Provider)
def test_every_poll_and_publish_is_counted_from_zero_on_a_small_page(
    registry: CollectorRegistry, provider: Provider
) -> None:
    IngestMetrics(registry, provider)
    for feed in provider.traits.feeds:
        source = {"provider": provider, "feed": feed, "league": "nba"}
        assert registry.get_sample_value("ingest_publishes_total", source) == 0
        assert registry.get_sample_value("ingest_fetch_seconds_count", {"provider": provider, "feed": feed}) == 0
        for outcome, reason in RESULTS:
            polled = {**source, "outcome": outcome, "reason": reason}
            assert registry.get_sample_value("ingest_polls_total", polled) == 0
    assert len(generate_latest(registry)) < SCRAPE_BYTES


def test_only_a_success_moves_the_time_of_the_last_one(registry: CollectorRegistry) -> None:
    metrics = IngestMetrics(registry, Provider.ESPN)
    name = "ingest_last_success_timestamp_seconds"
    metrics.count_poll(a_poll(PollOutcome.ERROR, PollReason.TIMEOUT))
    assert registry.get_sample_value(name, NEWS) == 0
    metrics.count_poll(a_poll(PollOutcome.UNCHANGED))
    assert registry.get_sample_value(name, NEWS) == (START + timedelta(hours=1)).timestamp()
    failed = {**NEWS, "outcome": "error", "reason": "timeout"}
    assert registry.get_sample_value("ingest_polls_total", failed) == 1


def test_a_feed_of_an_older_journal_adds_no_series(registry: CollectorRegistry) -> None:
    metrics = IngestMetrics(registry, Provider.ESPN)
    metrics.count_poll(a_poll(PollOutcome.NEW, feed="gone"))
    metrics.count_publish("gone", "nba")
    assert registry.get_sample_value("ingest_publishes_total", OTHER) == 1
    assert registry.get_sample_value("ingest_polls_total", {**OTHER, "outcome": "new", "reason": "none"}) == 1
    assert b"gone" not in generate_latest(registry)


def test_what_is_left_of_a_quota_stands_beside_its_limit_while_the_leagues_are_owned(
    registry: CollectorRegistry,
) -> None:
    metrics = IngestMetrics(registry, Provider.ODDS)
    account = {"provider": "odds", "account": "credits"}

    def shown() -> list[float | None]:
        return [
            registry.get_sample_value(f"ingest_quota_{name}", account) for name in ("limit", "reserve", "remaining")
        ]

    metrics.show_accounts({"credits": Account(plan=Plan(allotment=500, reserve=50), leagues=("nba",))})
    assert shown() == [500, 50, None]
    metrics.show_quota("credits", 120)
    metrics.circuit_open.set(1)
    assert shown() == [500, 50, 120]
    metrics.disown()
    assert shown() == [500, 50, None]
    assert registry.get_sample_value("ingest_circuit_open", {"provider": "odds"}) == 0
