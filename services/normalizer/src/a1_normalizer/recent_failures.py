"""What became of the last records before the committed offsets, as the dead letters say."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aiokafka import ConsumerRecord, TopicPartition

from a1_normalizer.halting import BUGS, WINDOW
from a1_schemas.topics import dead_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_LOOK = 10
"""Offsets that say whether there is anything to look for: few, since each letter has a whole body."""
_READ = 3 * WINDOW
"""Offsets in which the letters of the window lie: a transaction has at least one of them, and its marker."""


class _Letter(NamedTuple):
    partition: TopicPartition
    offset: int


async def recent_failures(
    kafka: KafkaSettings, committed: Mapping[TopicPartition, int], code_version: str
) -> dict[TopicPartition, list[bool]]:
    """The outcomes of up to 200 records before each committed offset, the newest last; True is a bug of this code.

    Only where one of the last letters is of such a bug: nothing else can have been halted.
    """
    recent = await _failed(kafka, committed, code_version, last=_LOOK)
    places = {_place(partition) for partition in recent}
    suspects = {each: offset for each, offset in committed.items() if _place(each) in places}
    found = await _failed(kafka, suspects, code_version, last=_READ)
    return {
        partition: [offset in found.get(partition, ()) for offset in range(max(0, end - WINDOW), end)]
        for partition, end in suspects.items()
    }


async def _failed(
    kafka: KafkaSettings, partitions: Iterable[TopicPartition], code_version: str, *, last: int
) -> dict[TopicPartition, set[int]]:
    """The offsets of failed records, by partition, in the last letters of these partitions."""
    found: dict[TopicPartition, set[int]] = {}
    places = sorted({_place(partition) for partition in partitions})
    async for record in read_to_end(kafka, places, last=last):
        letter = _bug(record, code_version)
        if letter is not None:
            found.setdefault(letter.partition, set()).add(letter.offset)
    return found


def _place(partition: TopicPartition) -> TopicPartition:
    """Where the letters of a partition lie, beside those of the other topic of its provider."""
    return TopicPartition(dead_topic(partition.topic), partition.partition)


def _bug(record: ConsumerRecord[bytes, bytes], code_version: str) -> _Letter | None:
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers if name.startswith("dead_")}
    if headers.get("dead_reason") not in BUGS or headers.get("dead_code_version") != code_version:
        return None
    try:
        return _Letter(
            TopicPartition(headers["dead_topic"], int(headers["dead_partition"])), int(headers["dead_offset"])
        )
    except (KeyError, ValueError):
        return None
