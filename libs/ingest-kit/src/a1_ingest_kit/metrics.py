"""Metrics of an ingester. Labels are from closed sets: our own feeds, leagues, outcomes and reasons.

Every counter is zero before its first event, so that an alert sees the first one as an increase.
"""

from collections.abc import Iterable, Mapping
from itertools import product

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from a1_ingest_kit.accounts import Account
from a1_ingest_kit.journal import Journal
from a1_ingest_kit.requests import Request
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.topics import LEAGUE_PARTITIONS, MULTI
from a1_schemas.vocabulary import PollOutcome, PollReason

NO_REASON = "none"
OTHER = "other"
"""The label of a feed or league that is none of this release's: a journal may hold an older one's records."""
LEAGUES = (*map(str, LEAGUE_PARTITIONS), MULTI)
RESULTS = (
    (PollOutcome.NEW, NO_REASON),
    (PollOutcome.UNCHANGED, NO_REASON),
    (PollOutcome.DISABLED, NO_REASON),
    (PollOutcome.DISABLED, PollReason.NO_KEY),
    *((PollOutcome.ERROR, reason) for reason in PollReason if reason is not PollReason.NO_KEY),
)
"""The outcome and the reason of every poll that there is."""
_SUCCESSES = frozenset({PollOutcome.NEW, PollOutcome.UNCHANGED})


class IngestMetrics:
    """The metrics of one provider's ingester, in the program's own registry.

    `streams`: the feeds that it listens to, beside those that it asks for.
    """

    def __init__(self, registry: CollectorRegistry, provider: Provider, streams: Iterable[str] = ()) -> None:
        self._provider = provider
        feeds = (*provider.traits.feeds, *streams)
        sources = (*product(feeds, LEAGUES), (OTHER, OTHER))
        self._sources = frozenset(sources)
        self._polls = Counter(
            "ingest_polls",
            "Attempts to ask the provider, by what they came to.",
            ("provider", "feed", "league", "outcome", "reason"),
            registry=registry,
        )
        self._publishes = Counter(
            "ingest_publishes",
            "Response bodies that the broker acknowledged.",
            ("provider", "feed", "league"),
            registry=registry,
        )
        self._last_success = Gauge(
            "ingest_last_success_timestamp_seconds",
            "When a poll last proved content new or unchanged, since 1970; 0 where this replica has seen none.",
            ("provider", "feed", "league"),
            registry=registry,
        )
        self._fetch_seconds = Histogram(
            "ingest_fetch_seconds",
            "Time from sending a request to its whole answer, each attempt by itself.",
            ("provider", "feed"),
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
            registry=registry,
        )
        self.produce_errors = Counter(
            "ingest_produce_errors",
            "Records that Kafka did not take when they were sent, which went to the journal instead.",
            ("provider",),
            registry=registry,
        ).labels(provider)
        self.rebalances = Counter(
            "ingest_rebalances", "Assignments of leagues by the group.", ("provider",), registry=registry
        ).labels(provider)
        self.circuit_open = Gauge(
            "ingest_circuit_open",
            "1 while the provider's host is left alone after failures, or probed after that, else 0.",
            ("provider",),
            registry=registry,
        ).labels(provider)
        self._quota_limit = Gauge(
            "ingest_quota_limit", "The quota of an account in one period.", ("provider", "account"), registry=registry
        )
        self._quota_reserve = Gauge(
            "ingest_quota_reserve",
            "What of an account's quota is never spent.",
            ("provider", "account"),
            registry=registry,
        )
        self._quota_remaining = Gauge(
            "ingest_quota_remaining",
            "What is left of an account's quota, by the provider's own word; absent until it has said so.",
            ("provider", "account"),
            registry=registry,
        )
        self._journal_records = Gauge(
            "ingest_journal_records",
            "Records kept on disk because Kafka does not take them.",
            ("provider",),
            registry=registry,
        ).labels(provider)
        self._journal_bytes = Gauge(
            "ingest_journal_bytes", "The size of the journal on disk.", ("provider",), registry=registry
        ).labels(provider)
        self._journal_dropped = Gauge(
            "ingest_journal_dropped_records",
            "Kept records that gave way to a newer one of their target since the start, because the journal was full.",
            ("provider",),
            registry=registry,
        ).labels(provider)
        self.owned_leagues = Gauge(
            "ingest_owned_leagues", "Leagues that this replica asks for.", ("provider",), registry=registry
        ).labels(provider)
        for source in sources:
            self._publishes.labels(provider, *source)
            self._last_success.labels(provider, *source)
            for result in RESULTS:
                self._polls.labels(provider, *source, *result)
        for feed in feeds:
            self._fetch_seconds.labels(provider, feed)

    def count_poll(self, record: PollRecord) -> None:
        """Count an attempt, and note its time where it succeeded."""
        source = self._source(record.feed, record.league)
        self._polls.labels(self._provider, *source, record.outcome, record.reason or NO_REASON).inc()
        if record.outcome in _SUCCESSES:
            self._last_success.labels(self._provider, *source).set(record.fetched_at.timestamp())

    def count_publish(self, feed: str, league: str) -> None:
        """Count a body that is acknowledged."""
        self._publishes.labels(self._provider, *self._source(feed, league)).inc()

    def observe_answer(self, request: Request, seconds: float) -> None:
        """Note how long an answer took."""
        self._fetch_seconds.labels(self._provider, request.feed).observe(seconds)

    def show_accounts(self, accounts: Mapping[str, Account]) -> None:
        """Set what is known of the quotas before any answer."""
        for name, account in accounts.items():
            self._quota_limit.labels(self._provider, name).set(account.plan.allotment)
            self._quota_reserve.labels(self._provider, name).set(account.plan.reserve)

    def show_quota(self, account: str, remaining: int) -> None:
        """Set what the provider says is left."""
        self._quota_remaining.labels(self._provider, account).set(remaining)

    def show_journal(self, journal: Journal) -> None:
        """Set the gauges of the journal."""
        self._journal_records.set(journal.records)
        self._journal_bytes.set(journal.size)
        self._journal_dropped.set(journal.dropped)

    def disown(self) -> None:
        """Show that this replica asks for nothing: another one may know more of quotas and of the host."""
        self.owned_leagues.set(0)
        self.circuit_open.set(0)
        self._quota_remaining.clear()

    def _source(self, feed: str, league: str) -> tuple[str, str]:
        return (feed, league) if (feed, league) in self._sources else (OTHER, OTHER)
