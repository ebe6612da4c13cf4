"""What must follow from a raw log: its replay through the resolver's own pure function, half of it in each process."""

import asyncio
import multiprocessing
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from aiokafka import ConsumerRecord, TopicPartition
from tests.faults.effects import Effects
from tests.faults.log_tail import open_tail
from tests.faults.processes import die_with_parent

from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.causes import version_of
from a1_schemas.topics import normalized_topic
from a1_service_kit.kafka import log_ends
from a1_service_kit.settings import KafkaSettings

_MANY = 5_000
"""Fewer are replayed sooner than other processes start."""


class Collector(Protocol):
    """Takes what each raw record was resolved to, and can be sent to another process."""

    def take(self, resolution: Resolution) -> None: ...


C = TypeVar("C", bound=Collector)


@dataclass(slots=True)
class Expected:
    """Every effect, and the keys of the dead letters."""

    effects: Effects = field(default_factory=Effects)
    dead: set[str] = field(default_factory=set[str])
    late: int = 0

    def take(self, resolution: Resolution) -> None:
        self.late += resolution.is_late
        if resolution.dead_letter is not None:
            self.dead.add(resolution.dead_letter.key)
        for change in resolution.changes:
            name = (normalized_topic(change.kind), change.key)
            self.effects.add(name, version_of(change.causes), change.value)


class Replay:
    """Resolves raw records of one input topic, each partition's in the order of its offsets."""

    def __init__(self) -> None:
        self._states: dict[str, LeagueState] = {}

    def resolve(self, record: ConsumerRecord) -> Resolution:
        raw = raw_record(record)
        league = raw.source.league
        state = self._states.setdefault(league, LeagueState(league))
        resolution = normalize(raw, state)
        state.apply(resolution)
        return resolution


def raw_record(record: ConsumerRecord) -> RawRecord:
    """A Kafka record as the resolver takes it."""
    headers = tuple((name, value or b"") for name, value in record.headers)
    return RawRecord(record.topic, record.partition, record.offset, record.key, record.value, headers, record.timestamp)


def replay(records: Iterable[ConsumerRecord]) -> Expected:
    """The effects of these records."""
    expected, replaying = Expected(), Replay()
    for record in records:
        expected.take(replaying.resolve(record))
    return expected


async def replay_log(kafka: KafkaSettings, topic: str, numbers: Collection[int]) -> Expected:
    """The effects of all records of these partitions of a raw topic."""
    expected = Expected()
    for part in await collect_log(kafka, topic, numbers, Expected):
        expected.effects.join(part.effects)
        expected.dead |= part.dead
        expected.late += part.late
    return expected


async def collect_log(
    kafka: KafkaSettings, topic: str, numbers: Collection[int], collector: Callable[[], C]
) -> Sequence[C]:
    """Resolve all records of these partitions. Returns collectors that have each taken those of whole partitions.

    Where there are many records, two processes read them, each its partitions.
    """
    ends = await log_ends(kafka, [TopicPartition(topic, number) for number in numbers])
    lengths = {partition.partition: end for partition, end in ends.items()}
    if sum(lengths.values()) < _MANY:
        return [await _collect(kafka, topic, lengths, collector)]
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork"), die_with_parent) as workers:
        halves = (
            loop.run_in_executor(workers, _collect_here, kafka, topic, half, collector) for half in _halves(lengths)
        )
        return await asyncio.gather(*halves)


def _collect_here(kafka: KafkaSettings, topic: str, numbers: Collection[int], collector: Callable[[], C]) -> C:
    return asyncio.run(_collect(kafka, topic, numbers, collector))


async def _collect(kafka: KafkaSettings, topic: str, numbers: Collection[int], collector: Callable[[], C]) -> C:
    found, replaying = collector(), Replay()
    async with open_tail(kafka, (topic,), numbers) as tail:
        async for records in tail.batches():
            for record in records:
                found.take(replaying.resolve(record))
    return found


def _halves(lengths: dict[int, int]) -> tuple[list[int], list[int]]:
    """Two lists of partitions with about equally many records."""
    halves: tuple[list[int], list[int]] = ([], [])
    for number in sorted(lengths, key=lengths.__getitem__, reverse=True):
        min(halves, key=lambda half: sum(lengths[each] for each in half)).append(number)
    return halves
