"""Restores the states of a lease: what was published, and the inputs that it follows from.

A record is taken up where it is committed, or where something published follows from it. What lies beyond is decided
again: nothing of it was published.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

from aiokafka import ConsumerRecord, TopicPartition

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.configuration import Configured, built_in
from a1_analysis.decide import settle, take_up
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import Output
from a1_analysis.restoring import OWN_KINDS, restore
from a1_analytics.log_records import LEAGUES, key_of, read
from a1_schemas.causes import parse_causes
from a1_schemas.raw import header
from a1_schemas.topics import ANALYTICS_CONFIG, analytics_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.log_positions import LogPositions
from a1_stage_kit.log_replaced import LogReplacedError

log = get_logger("a1.restore")

_AT_ONCE = 200
"""How many records are read before others may run: heartbeats must not wait for a whole league."""
_KINDS = {analytics_topic(kind): kind for kind in OWN_KINDS}
_VALUES = tuple(topic for topic in INPUT_TOPICS if topic != ANALYTICS_CONFIG)
_Places = dict[int, dict[str, int]]
"""By partition number and topic an offset."""


async def restore_states(kafka: KafkaSettings, positions: LogPositions) -> tuple[dict[int, LeagueValues], Counter[str]]:
    """Return the state of each partition number, and how many records of each topic were unreadable.

    Configurations are read to their ends: what follows from a newer one is published once the states are there.

    Raises LogReplacedError where something published follows from what lies beyond the ends.
    """
    numbers = sorted({each.partition for each in positions.ends if each.partition in LEAGUES})
    unreadable = Counter[str]()
    configured, read_to = await _read_configurations(kafka, numbers, unreadable)
    states = {number: LeagueValues(LEAGUES[number], configured[number]) for number in numbers}
    proven = await _read_own(kafka, states, positions.ends, unreadable)
    for partition, offset in positions.committed.items():
        if partition.partition in states:
            known = proven[partition.partition]
            known[partition.topic] = max(known.get(partition.topic, 0), offset)
    await _read_inputs(kafka, states, proven, unreadable)
    for number, offset in read_to.items():
        states[number].positions[ANALYTICS_CONFIG] = offset
    return states, unreadable


def settled(states: Mapping[int, LeagueValues]) -> dict[int, list[Output]]:
    """Return what differs from what was published, by partition number."""
    return {number: outputs for number, state in states.items() if (outputs := settle(state))}


async def _read_configurations(
    kafka: KafkaSettings, numbers: Sequence[int], unreadable: Counter[str]
) -> tuple[dict[int, Configured], dict[int, int]]:
    """Return the configuration of each partition number, and up to which offset it was read."""
    found = {number: Configured({}, built_in()) for number in numbers}
    read_to: dict[int, int] = {}
    async for record in read_to_end(kafka, [TopicPartition(ANALYTICS_CONFIG, number) for number in numbers]):
        read_to[record.partition] = record.offset + 1
        try:
            found[record.partition] = found[record.partition].after(key_of(record), record.value)
        except ValueError as error:
            unreadable[record.topic] += 1
            log.warning("configuration.unfit", section=key_of(record), error=str(error)[:200])
    return found, read_to


async def _read_own(
    kafka: KafkaSettings,
    states: Mapping[int, LeagueValues],
    ends: Mapping[TopicPartition, int],
    unreadable: Counter[str],
) -> _Places:
    """Take up what was published. Returns the offsets after the newest inputs that it follows from."""
    proven: _Places = defaultdict(dict)
    newest: dict[tuple[int, str, str], tuple[bytes | None, dict[str, int]]] = {}
    async for record in _in_turns(kafka, _KINDS, states):
        try:
            causes = parse_causes(header(record.headers, "causes") or b"")
        except ValueError:
            unreadable[record.topic] += 1
            continue
        known = proven[record.partition]
        for topic, offset in causes.items():
            end = ends.get(TopicPartition(topic, record.partition))
            if end is not None and offset >= end:
                raise LogReplacedError(f"a record follows from {topic}/{record.partition}@{offset}")
            known[topic] = max(known.get(topic, 0), offset + 1)
        newest[record.partition, record.topic, key_of(record)] = (record.value, causes)
    for (number, topic, key), (value, causes) in newest.items():
        if value is None:
            continue
        try:
            restore(states[number], _KINDS[topic], key, value, causes)
        except ValueError:
            unreadable[topic] += 1
            log.warning("record.unreadable", topic=topic, key=key[:200])
    return proven


async def _read_inputs(
    kafka: KafkaSettings, states: Mapping[int, LeagueValues], below: _Places, unreadable: Counter[str]
) -> None:
    """Take up the inputs below these offsets."""
    async for record in _in_turns(kafka, _VALUES, states):
        if record.offset >= below[record.partition].get(record.topic, 0):
            continue
        try:
            take_up(states[record.partition], read(record))
        except ValueError:
            unreadable[record.topic] += 1
            log.warning("record.unreadable", topic=record.topic, offset=record.offset)
    for number, state in states.items():
        state.positions |= {topic: below[number].get(topic, 0) for topic in _VALUES}


async def _in_turns(
    kafka: KafkaSettings, topics: Iterable[str], numbers: Iterable[int]
) -> AsyncGenerator[ConsumerRecord[bytes, bytes]]:
    """Yield the records of these topics' partitions, letting others run between them."""
    count = 0
    async for record in read_to_end(kafka, [TopicPartition(topic, number) for topic in topics for number in numbers]):
        count += 1
        if count % _AT_ONCE == 0:
            await asyncio.sleep(0)
        yield record
