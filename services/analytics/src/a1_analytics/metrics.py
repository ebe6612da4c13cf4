"""Metrics of analytics. Labels are from closed sets: topics and kinds."""

from prometheus_client import CollectorRegistry, Counter

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.restoring import OWN_KINDS
from a1_schemas.services import ANALYTICS
from a1_schemas.topics import analytics_topic
from a1_stage_kit.stage_metrics import StageMetrics

HALF = "analyst"


class Metrics(StageMetrics):
    """The instruments of analytics. Each series exists from the start."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry, ANALYTICS, (HALF,))
        self.records = Counter("analytics_records", "Input records decided, by topic.", ("topic",), registry=registry)
        self.changes = Counter(
            "analytics_changes", "Records of analytics published, by kind.", ("kind",), registry=registry
        )
        self.unreadable = Counter(
            "analytics_unreadable_records",
            "Records left out because they are not the message of their topic.",
            ("topic",),
            registry=registry,
        )
        self.produce_errors = Counter(
            "analytics_produce_errors",
            "Tries to publish a partition's part of a batch that Kafka did not take, each tried again or fatal.",
            registry=registry,
        )
        for topic in INPUT_TOPICS:
            self.records.labels(topic)
        for topic in (*INPUT_TOPICS, *map(analytics_topic, OWN_KINDS)):
            self.unreadable.labels(topic)
        for kind in OWN_KINDS:
            self.changes.labels(kind)
