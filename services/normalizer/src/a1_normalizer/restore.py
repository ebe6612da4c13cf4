"""Restores the state of the assigned partitions from their canonical records."""

from collections.abc import Iterable, Mapping

from aiokafka import TopicPartition

from a1_normalizer.log_replaced import LogReplacedError
from a1_resolving.league_state import LeagueState
from a1_schemas.causes import parse_causes
from a1_schemas.raw import header
from a1_schemas.targets import parts_of
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import KafkaSettings

_KINDS = {normalized_topic(kind): kind for kind in Kind}


async def restore_states(kafka: KafkaSettings, ends: Mapping[TopicPartition, int]) -> dict[str, LeagueState]:
    """Return the state of each league in these partitions, whose ends are given.

    Reads `normalized.*` up to the ends at the start of the call, and leaves out what cannot be read. Raises
    LogReplacedError if a record follows from what lies beyond the given ends.
    """
    numbers = sorted({partition.partition for partition in ends})
    outputs = [TopicPartition(topic, number) for topic in _KINDS for number in numbers]
    states: dict[str, LeagueState] = {}
    unreadable = 0
    async for record in read_to_end(kafka, outputs):
        try:
            causes = parse_causes(header(record.headers, "causes") or b"")
            key, league = (record.key or b"").decode(), _league(record.headers)
        except ValueError:
            unreadable += 1
            continue
        _check_causes(causes, record.partition, ends)
        state = states.setdefault(league, LeagueState(league))
        unreadable += not state.restore(_KINDS[record.topic], key, record.value, causes)
    if unreadable:
        get_logger("a1.restore").warning("restore.unreadable", records=unreadable, partitions=numbers)
    return states


def _check_causes(causes: dict[str, int], number: int, ends: Mapping[TopicPartition, int]) -> None:
    for topic, offset in causes.items():
        if offset >= ends.get(TopicPartition(topic, number), offset + 1):
            raise LogReplacedError(f"a record follows from {topic}/{number}@{offset}")


def _league(headers: Iterable[tuple[str, bytes]]) -> str:
    return parts_of((header(headers, "target") or b"").decode()).league
