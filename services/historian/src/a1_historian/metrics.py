"""Metrics of the historian. Labels are from closed sets: topics, tables, outcomes."""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Histogram

from a1_historian.log_records import TOPICS
from a1_schemas.services import HISTORIAN
from a1_stage_kit.stage_metrics import StageMetrics

HALF = "historian"
TABLES = ("price_changes", "prop_changes", "events", "stat_lines", "source_spans", "steam_moves", "analytics")


class CloseOutcome(StrEnum):
    """What was sealed for a series."""

    PRICE = "price"
    NO_CLOSE = "no-close"


class Metrics(StageMetrics):
    """The instruments of the historian. Each series exists from the start."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry, HISTORIAN, (HALF,))
        self.records = Counter("historian_records", "Records of the log read, by topic.", ("topic",), registry=registry)
        self.unreadable = Counter(
            "historian_unreadable_records",
            "Records left out because they have no version or not their topic's shape.",
            ("topic",),
            registry=registry,
        )
        self.rows = Counter("historian_rows", "Rows written, by table.", ("table",), registry=registry)
        self.closes = Counter(
            "historian_closes", "Closing prices sealed, by whether there was one.", ("outcome",), registry=registry
        )
        self.write_seconds = Histogram(
            "historian_write_seconds",
            "Time of one transaction: a batch's rows and positions.",
            buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0),
            registry=registry,
        )
        for topic in TOPICS:
            self.records.labels(topic)
            self.unreadable.labels(topic)
        for table in TABLES:
            self.rows.labels(table)
        for outcome in CloseOutcome:
            self.closes.labels(outcome)
