"""Kafka's records as the engine reads them, and the engine's outputs as Kafka's records."""

from collections.abc import Iterable, Mapping

from aiokafka import ConsumerRecord, TopicPartition

from a1_analysis.outputs import LogRecord, Output
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import format_causes, version_in
from a1_schemas.leagues import League
from a1_schemas.raw import SCHEMA_VERSION, header
from a1_schemas.topics import ANALYTICS_CONFIG, LEAGUE_PARTITIONS, analytics_topic
from a1_stage_kit.writers import Outgoing, Wave

LEAGUES: Mapping[int, League] = {number: league for league, number in LEAGUE_PARTITIONS.items()}
"""The league of a partition number. Others hold none that is analysed."""
_MESSAGE_TYPES: Mapping[AnalyticsKind, bytes] = {
    AnalyticsKind.FAIR: b"FairPrice",
    AnalyticsKind.OPPORTUNITIES: b"Opportunity",
    AnalyticsKind.REFUSALS: b"RefusalCount",
    AnalyticsKind.PREDICTIONS: b"Prediction",
    AnalyticsKind.SCORECARDS: b"Scorecard",
    AnalyticsKind.GRADES: b"Grade",
}


def read(record: ConsumerRecord) -> LogRecord:
    """Return a record of an input topic. Raises ValueError for one without causes, but a configuration has none."""
    is_caused = record.topic != ANALYTICS_CONFIG
    version = version_in(header(record.headers, "causes")) if is_caused else record.offset + 1
    return LogRecord(record.topic, record.offset, key_of(record), record.value, version)


def key_of(record: ConsumerRecord) -> str:
    """Return a record's key."""
    return (record.key or b"").decode("utf-8", "replace")


def wave_of(number: int, outputs: Iterable[Output]) -> Wave:
    """Return the outputs of a league's partition, in their order."""
    wave = Wave()
    for output in outputs:
        place = wave.setdefault(TopicPartition(analytics_topic(output.kind), number), [])
        place.append(Outgoing(output.key.encode(), output.value, _headers(output)))
    return wave


def _headers(output: Output) -> list[tuple[str, bytes]]:
    return [
        ("message_type", _MESSAGE_TYPES[output.kind]),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
        ("causes", format_causes(output.causes)),
    ]
