"""Metrics of an ingester. Labels are from closed sets: our own feeds, leagues, outcomes and reasons."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from a1_ingest_kit.journal import Journal


class IngestMetrics:
    """The metrics of one ingester, in the program's own registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.polls = Counter(
            "ingest_polls",
            "Attempts to ask the provider, by what they came to.",
            ("provider", "feed", "league", "outcome", "reason"),
            registry=registry,
        )
        self.publishes = Counter(
            "ingest_publishes",
            "Response bodies that the broker acknowledged.",
            ("provider", "feed", "league"),
            registry=registry,
        )
        self.produce_errors = Counter(
            "ingest_produce_errors",
            "Records that Kafka did not take when they were sent, which went to the journal instead.",
            ("provider",),
            registry=registry,
        )
        self.fetch_seconds = Histogram(
            "ingest_fetch_seconds",
            "Time from sending a request to its whole answer, retries included.",
            ("provider", "feed"),
            buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
            registry=registry,
        )
        self.quota_remaining = Gauge(
            "ingest_quota_remaining",
            "What is left of an account's quota, by the provider's own word.",
            ("provider", "account"),
            registry=registry,
        )
        self.journal_records = Gauge(
            "ingest_journal_records",
            "Records kept on disk because Kafka does not take them.",
            ("provider",),
            registry=registry,
        )
        self.journal_bytes = Gauge(
            "ingest_journal_bytes", "The size of the journal on disk.", ("provider",), registry=registry
        )
        self.journal_dropped = Gauge(
            "ingest_journal_dropped_records",
            "Kept records that gave way to a newer one of their target since the start, because the journal was full.",
            ("provider",),
            registry=registry,
        )
        self.owned_leagues = Gauge(
            "ingest_owned_leagues", "Leagues that this replica asks for.", ("provider",), registry=registry
        )

    def show_journal(self, provider: str, journal: Journal) -> None:
        """Set the gauges of the journal."""
        self.journal_records.labels(provider).set(journal.records)
        self.journal_bytes.labels(provider).set(journal.size)
        self.journal_dropped.labels(provider).set(journal.dropped)
