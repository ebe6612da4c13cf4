"""Kafka's records as changes, and where their topics belong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from aiokafka import ConsumerRecord, TopicPartition

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.causes import version_in
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import LEAGUE_PARTITIONS, topic_of
from a1_streaming.change_map import Change, read_change
from a1_streaming.frames import PART_BYTES

KINDS: Mapping[str, ViewKind] = {topic_of(kind): kind for kind in VIEW_KINDS}
LEAGUES: Mapping[int, League] = {number: league for league, number in LEAGUE_PARTITIONS.items()}
PARTITIONS = tuple(TopicPartition(topic, number) for topic in KINDS for number in LEAGUES)
"""What is read: each league's partition of each topic of the view."""


class Part(NamedTuple):
    """Consecutive records of one league, and the position after them in each kind."""

    changes: list[Change]
    ends: dict[ViewKind, int]
    unreadable: int


def parts(fetched: Iterable[Sequence[ConsumerRecord]]) -> Iterable[Part]:
    """Yield what was fetched of one league in parts that fit into one frame.

    A record without a version is left out and counted: nothing can order it.
    """
    changes: list[Change] = []
    ends: dict[ViewKind, int] = {}
    size = unreadable = 0
    for records in fetched:
        for record in records:
            kind = KINDS[record.topic]
            ends[kind] = record.offset
            try:
                changes.append(change_of(kind, record))
            except ValueError:
                unreadable += 1
                continue
            size += len(record.value or b"")
            if size >= PART_BYTES:
                yield Part(changes, ends, unreadable)
                changes, ends, size, unreadable = [], {}, 0, 0
    if ends:
        yield Part(changes, ends, unreadable)


def change_of(kind: ViewKind, record: ConsumerRecord) -> Change:
    """Return the change that a record makes. Raises ValueError for one without causes."""
    version = version_in(header(record.headers, "causes"))
    key = (record.key or b"").decode("utf-8", "replace")
    return read_change(kind, key, record.offset, version, record.value, record.timestamp)
