"""Restores the state of the assigned partitions from their canonical records."""

import asyncio
from collections.abc import Iterable, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition

from a1_normalizer.log_replaced import LogReplacedError
from a1_resolving.league_state import LeagueState
from a1_resolving.life_spans import LIFE_SPANS, LifeSpans
from a1_schemas.causes import parse_causes
from a1_schemas.raw import header
from a1_schemas.targets import parts_of
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import log_ends, read_to_end
from a1_service_kit.settings import KafkaSettings

_WITHIN_S = 300.0
_KINDS = {normalized_topic(kind): kind for kind in Kind}


async def restore_states(
    kafka: KafkaSettings,
    consumer: AIOKafkaConsumer,
    partitions: Sequence[TopicPartition],
    spans: LifeSpans | None = LIFE_SPANS,
) -> dict[str, LeagueState]:
    """Return the state of each league in these partitions.

    Reads `normalized.*` up to the ends at the start of the call. Raises LogReplacedError if the log does not match the
    positions, TimeoutError after five minutes.
    """
    ends = await log_ends(kafka, partitions)
    await _check_positions(consumer, partitions, ends)
    numbers = sorted({partition.partition for partition in partitions})
    outputs = [TopicPartition(topic, number) for topic in _KINDS for number in numbers]
    states: dict[str, LeagueState] = {}
    async with asyncio.timeout(_WITHIN_S):
        async for record in read_to_end(kafka, outputs):
            causes = parse_causes(header(record.headers, "causes") or b"")
            _check_causes(causes, record.partition, ends)
            league = _league(record.headers)
            state = states.setdefault(league, LeagueState(league, spans))
            state.restore(_KINDS[record.topic], (record.key or b"").decode(), record.value, causes)
    return states


async def _check_positions(
    consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], ends: dict[TopicPartition, int]
) -> None:
    for partition in partitions:
        committed = await consumer.committed(partition)
        if committed is not None and committed > ends[partition]:
            raise LogReplacedError(f"{partition.topic}/{partition.partition} was read to {committed}")


def _check_causes(causes: dict[str, int], number: int, ends: dict[TopicPartition, int]) -> None:
    for topic, offset in causes.items():
        if offset >= ends.get(TopicPartition(topic, number), offset + 1):
            raise LogReplacedError(f"a record follows from {topic}/{number}@{offset}")


def _league(headers: Iterable[tuple[str, bytes]]) -> str:
    return parts_of((header(headers, "target") or b"").decode()).league
