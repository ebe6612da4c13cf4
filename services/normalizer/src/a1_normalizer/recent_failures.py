"""What became of the last records before the committed offsets, as the dead letters say."""

from collections.abc import Mapping
from typing import NamedTuple

from aiokafka import ConsumerRecord, TopicPartition

from a1_normalizer.halting import BUGS, WINDOW
from a1_schemas.topics import dead_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_LOOK = 10
"""Offsets in which the letter of the last record lies, if it has one: few, since each letter has a whole body."""
_READ = 3 * WINDOW
"""Offsets in which the letters of the window lie: a transaction has at least one of them, and its marker."""


class _Letter(NamedTuple):
    partition: TopicPartition
    offset: int


async def recent_failures(
    kafka: KafkaSettings, committed: Mapping[TopicPartition, int], code_version: str
) -> dict[TopicPartition, list[bool]]:
    """The outcomes of up to 200 records before each committed offset, the newest last; True is a bug of this code.

    Only partitions whose very last record failed are read and returned: no other can have been halted.
    """
    newest = await _failed(kafka, committed, code_version, last=_LOOK)
    suspects = {each: committed[each] for each, failed in newest.items() if committed[each] - 1 in failed}
    found = await _failed(kafka, suspects, code_version, last=_READ)
    return {
        partition: [offset in found[partition] for offset in range(max(0, end - WINDOW), end)]
        for partition, end in suspects.items()
    }


async def _failed(
    kafka: KafkaSettings, committed: Mapping[TopicPartition, int], code_version: str, *, last: int
) -> dict[TopicPartition, set[int]]:
    """The offsets of failed records among the last letters of these partitions."""
    found: dict[TopicPartition, set[int]] = {partition: set() for partition in committed}
    dead = {TopicPartition(dead_topic(each.topic), each.partition) for each in committed}
    async for record in read_to_end(kafka, sorted(dead), last=last):
        letter = _bug(record, code_version)
        if letter is not None and letter.partition in found:
            found[letter.partition].add(letter.offset)
    return found


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
