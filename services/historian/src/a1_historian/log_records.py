"""Reads a record of the log: what it is, its version, and the fields that history keeps. Pure."""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from aiokafka import ConsumerRecord

from a1_historian.offers import Offer, offer_of_odds, offer_of_prop
from a1_historian.records import Event, Source, Stats, read_event, read_odds, read_prop, read_source, read_stats
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_in
from a1_schemas.raw import header
from a1_schemas.topics import analytics_topic, normalized_topic
from a1_schemas.vocabulary import Kind


class Analysis(NamedTuple):
    """A record of `analytics.*`, its value as written; None where it was deleted."""

    key: str
    written_at: datetime
    value: str | None


Content = Offer | Event | Stats | Source | Analysis

ODDS, PROPS_TOPIC, EVENTS, STATS, SOURCES = (
    normalized_topic(kind) for kind in (Kind.ODDS, Kind.PROPS, Kind.EVENTS, Kind.PLAYER_STATS, Kind.SOURCES)
)
ANALYTICS = tuple(analytics_topic(kind) for kind in AnalyticsKind)
TOPICS = (ODDS, PROPS_TOPIC, EVENTS, STATS, SOURCES, *ANALYTICS)
"""What the historian reads."""


class LogRecord(NamedTuple):
    """A record with its place in the log. `content` is None for the deletion of a canonical record."""

    topic: str
    partition: int
    offset: int
    version: int
    content: Content | None


class UnreadableError(ValueError):
    """The record has no version, or is not of its topic's shape."""


def read(record: ConsumerRecord) -> LogRecord:
    """Return the record's content. Raises UnreadableError."""
    try:
        version = version_in(header(record.headers, "causes"))
        content = _content(record)
    except (ValueError, msgspec.DecodeError) as error:
        raise UnreadableError(str(error)) from error
    return LogRecord(record.topic, record.partition, record.offset, version, content)


def _content(record: ConsumerRecord) -> Content | None:
    if record.topic.startswith("analytics."):
        written_at = datetime.fromtimestamp(record.timestamp / 1000, UTC)
        value = None if record.value is None else record.value.decode()
        return Analysis((record.key or b"").decode(), written_at, value)
    return None if record.value is None else _READERS[record.topic](record.value)


_READERS = {
    ODDS: lambda value: offer_of_odds(read_odds(value)),
    PROPS_TOPIC: lambda value: offer_of_prop(read_prop(value)),
    EVENTS: read_event,
    STATS: read_stats,
    SOURCES: read_source,
}
