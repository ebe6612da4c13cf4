"""The projecting half: canonical records into the Redis view, with its own positions inside the view."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Never
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from redis.exceptions import ReadOnlyError, RedisError

from a1_normalizer.handover import Handover
from a1_normalizer.latency import latencies
from a1_normalizer.metrics import Metrics, Way
from a1_normalizer.owners import owner_of
from a1_normalizer.portions import KINDS, Portion, portions
from a1_normalizer.view import Standing, View
from a1_normalizer.write_spans import write_spans
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import HEARTBEATS
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import Clock
from a1_service_kit.kafka import log_ends
from a1_service_kit.lease import Lease
from a1_service_kit.log_epoch import read_epoch
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness
from a1_service_kit.redis import end_if_cancelled, explain
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.batches import Batches, ends_of
from a1_stage_kit.log_replaced import LogReplacedError
from a1_stage_kit.writers import Written

_HALF = "projector"
TOPICS = (*KINDS, HEARTBEATS)
"""What the projector reads."""
_PROMPT = frozenset(
    {Kind.EVENTS, Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS, AnalyticsKind.FAIR, AnalyticsKind.OPPORTUNITIES}
)
"""The kinds that move during a game."""
_PATIENT = (*(topic for topic, kind in KINDS.items() if kind not in _PROMPT), HEARTBEATS)

_RESTS_LONGER = 5
"""So many times as long a partition rests where a resolver hands over what most of them get."""
_BACKOFF_S = (0.1, 0.5, 1.0, 2.0)
_LOOK_EVERY_S = 1.0
Attempt = Callable[[], Awaitable[None]]


class Projector:
    """Batches in, view writes out. Redis is waited for in place: nothing is acknowledged that is not in the view.

    `is_handed_over` says that a resolver of this process hands over what it writes.
    `_standings` holds where the view of each owned partition number stands. A number whose view turned out to stand
    elsewhere is missing there: its records are dropped until the next look has found them again.
    """

    def __init__(
        self,
        kafka: KafkaSettings,
        view: View,
        metrics: Metrics,
        clock: Clock,
        readiness: Readiness,
        *,
        is_handed_over: bool = False,
    ) -> None:
        self.batches = Batches(
            _HALF,
            clock,
            readiness,
            self._find_all,
            metrics,
            resting_every_s=kafka.fetch_resting_every_s * (_RESTS_LONGER if is_handed_over else 1),
            patient=_PATIENT,
        )
        self._kafka = kafka
        self._view = view
        self._metrics = metrics
        self._clock = clock
        self._readiness = readiness
        self._standings: dict[int, Standing] = {}
        self._taken: set[TopicPartition] = set()
        """The partitions whose records came since the last look."""
        self._handover = Handover(clock, self._position_of)
        self._logger = get_logger("a1.projector")

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None:
        """Handle a batch."""
        self._taken.update(ends_of(records))
        await self.batches.run(records, self._handle)

    async def hand_over(self, written: Sequence[Written]) -> None:
        """Note what the resolver of this process has published. Waits while much is to be written."""
        await self._handover.put(self.batches.listener.lease, written)

    async def take_over(self) -> Never:
        """Write what is handed over."""
        while True:
            written = await self._handover.next()
            await self.batches.between(partial(self._take_over, written=written))

    async def watch(self) -> Never:
        """Commit each second what moved, compare where the views stand with where they were left, and go on from where
        they stand.

        The group's offsets are for those who watch it: the positions that count are in the views. A view is refilled
        that was emptied, or that a failover has put back, although no record comes.
        """
        while True:
            await self._clock.sleep(_LOOK_EVERY_S)
            await self.batches.between(self._look)

    async def _handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        await self._project_all(lease, records, Way.LOG)

    async def _take_over(self, lease: Lease, *, written: Sequence[Written]) -> None:
        records = self._handover.take(lease, written)
        if not records:
            return
        taken = ends_of(records)
        self._taken.update(taken)
        lease.positions |= self._positions(taken)  # a proof commits where the work stands, and nothing is no proof
        await self._project_all(lease, records, Way.HANDED_OVER)

    async def _project_all(self, lease: Lease, records: Sequence[ConsumerRecord], way: Way) -> None:
        began = self._clock.monotonic()
        await lease.ensure_owned()
        by_number: dict[int, list[ConsumerRecord]] = {}
        for record in records:
            by_number.setdefault(record.partition, []).append(record)
        for number, of_number in by_number.items():
            with write_spans(of_number):
                await self._until_redis_answers(lambda n=number, r=of_number: self._project(n, r))
        lease.positions |= self._positions(ends_of(records))
        self._metrics.projected.labels(way).inc(len(records))
        self._metrics.batch_seconds.labels(_HALF).observe(self._clock.monotonic() - began)

    async def _project(self, number: int, records: Sequence[ConsumerRecord]) -> None:
        """Write what lies above the positions; a repetition after an error goes on after what is written."""
        standing = self._standings.get(number)
        if standing is None:
            return
        heartbeats = {_text(record.key): record.value or b"" for record in records if record.topic == HEARTBEATS}
        if heartbeats:
            await self._view.write_heartbeats(heartbeats)
        for portion in portions(records, standing.positions):
            if not await self._write(number, portion):
                return

    async def _write(self, number: int, portion: Portion, *, completes: bool = False) -> bool:
        """Write a portion; False where the view stands elsewhere, and is to be found again."""
        before = self._standings[number]
        after = before.moved({move.topic: move.end for move in portion.moves})
        completes = completes or (not before.is_complete and after.has_reached_ends)
        owner = owner_of(number)
        if not await self._view.write(owner, before.epoch or "", portion, completes=completes):
            self._logger.warning("view.elsewhere", league=owner, positions=dict(before.positions))
            del self._standings[number]
            return False
        self._standings[number] = after.completed() if completes else after
        if before.is_complete:
            for seconds in latencies(portion.answers, self._clock.now()):
                self._metrics.end_to_end_seconds.observe(seconds)
        if completes:
            self._logger.info("view.complete", league=owner)
        return True

    async def _look(self, lease: Lease) -> None:
        """Find again what stands elsewhere. An outage leaves it to the next look."""
        numbers = _numbers(lease.partitions)
        taken, self._taken = self._taken, set()
        try:
            found = await self._standings_of(numbers)
            elsewhere = [number for number in numbers if found[number] != self._standings.get(number)]
            if elsewhere:
                await self._find(lease, elsewhere)
            for number in self._standings.keys() - elsewhere:
                await self._complete_at_rest(lease.consumer, number, taken)
        except (RedisError, KafkaError, OSError, TimeoutError) as error:
            end_if_cancelled()
            self._readiness.mark("redis", ready=not isinstance(error, RedisError))
            self._logger.warning("view.unseen", error=type(error).__name__)
        else:
            self._readiness.mark("redis", ready=True)
        self._handover.end_quiet(lease)
        if positions := self._positions(taken.intersection(lease.partitions)):
            await lease.commit(positions)

    async def _complete_at_rest(
        self, consumer: AIOKafkaConsumer, number: int, taken: AbstractSet[TopicPartition]
    ) -> None:
        """Complete a view whose rebuild has read everything.

        A log may end with markers of transactions: positions in the view stay below these, the consumer's do not. What
        was handed over since the last look, or during this one, may not be written yet, so it counts at the next.
        """
        standing = self._standings[number]
        if standing.is_complete:
            return
        for topic, end in standing.ends.items():
            partition = TopicPartition(topic, number)
            if standing.positions.get(topic, 0) < end and (
                await consumer.position(partition) < end or partition in taken or partition in self._taken
            ):
                return
        await self._write(number, Portion(), completes=True)

    async def _find_all(self, lease: Lease) -> None:
        """Go on from where the views stand: the group's own offsets do not count."""
        self._standings = {}
        await self._until_redis_answers(lambda: self._find(lease, _numbers(lease.partitions)))

    async def _find(self, lease: Lease, numbers: Sequence[int]) -> None:
        """Seek to the views' positions.

        A view that has not begun, or was filled from another log, is filled from the beginning.
        """
        found = await self._standings_of(numbers)
        log = await read_epoch(self._kafka)
        ends = await log_ends(self._kafka, [each for each in lease.partitions if each.partition in found])
        for number, standing in found.items():
            self._standings.pop(number, None)
            of_number = {partition.topic: end for partition, end in ends.items() if partition.partition == number}
            begun = await self._begun(number, standing, log, of_number)
            if begun is None:
                continue
            for topic, end in of_number.items():
                position = begun.positions.get(topic, 0)
                if position > end:
                    raise LogReplacedError(f"the view of {owner_of(number)} stands at {topic}@{position}")
                lease.consumer.seek(TopicPartition(topic, number), position)
                self._handover.end(lease, TopicPartition(topic, number))
            self._standings[number] = begun
            if not begun.is_complete and begun.has_reached_ends:
                await self._write(number, Portion(), completes=True)

    async def _begun(self, number: int, found: Standing, log: str | None, ends: Mapping[str, int]) -> Standing | None:
        """Return the standing to go on from; None where another projector has begun a rebuild meanwhile."""
        if not found.has_begun or (log and found.log and log != found.log):
            return await self._begin(number, found, log, ends)
        if log and not found.log:
            await self._view.name_log(owner_of(number), log)
            return found._replace(log=log)
        return found

    async def _begin(self, number: int, seen: Standing, log: str | None, ends: Mapping[str, int]) -> Standing | None:
        """Begin a rebuild; None where another projector has begun one meanwhile."""
        owner = owner_of(number)
        new = Standing(uuid4().hex, is_complete=False, positions=dict.fromkeys(ends, 0), ends=ends, log=log)
        if not await self._view.begin_rebuild(owner, seen.epoch, new):
            return None
        self._metrics.view_rebuilds.labels(owner).inc()
        self._logger.info("view.rebuilding", league=owner, epoch=new.epoch)
        return new

    async def _standings_of(self, numbers: Sequence[int]) -> dict[int, Standing]:
        found = await self._view.standings([owner_of(number) for number in numbers])
        return {number: found[owner_of(number)] for number in numbers}

    def _position_of(self, partition: TopicPartition) -> int | None:
        standing = self._standings.get(partition.partition)
        return standing.positions.get(partition.topic) if standing is not None and standing.is_complete else None

    def _positions(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """Where the views stand in these; others have not moved, and each costs the broker a write."""
        return {
            partition: self._standings[partition.partition].positions.get(partition.topic, 0)
            for partition in partitions
            if partition.partition in self._standings
        }

    async def _until_redis_answers(self, attempt: Attempt) -> None:
        """Retry in place while Redis is away or refuses for now; readiness says so meanwhile."""
        tries = 0
        while True:
            try:
                await attempt()
            except (RedisError, OSError) as error:
                end_if_cancelled()
                self._readiness.mark("redis", ready=False)
                self._logger.warning("view.unreachable", error=explain(error))
                if isinstance(error, ReadOnlyError):
                    await self._view.reconnect()
                await self._clock.sleep(_BACKOFF_S[min(tries, len(_BACKOFF_S) - 1)])
                tries += 1
            else:
                self._readiness.mark("redis", ready=True)
                return


def _numbers(partitions: Iterable[TopicPartition]) -> list[int]:
    return sorted({partition.partition for partition in partitions})


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
