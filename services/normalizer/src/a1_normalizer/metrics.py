"""Metrics of the normalizer. Labels are from closed sets: providers, feeds, leagues, kinds, reasons."""

from enum import StrEnum
from itertools import product
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from a1_mappers.extracted import Extracted
from a1_normalizer.owners import OWNERS
from a1_normalizer.source_labels import FEEDS, LEAGUES, OTHER
from a1_schemas.edge_words import PROJECTED_KINDS
from a1_schemas.providers import Provider
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import OPERATOR, poll_topic, raw_topic
from a1_schemas.vocabulary import Kind, RejectReason
from a1_stage_kit.stage_metrics import StageMetrics

HALVES = ("resolver", "projector")
INPUT_TOPICS = (*(topic(provider) for topic in (raw_topic, poll_topic) for provider in Provider), OPERATOR)
"""What the resolver reads."""
EXTRACTED = tuple(each.__name__ for each in get_args(Extracted))
"""What mappers extract."""


class ViewOutcome(StrEnum):
    """What became of a record on its way into the view."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    """The view has this version."""
    STALE = "stale"
    """The view has a higher version."""
    UNREADABLE = "unreadable"


class Way(StrEnum):
    """How a record came to the projecting half."""

    LOG = "log"
    HANDED_OVER = "handed-over"
    """From the resolving half of the same process."""


class Metrics(StageMetrics):
    """The instruments of both halves."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry, NORMALIZER, HALVES)
        self.records = Counter("normalizer_records", "Input records handled, by topic.", ("topic",), registry=registry)
        self.mapped = Counter(
            "normalizer_mapped",
            "Records that the mappers extracted, by their kind.",
            ("provider", "feed", "sighting"),
            registry=registry,
        )
        self.rejects = Counter(
            "normalizer_rejects",
            "Pieces of bodies that gave nothing, by reason.",
            ("provider", "feed", "reason"),
            registry=registry,
        )
        self.unread_fields = Counter(
            "normalizer_unread_fields",
            "Paths of sampled bodies that are neither read nor known to be of no use.",
            ("provider", "feed"),
            registry=registry,
        )
        self.dead_letters = Counter(
            "normalizer_dead_letters", "Raw records with at least one reject.", ("provider", "feed"), registry=registry
        )
        self.changes = Counter(
            "normalizer_changes",
            "Canonical records published, by kind.",
            ("provider", "league", "kind"),
            registry=registry,
        )
        self.late = Counter(
            "normalizer_late",
            "Bodies older than one of their target that was handled before.",
            ("provider", "feed", "league"),
            registry=registry,
        )
        self.clock_ahead = Counter(
            "normalizer_clock_ahead_records",
            "Records stamped more than two minutes ahead of the broker's time, which was taken instead.",
            ("provider",),
            registry=registry,
        )
        self.unsupported = Counter(
            "normalizer_unsupported",
            "Bodies of a feed or league that is kept as raw only.",
            ("provider", "feed"),
            registry=registry,
        )
        self.unreadable_records = Counter(
            "normalizer_unreadable_records",
            "Records of the normalizer's own topics that a restore could not read.",
            registry=registry,
        )
        self.produce_errors = Counter(
            "normalizer_produce_errors",
            "Tries to publish a partition's part of a batch that Kafka did not take, each tried again or fatal.",
            registry=registry,
        )
        self.end_to_end_seconds = Histogram(
            "normalizer_end_to_end_seconds",
            "Time from a provider's answer until all of it is in a complete view, by the clocks of both hosts.",
            buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0, 600.0),
            registry=registry,
        )
        self.halted_partitions = Gauge(
            "normalizer_halted_partitions",
            "Partitions of which nothing is handled, because their records failed one after the other.",
            ("topic",),
            registry=registry,
        )
        self.expired_records = Counter(
            "normalizer_expired_records",
            "Input records that retention deleted before they were handled.",
            ("topic",),
            registry=registry,
        )
        self.view_writes = Counter(
            "normalizer_view_writes",
            "Writes to the view: applied, duplicate (same version), stale (lower), unreadable (no version).",
            ("kind", "outcome"),
            registry=registry,
        )
        self.projected = Counter(
            "normalizer_projected_records",
            "Records that the projecting half took, read from the log or handed over by this process's resolving half.",
            ("way",),
            registry=registry,
        )
        self.view_rebuilds = Counter(
            "normalizer_view_rebuilds",
            "Times a league's view was filled from the beginning.",
            ("league",),
            registry=registry,
        )
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Make every series of what counts, so that the first event is an increase."""
        for kind, outcome in product(PROJECTED_KINDS, ViewOutcome):
            self.view_writes.labels(kind, outcome)
        for way in Way:
            self.projected.labels(way)
        for owner in OWNERS:
            self.view_rebuilds.labels(owner)
        for topic in INPUT_TOPICS:
            self.records.labels(topic)
            self.expired_records.labels(topic)
            self.halted_partitions.labels(topic)
        for provider, feeds in FEEDS.items():
            self.clock_ahead.labels(provider)
            for feed in (*feeds, OTHER):
                self._begin_feed_at_zero(provider, feed)
            for feed, league in product(feeds, LEAGUES):
                self.late.labels(provider, feed, league)
            for league, kind in product(LEAGUES, Kind):
                self.changes.labels(provider, league, kind)

    def _begin_feed_at_zero(self, provider: str, feed: str) -> None:
        for each in (self.dead_letters, self.unread_fields, self.unsupported):
            each.labels(provider, feed)
        for reason in RejectReason:
            self.rejects.labels(provider, feed, reason)
        for record in EXTRACTED:
            self.mapped.labels(provider, feed, record)
