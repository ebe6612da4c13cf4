"""What must follow from a raw log: its replay through the resolver's own pure function, a partition in one process."""

import asyncio
import multiprocessing
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

from aiokafka import ConsumerRecord
from tests.faults.processes import die_with_parent

from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.causes import version_of
from a1_schemas.topics import normalized_topic

Name = tuple[str, str]
"""Topic and key."""


class Effect(NamedTuple):
    """One change of a canonical record."""

    version: int
    value: bytes | None


_MANY = 5_000
"""Fewer are replayed sooner than other processes start."""


@dataclass(slots=True)
class Expected:
    """Every effect by its record's name, in order, and the keys of the dead letters."""

    effects: dict[Name, list[Effect]] = field(default_factory=dict[Name, list[Effect]])
    dead: set[str] = field(default_factory=set[str])
    late: int = 0

    @property
    def newest(self) -> dict[Name, Effect]:
        return {name: effects[-1] for name, effects in self.effects.items()}


def raw_record(record: ConsumerRecord) -> RawRecord:
    """A Kafka record as the resolver takes it."""
    headers = tuple((name, value or b"") for name, value in record.headers)
    return RawRecord(record.topic, record.partition, record.offset, record.key, record.value, headers, record.timestamp)


def replay(records: Iterable[RawRecord]) -> Expected:
    """The effects of these records. They are of one input topic, each partition in the order of its offsets."""
    expected = Expected()
    states: dict[str, LeagueState] = {}
    for record in records:
        league = record.source.league
        state = states.setdefault(league, LeagueState(league))
        resolution = normalize(record, state)
        state.apply(resolution)
        expected.late += resolution.is_late
        if resolution.dead_letter is not None:
            expected.dead.add(resolution.dead_letter.key)
        for change in resolution.changes:
            effect = Effect(version_of(change.causes), change.value)
            expected.effects.setdefault((normalized_topic(change.kind), change.key), []).append(effect)
    return expected


async def replay_side_by_side(records: Sequence[RawRecord]) -> Expected:
    """The same as `replay`, with two processes where there are many records."""
    if len(records) < _MANY:
        return replay(records)
    expected, loop = Expected(), asyncio.get_running_loop()
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork"), die_with_parent) as workers:
        for part in await asyncio.gather(*(loop.run_in_executor(workers, replay, half) for half in _halves(records))):
            expected.effects |= part.effects
            expected.dead |= part.dead
            expected.late += part.late
    return expected


def _halves(records: Iterable[RawRecord]) -> list[list[RawRecord]]:
    """Two lists of about equal length, each of whole partitions."""
    by_partition: defaultdict[int, list[RawRecord]] = defaultdict(list)
    for record in records:
        by_partition[record.partition].append(record)
    halves: list[list[RawRecord]] = [[], []]
    for of_one in sorted(by_partition.values(), key=len, reverse=True):
        min(halves, key=len).extend(of_one)
    return halves
