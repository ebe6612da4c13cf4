"""Every topic of the pipeline: name, key, retention, who writes it; and the one partition of each league.

Partition numbers are passed explicitly by producers: hashing nine keys puts two leagues together at any count.
"""

from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.edge_words import EdgeKind, ProjectedKind
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.services import ANALYTICS, NORMALIZER
from a1_schemas.vocabulary import Kind

PARTITIONS = 12
"""A constant of the contract; services refuse a topic with another count."""

MULTI = "multi"
"""The league of targets that belong to none (`sports`, PrizePicks' `leagues`)."""

LEAGUE_PARTITIONS = MappingProxyType({league: league.traits.partition for league in League})
"""Append-only: a league never moves."""

MULTI_PARTITION = 8
SHARED_PARTITIONS = tuple(sorted(set(range(PARTITIONS)) - {*LEAGUE_PARTITIONS.values(), MULTI_PARTITION}))
"""Leagues outside the table share what is left, chosen by their name's bytes."""

MAX_MESSAGE_BYTES = 32 * 1024 * 1024
"""The largest body. A record may be larger by its key, headers and framing."""
MAX_RECORD_BYTES = MAX_MESSAGE_BYTES + 2 * 1024 * 1024


def partition_of(league: str) -> int:
    """The partition of a league (or `multi`, or an unsupported league) in every topic."""
    if league == MULTI:
        return MULTI_PARTITION
    known = LEAGUE_PARTITIONS.get(league)  # type: ignore[call-overload]  # a StrEnum member equals its text
    if known is not None:
        return known
    return SHARED_PARTITIONS[sum(league.encode()) % len(SHARED_PARTITIONS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTimes:
    """What an operator may choose of the topics' settings."""

    segment: timedelta = timedelta(minutes=10)
    """After how long a segment of a compacted topic is closed, at most: only closed ones are compacted."""
    delete_retention: timedelta = timedelta(days=7)
    """How long a tombstone stays readable."""
    compaction_lag: timedelta = timedelta(hours=6)
    """How long every change of `normalized.*` and `analytics.*` stays readable."""


DEFAULT_TIMES = TopicTimes()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as a person would read it aloud."""

    name: str
    describes: str
    key: str
    written_by: str
    read_by: str
    compacted: bool
    retention: timedelta | None = None
    segment: timedelta = DEFAULT_TIMES.segment

    def configuration(self, times: TopicTimes = DEFAULT_TIMES) -> dict[str, str]:
        """Return the broker's settings for this topic (design: compaction that really compacts)."""
        settings = {"max.message.bytes": str(MAX_RECORD_BYTES)}
        if self.name.startswith(_TIMED_BY_THE_BROKER):
            settings["message.timestamp.type"] = "LogAppendTime"
        if self.name.startswith(_KEEPING_EVERY_CHANGE):
            settings["min.compaction.lag.ms"] = _milliseconds(times.compaction_lag)
        if self.compacted:
            return settings | {
                "cleanup.policy": "compact",
                "segment.ms": _milliseconds(min(self.segment, times.segment)),
                "segment.bytes": str(64 * 1024 * 1024),
                "min.cleanable.dirty.ratio": "0.1",
                "delete.retention.ms": _milliseconds(times.delete_retention),
            }
        return settings | {
            "cleanup.policy": "delete",
            "segment.ms": _milliseconds(timedelta(days=1)),
            "retention.ms": _milliseconds(self.retention or timedelta(days=7)),
        }


_TIMED_BY_THE_BROKER = ("raw.", "polls.")
"""Their records' times decide about age and order between processes, so no producer's clock may set them."""
_KEEPING_EVERY_CHANGE = ("normalized.", "analytics.")


def _milliseconds(duration: timedelta) -> str:
    return str(duration // timedelta(milliseconds=1))


def raw_topic(provider: Provider) -> str:
    """`raw.<provider>`: response bodies, byte for byte."""
    return f"raw.{provider}"


def poll_topic(provider: Provider) -> str:
    """`polls.<provider>`: one record for each attempt, key = target."""
    return f"polls.{provider}"


def dead_topic(topic: str) -> str:
    """`raw.<provider>.dead`, `raw.operator.dead`: what gave no canonical record, with its bytes and a reason.

    Unreadable records of `polls.<provider>` lie beside those of `raw.<provider>`.
    """
    return f"raw.{topic.partition('.')[2]}.dead"


def normalized_topic(kind: Kind) -> str:
    """`normalized.<kind>`: the canonical records."""
    return f"normalized.{kind}"


def analytics_topic(kind: AnalyticsKind) -> str:
    """`analytics.<kind>`: what the canonical records are worth."""
    return f"analytics.{kind}"


def topic_of(kind: ProjectedKind) -> str:
    """The topic whose records are a kind of the view."""
    if isinstance(kind, EdgeKind):
        return f"edge.{kind}"
    return analytics_topic(kind) if isinstance(kind, AnalyticsKind) else normalized_topic(kind)


OPERATOR = "raw.operator"
ANALYTICS_CONFIG = "analytics.config"
HEARTBEATS = "services.heartbeats"
EDGE_KEYS = topic_of(EdgeKind.KEYS)
EDGE_WEBHOOKS = "edge.webhooks"
WEBHOOKS_STATE = "webhooks.state"
EDGE_AUDIT = "edge.audit"
"""The edge belongs to no league, so all of its records are in `MULTI_PARTITION`."""

_MINUTE = timedelta(minutes=1)

_ANALYTICS = {
    AnalyticsKind.FAIR: "Fair probabilities of a market, with the quotes they came from",
    AnalyticsKind.OPPORTUNITIES: "Arbitrage, middles, low holds and prices above the fair one, from open to ended",
    AnalyticsKind.REFUSALS: "How often a number was refused, by reason",
    AnalyticsKind.GRADES: "How the bets of a game ended, by rule profile",
    AnalyticsKind.PREDICTIONS: "Probabilities of a model, sealed before the start",
    AnalyticsKind.SCORECARDS: "How good a model's predictions were, beside the closing line",
}
_ANALYTICS_KEYS = {
    AnalyticsKind.FAIR: "event_id|id",
    AnalyticsKind.OPPORTUNITIES: "event_id|id",
    AnalyticsKind.REFUSALS: "league|kind|reason",
    AnalyticsKind.GRADES: "event_id|market|period|scope|profile",
    AnalyticsKind.PREDICTIONS: "event_id|model|market",
    AnalyticsKind.SCORECARDS: "league|model",
}

TOPICS: tuple[Topic, ...] = (
    *(
        Topic(
            raw_topic(provider),
            f"Response bodies of {provider}, byte for byte; all else is in the headers",
            "target",
            provider.service,
            NORMALIZER,
            compacted=False,
            retention=timedelta(days=7),
        )
        for provider in Provider
    ),
    *(
        Topic(
            poll_topic(provider),
            f"What each attempt to ask {provider} came to",
            "target",
            provider.service,
            f"{provider.service}, {NORMALIZER}",
            compacted=True,
            segment=_MINUTE,
        )
        for provider in Provider
    ),
    *(
        Topic(
            dead_topic(raw_topic(provider)),
            f"Pieces of {provider}'s bodies that gave no canonical record",
            "topic:partition:offset of the raw or poll record",
            "normalizer",
            "people",
            compacted=True,
        )
        for provider in Provider
    ),
    *(
        Topic(
            normalized_topic(kind),
            f"Canonical {kind}",
            "record id",
            "normalizer",
            "normalizer, analytics, historian, stream, subscribers",
            compacted=True,
            segment=_MINUTE if kind is Kind.SOURCES else timedelta(minutes=10),
        )
        for kind in Kind
    ),
    *(
        Topic(
            analytics_topic(kind),
            _ANALYTICS[kind],
            _ANALYTICS_KEYS[kind],
            ANALYTICS,
            f"{NORMALIZER}, {ANALYTICS}, historian, stream, subscribers",
            compacted=True,
        )
        for kind in AnalyticsKind
    ),
    Topic(
        ANALYTICS_CONFIG,
        "Limits, thresholds, stakes and commissions that the values of a league follow from, where not as shipped",
        "section",
        "cli",
        ANALYTICS,
        compacted=True,
    ),
    Topic(
        OPERATOR,
        "What people decided about listings",
        "target",
        "cli",
        "normalizer",
        compacted=True,
        segment=_MINUTE,
    ),
    Topic(
        dead_topic(OPERATOR),
        "Decisions that could not be carried out",
        "topic:partition:offset of the decision",
        "normalizer",
        "cli, people",
        compacted=True,
    ),
    Topic(
        EDGE_KEYS,
        "API keys, their secrets as hashes",
        "id",
        "stream, cli",
        "normalizer, stream, cli",
        compacted=True,
        segment=_MINUTE,
    ),
    Topic(
        EDGE_WEBHOOKS,
        "Subscriptions of webhooks; their secrets are in no topic",
        "id",
        "stream, cli",
        "stream, cli",
        compacted=True,
        segment=_MINUTE,
    ),
    Topic(
        WEBHOOKS_STATE,
        "How far each webhook was delivered, and why it stopped",
        "id",
        "stream",
        "stream, cli",
        compacted=True,
        segment=_MINUTE,
    ),
    Topic(
        EDGE_AUDIT,
        "What was changed at the edge and by which person, as a chain of hashes",
        "sequence",
        "stream, cli",
        "stream, cli, people",
        compacted=False,
        retention=timedelta(days=365),
    ),
    Topic(
        HEARTBEATS,
        "Each service's sign of life",
        "service and instance",
        "every service",
        "normalizer",
        compacted=True,
        segment=_MINUTE,
    ),
)

TOPIC_BY_NAME = MappingProxyType({topic.name: topic for topic in TOPICS})
