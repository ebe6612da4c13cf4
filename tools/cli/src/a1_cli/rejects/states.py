"""Whether a rejected record still waits for a person: open, replayed, or superseded by a newer one.

* replayed: the letter itself says where its record was sent again; if that fails too, it is a letter of its own.
* superseded: the record's target has handled a newer one, by sequence, or by time where one of both has no sequence. A
  poll record always is, because the next poll says all that it said. A decision is when its listing has a newer one.
"""

import json
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from aiokafka import TopicPartition

from a1_cli.rejects.letters import Letter
from a1_cli.rejects.progress import counted
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.raw import header, parse_time
from a1_schemas.topics import OPERATOR, PARTITIONS, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings


class LetterState(StrEnum):
    """What `a1 rejects list` says of a letter."""

    OPEN = "open"
    REPLAYED = "replayed"
    SUPERSEDED = "superseded"


class Handled(NamedTuple):
    """The newest record of a target that was handled."""

    sequence: int | None = None
    content_at: datetime | None = None


class Newest(NamedTuple):
    """What letters are compared with."""

    by_target: dict[str, Handled]
    decisions: dict[str, int]
    """The offset of the newest decision on each listing."""


def state_of(letter: Letter, newest: Newest) -> LetterState:
    """Return the state of a letter."""
    if letter.replayed_to is not None:
        return LetterState.REPLAYED
    return LetterState.SUPERSEDED if _is_superseded(letter, newest) else LetterState.OPEN


def _is_superseded(letter: Letter, newest: Newest) -> bool:
    if letter.topic == OPERATOR:
        return newest.decisions.get(letter.target, -1) > letter.offset
    if letter.topic.startswith("polls."):
        return True
    handled = newest.by_target.get(letter.target, Handled())
    if letter.sequence is not None and handled.sequence is not None:
        return handled.sequence > letter.sequence
    if letter.fetched_at is not None and handled.content_at is not None:
        return handled.content_at > letter.fetched_at
    return False


async def read_newest(kafka: KafkaSettings) -> Newest:
    """Read what every target has handled, and the decisions."""
    numbers = range(PARTITIONS)
    sources = [TopicPartition(normalized_topic(Kind.SOURCES), number) for number in numbers]
    versions: dict[str, int] = {}
    by_target: dict[str, Handled] = {}
    async for record in counted(kafka, sources, read_to_end(kafka, sources), "reading sources"):
        target = (record.key or b"").decode("utf-8", "replace")
        version = version_of(parse_causes(header(record.headers, "causes") or b""))
        if version >= versions.get(target, 0):
            versions[target] = version
            by_target[target] = _handled(record.value)
    operator = [TopicPartition(OPERATOR, number) for number in numbers]
    decisions = {
        (record.key or b"").decode("utf-8", "replace"): record.offset
        async for record in counted(kafka, operator, read_to_end(kafka, operator), "reading decisions")
    }
    return Newest(by_target, decisions)


def _handled(status: bytes | None) -> Handled:
    """Only the two fields that count, so that a status of other code is read too."""
    try:
        found = json.loads(status or b"{}")
        content_at = found.get("last_content_at")
        return Handled(found.get("last_sequence"), None if content_at is None else parse_time(content_at))
    except (ValueError, AttributeError, TypeError):
        return Handled()
