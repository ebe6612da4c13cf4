"""Batches of the log in, rows out. PostgreSQL is waited for in place: nothing is acknowledged that is not stored."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Never, TypeVar

import asyncpg
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from a1_historian import sealing
from a1_historian.entries import Entries, Recorder, needs_of
from a1_historian.loading import load
from a1_historian.log_records import EVENTS, ODDS, SOURCES, LogRecord, UnreadableError, read
from a1_historian.memory import Memory
from a1_historian.metrics import HALF, CloseOutcome, Metrics
from a1_historian.positions import find_positions
from a1_historian.settings import HistorianSettings
from a1_historian.steam import SteamWatch
from a1_historian.writing import Move, PositionMovedError, Writer
from a1_schemas.topics import partition_of
from a1_service_kit.clock import Clock
from a1_service_kit.kafka import log_ends
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.outage import Outage
from a1_service_kit.postgres import POSTGRES, is_away
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.batches import Batches, ends_of
from a1_stage_kit.log_replaced import LogReplacedError

_LOOK_EVERY_S = 1.0
T = TypeVar("T")


class Historian:
    """Stores what a lease's partitions say, from the positions in the database on."""

    def __init__(
        self,
        kafka: KafkaSettings,
        pool: asyncpg.Pool,
        settings: HistorianSettings,
        metrics: Metrics,
        clock: Clock,
        readiness: Readiness,
    ) -> None:
        self.batches = Batches(
            HALF, clock, readiness, self._restore, metrics, resting_every_s=kafka.fetch_resting_every_s
        )
        self._kafka = kafka
        self._pool = pool
        self._writer = Writer(pool)
        self._seal_after = timedelta(seconds=settings.seal_after_s)
        self._memory = Memory(settings.remembered_events)
        self._steam = SteamWatch()
        self._metrics = metrics
        self._clock = clock
        self._readiness = readiness
        self._outage = Outage("postgres.awaited", clock)
        self._positions: dict[TopicPartition, int] = {}
        self._is_handed_over = False
        """Whether a batch waits that the consumer's positions count as read."""
        self._logger = get_logger("a1.historian")

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None:
        """Handle a batch."""
        self._is_handed_over = True
        try:
            await self.batches.run(records, self._handle)
        finally:
            self._is_handed_over = False

    async def watch(self) -> Never:
        """Seal each second what is due."""
        while True:
            await self._clock.sleep(_LOOK_EVERY_S)
            await self.batches.between(self._seal_due)

    async def _restore(self, lease: Lease) -> None:
        """Go on from where the database stands: the group's own offsets do not count."""
        self._memory.clear()
        self._writer.forget_partitions()
        positions = await self._until_postgres_answers(lambda: find_positions(self._pool, lease.partitions))
        ends = await log_ends(self._kafka, lease.partitions)
        for partition, position in positions.items():
            if position > ends[partition]:
                raise LogReplacedError(f"history stands at {partition.topic}/{partition.partition}@{position}")
            lease.consumer.seek(partition, position)
        self._positions = positions
        lease.positions |= positions

    async def _handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        await lease.ensure_owned()
        with self._metrics.batch_seconds.labels(HALF).time():
            fresh = [record for record in records if record.offset >= self._positions[_partition(record)]]
            ends = ends_of(records)
            moves = {
                each: Move(self._positions[each], end) for each, end in ends.items() if end > self._positions[each]
            }
            if moves:
                readable = self._read(fresh)
                try:
                    await self._until_postgres_answers(lambda: self._store(readable, moves))
                except PositionMovedError as error:
                    self._logger.warning("positions.elsewhere", error=str(error))
                    await self._restore(lease)
                    return
                self._positions |= {each: move.end for each, move in moves.items()}
            await lease.commit(ends)

    def _read(self, records: Iterable[ConsumerRecord]) -> list[LogRecord]:
        found: list[LogRecord] = []
        for record in records:
            self._metrics.records.labels(record.topic).inc()
            try:
                found.append(read(record))
            except UnreadableError as error:
                self._metrics.unreadable.labels(record.topic).inc()
                place = f"{record.topic}/{record.partition}@{record.offset}"
                self._logger.warning("record.unreadable", place=place, error=str(error)[:200])
        return found

    async def _store(self, records: list[LogRecord], moves: dict[TopicPartition, Move]) -> None:
        """Write a batch. What fails leaves the memory empty, so that a repetition compares with what is stored."""
        try:
            async with self._pool.acquire() as connection:
                await load(connection, self._memory, needs_of(records))
            recorder = Recorder(self._memory, self._steam)
            for record in records:
                recorder.take(record)
            with self._metrics.write_seconds.time():
                await self._writer.write(recorder.entries, moves)
        except BaseException:
            self._memory.clear()
            self._writer.forget_partitions()
            raise
        self._memory.trim()
        self._count(recorder.entries)

    def _count(self, entries: Entries) -> None:
        counts = {ledger.changes: len(rows) for ledger, rows in entries.changes.items()} | {
            "events": len(entries.games),
            "stat_lines": len(entries.stats),
            "source_spans": len(entries.spans),
            "steam_moves": len(entries.steam),
            "analytics": len(entries.analytics),
        }
        for table, count in counts.items():
            self._metrics.rows.labels(table).inc(count)

    async def _seal_due(self, lease: Lease) -> None:
        """Seal the games that started a while ago, once all that was published before is read."""
        if self._is_handed_over:
            return
        numbers = {each.partition for each in lease.partitions if await _is_read_up(lease.consumer, each.partition)}
        before = self._clock.now() - self._seal_after
        try:
            async with self._pool.acquire() as connection:
                for event_id, start in await sealing.due(connection, before, lambda of: partition_of(of) in numbers):
                    closes = await sealing.seal_event(connection, event_id, start)
                    for close in closes:
                        outcome = CloseOutcome.NO_CLOSE if close.reason else CloseOutcome.PRICE
                        self._metrics.closes.labels(outcome).inc()
        except Exception as error:
            if not is_away(error):
                raise
            self._readiness.mark(POSTGRES, ready=False)
            self._outage.note(error)
        else:
            self._readiness.mark(POSTGRES, ready=True)

    async def _until_postgres_answers(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Retry in place while the database is away; readiness says so meanwhile."""
        while True:
            try:
                result = await attempt()
            except Exception as error:
                if not is_away(error):
                    raise
                self._readiness.mark(POSTGRES, ready=False)
                await self._outage.wait(error)
            else:
                self._readiness.mark(POSTGRES, ready=True)
                self._outage.end()
                return result


def _partition(record: ConsumerRecord) -> TopicPartition:
    return TopicPartition(record.topic, record.partition)


async def _is_read_up(consumer: AIOKafkaConsumer, number: int) -> bool:
    """Whether everything that decides about closing prices in this partition number has been handed over."""
    for topic in (ODDS, SOURCES, EVENTS):
        partition = TopicPartition(topic, number)
        if await consumer.position(partition) < (consumer.highwater(partition) or 0):
            return False
    return True
