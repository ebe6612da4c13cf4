"""Restores the state of the assigned partitions from their canonical records."""

import asyncio
from collections.abc import Iterable, Mapping

from aiokafka import TopicPartition

from a1_resolving.league_state import LeagueState
from a1_resolving.life_spans import LIFE_SPANS, LifeSpans
from a1_schemas.causes import parse_causes
from a1_schemas.raw import header
from a1_schemas.targets import parts_of
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.log_replaced import LogReplacedError

log = get_logger("a1.restore")

_AT_ONCE = 500
"""How many records are read before others may run: heartbeats must not wait for a whole league."""
_KINDS = {normalized_topic(kind): kind for kind in Kind}


async def restore_states(
    kafka: KafkaSettings, ends: Mapping[TopicPartition, int], spans: LifeSpans | None = LIFE_SPANS
) -> tuple[dict[str, LeagueState], int]:
    """Return the state of each league in these partitions, whose ends are given, and the number of unreadable records.

    Reads `normalized.*` up to the ends at the start of the call. Raises LogReplacedError if a record follows from
    what lies beyond the given ends.
    """
    numbers = sorted({partition.partition for partition in ends})
    outputs = [TopicPartition(topic, number) for topic in _KINDS for number in numbers]
    states: dict[str, LeagueState] = {}
    unreadable = read = 0
    async for record in read_to_end(kafka, outputs):
        read += 1
        if read % _AT_ONCE == 0:
            await asyncio.sleep(0)
        key = (record.key or b"").decode("utf-8", "replace")
        try:
            league = _league(record.headers)
            causes = parse_causes(header(record.headers, "causes") or b"")
        except ValueError:
            is_read = False
        else:
            _check_causes(causes, record.partition, ends)
            state = states.setdefault(league, LeagueState(league, spans))
            is_read = state.restore(_KINDS[record.topic], key, record.value, causes)
        if not is_read:
            unreadable += 1
            log.warning("record.unreadable", topic=record.topic, offset=record.offset, key=key[:200])
    return states, unreadable


def _check_causes(causes: dict[str, int], number: int, ends: Mapping[TopicPartition, int]) -> None:
    for topic, offset in causes.items():
        if offset >= ends.get(TopicPartition(topic, number), offset + 1):
            raise LogReplacedError(f"a record follows from {topic}/{number}@{offset}")


def _league(headers: Iterable[tuple[str, bytes]]) -> str:
    return parts_of((header(headers, "target") or b"").decode()).league
