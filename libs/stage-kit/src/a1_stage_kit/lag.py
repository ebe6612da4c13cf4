"""The lag of a half: what the broker has and the half has not handled, in every assigned partition.

Known from the first second of an assignment, also before a record was handled and while partitions are paused. While
the broker does not answer the lag is unknown, which is not the same as none.

The half's own fetches say where its partitions end. Only those are asked for that were not fetched since the last look,
as when they are paused: the embedded broker lists every batch of a partition to answer that.
"""

import asyncio
import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Never

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from a1_schemas.topics import LEAGUE_PARTITIONS, MULTI, MULTI_PARTITION
from a1_service_kit.kafka import open_consumer
from a1_service_kit.lease import LeaseState
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.batches import Batches
from a1_stage_kit.stage_metrics import StageMetrics

_EVERY_S = 2.0
_WITHIN_S = 4.0
_LEAGUES = {number: str(league) for league, number in LEAGUE_PARTITIONS.items()} | {MULTI_PARTITION: MULTI}
_SHARED = "shared"
"""The league of partitions that several leagues share."""


class Unknown(StrEnum):
    """Why a lag is not known."""

    UNASSIGNED = "unassigned"
    """The group has no assignment for this half yet."""
    BROKER_AWAY = "broker-away"
    VIEW_AWAY = "view-away"
    """The half stands where its view or database says, and has not read that yet."""


class Half(NamedTuple):
    """What is measured: one consumer of a stage."""

    name: str
    ends_in_markers: bool = False
    """Whether it reads what another stage publishes in transactions."""
    stands_elsewhere: bool = False
    """Whether it goes on where its view or database says, and not at the committed offsets."""


class Ends:
    """Where partitions end, for one who looks again and again."""

    def __init__(self) -> None:
        self._polled: dict[TopicPartition, int | None] = {}
        """When each was last fetched, as of the last look."""

    async def look(
        self, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], broker: AIOKafkaConsumer
    ) -> dict[TopicPartition, int]:
        """Return the ends of the consumer's partitions; the broker is asked for those not fetched since the last look.

        An end may be as old as that look. Raises KafkaError, and AssertionError for a partition that is not the
        consumer's.
        """
        ends = {partition: end for partition in partitions if (end := self._fetched(consumer, partition)) is not None}
        asked = [partition for partition in partitions if partition not in ends]
        return ends | (await broker.end_offsets(asked) if asked else {})

    def _fetched(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> int | None:
        polled = consumer.last_poll_timestamp(partition)
        is_new = partition in self._polled and polled != self._polled[partition]
        self._polled[partition] = polled
        return consumer.last_stable_offset(partition) if is_new else None


def unread(
    ends: Mapping[TopicPartition, int],
    handled: Mapping[TopicPartition, int],
    positions: Mapping[TopicPartition, int],
    *,
    ends_in_markers: bool,
) -> dict[TopicPartition, int]:
    """Return how many records of each partition are not handled.

    `ends` are the broker's, `handled` where the work stands, `positions` where the consumer reads on. A partition
    without `handled` stands at its position. Where `ends_in_markers`, a partition that was read to its end has nothing
    unread: what lies between `handled` and the end are markers of transactions, which are no records.
    """
    lags: dict[TopicPartition, int] = {}
    for partition, end in ends.items():
        position = positions[partition]
        stands_at = min(handled.get(partition, position), position)
        lags[partition] = 0 if ends_in_markers and position >= end else max(0, end - stands_at)
    return lags


def total(lags: Iterable[int | None]) -> int | None:
    """Return the sum, or None where a part of it is unknown."""
    known = list(lags)
    return None if not known or None in known else sum(lag for lag in known if lag is not None)


async def measure_lag(
    half: Half, kafka: KafkaSettings, batches: Batches, metrics: StageMetrics, lags: dict[str, int | None]
) -> Never:
    """Measure every two seconds until cancelled: into the metrics, and under the half's name into `lags`."""
    note(half.name, Unknown.UNASSIGNED, metrics, lags)
    ends = Ends()
    while True:
        try:
            async with open_consumer(kafka, f"a1-lag-{half.name}") as broker:
                while True:
                    async with asyncio.timeout(_WITHIN_S):
                        found = await measured(half, broker, batches, ends)
                    note(half.name, found, metrics, lags)
                    await asyncio.sleep(_EVERY_S)
        except (KafkaError, OSError, TimeoutError):
            note(half.name, Unknown.BROKER_AWAY, metrics, lags)
            await asyncio.sleep(_EVERY_S)


async def measured(
    half: Half, broker: AIOKafkaConsumer, batches: Batches, known: Ends
) -> dict[TopicPartition, int] | Unknown:
    """Return how many records of each partition are not handled.

    What is handed over ends where it was written: it is neither fetched nor asked for. Raises KafkaError.
    """
    lease = batches.listener.lease
    if lease is None:
        return Unknown.UNASSIGNED
    if half.stands_elsewhere and lease.state is LeaseState.PENDING:
        return Unknown.VIEW_AWAY
    try:
        handed_over = dict(lease.handed_over)
        fetched = [partition for partition in lease.partitions if partition not in handed_over]
        ends = await known.look(lease.consumer, fetched, broker) | handed_over
        positions = {partition: await lease.consumer.position(partition) for partition in lease.partitions}
        positions |= {each: lease.positions[each] for each in handed_over if each in lease.positions}
    except (IllegalStateError, AssertionError):  # revoked meanwhile
        return Unknown.UNASSIGNED
    return unread(ends, dict(lease.positions), positions, ends_in_markers=half.ends_in_markers and not batches.is_busy)


def note(
    half: str, found: dict[TopicPartition, int] | Unknown, metrics: StageMetrics, lags: dict[str, int | None]
) -> None:
    """Show a measurement in the metrics, and under `half` in `lags`."""
    known = None if isinstance(found, Unknown) else found
    lags[half] = None if known is None else sum(known.values())
    metrics.lag.labels(half).set(math.nan if known is None else sum(known.values()))
    for reason in Unknown:
        metrics.lag_unknown.labels(half, reason).set(found is reason)
    by_league: dict[str, int] = {}
    for partition, lag in (known or {}).items():
        league = _LEAGUES.get(partition.partition, _SHARED)
        by_league[league] = by_league.get(league, 0) + lag
    for league in (*_LEAGUES.values(), _SHARED):
        if league in by_league:
            metrics.partition_lag.labels(half, league).set(by_league[league])
        else:
            metrics.partition_lag.remove(half, league)
