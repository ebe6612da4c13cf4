"""The projecting half: canonical records into the Redis view, with its own position inside the view."""

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from a1_normalizer.batches import Batches, ends_of
from a1_normalizer.log_replaced import LogReplacedError
from a1_normalizer.metrics import Metrics
from a1_normalizer.view import Move, View, ViewRecord
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.raw import header
from a1_schemas.removal import is_removal
from a1_schemas.topics import HEARTBEATS, LEAGUE_PARTITIONS, MULTI, MULTI_PARTITION, normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import Clock
from a1_service_kit.kafka import log_ends
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness
from a1_service_kit.redis import end_if_cancelled, explain
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.telemetry import context_of, tracer

_HALF = "projector"
_KINDS = {normalized_topic(kind): kind for kind in Kind}
TOPICS = (*_KINDS, HEARTBEATS)
"""What the projector reads."""

_OWNERS = {number: str(league) for league, number in LEAGUE_PARTITIONS.items()} | {MULTI_PARTITION: MULTI}
_BACKOFF_S = (0.1, 0.5, 1.0, 2.0)
_tracer = tracer("a1.normalizer")
Attempt = Callable[[], Awaitable[None]]


class _Rebuild(NamedTuple):
    """The ends to be reached before a league's view is complete."""

    ends: dict[str, int]


class Projector:
    """Batches in, view writes out. Redis is waited for in place: nothing is acknowledged that is not in the view."""

    def __init__(self, kafka: KafkaSettings, view: View, metrics: Metrics, clock: Clock, readiness: Readiness) -> None:
        self.batches = Batches(_HALF, clock, readiness, self._find_positions)
        self._kafka = kafka
        self._view = view
        self._metrics = metrics
        self._clock = clock
        self._readiness = readiness
        self._positions: dict[TopicPartition, int] = {}
        self._rebuilds: dict[int, _Rebuild] = {}
        self._logger = get_logger("a1.projector")

    async def on_batch(self, records: Sequence[ConsumerRecord]) -> None:
        """Handle a batch."""
        await self.batches.run(records, self._handle)

    async def _handle(self, lease: Lease, records: list[ConsumerRecord]) -> None:
        began = self._clock.monotonic()
        await lease.ensure_owned()
        by_partition: dict[int, list[ConsumerRecord]] = {}
        for record in records:
            by_partition.setdefault(record.partition, []).append(record)
        for number, of_partition in by_partition.items():
            await self._until_redis_answers(lambda n=number, r=of_partition: self._project(lease, n, r))
        await lease.commit({partition: self._positions[partition] for partition in ends_of(records)})
        self._metrics.batch_seconds.labels(_HALF).observe(self._clock.monotonic() - began)

    async def _project(self, lease: Lease, number: int, records: Sequence[ConsumerRecord]) -> None:
        """Write a partition's records, then its positions; where those stand elsewhere, read again from there."""
        with write_spans(records):
            for league, of_league in _by_league(records).items():
                await self._view.write(league, of_league)
        heartbeats = {_text(record.key): record.value or b"" for record in records if record.topic == HEARTBEATS}
        if heartbeats:
            await self._view.write_heartbeats(heartbeats)
        await self._move(lease, number, records)

    async def _move(self, lease: Lease, number: int, records: Sequence[ConsumerRecord]) -> None:
        owner = owner_of(number)
        ends = ends_of(records)
        moves = [Move(partition.topic, self._positions[partition], end) for partition, end in ends.items()]
        elsewhere = await self._view.move(owner, moves)
        for partition, end in ends.items():
            if partition.topic not in elsewhere:
                self._positions[partition] = end
        if elsewhere:
            self._logger.warning("view.elsewhere", league=owner, positions=elsewhere)
            mine = [partition for partition in self._positions if partition.partition == number]
            ends = await log_ends(self._kafka, mine)
            await self._find_partition(lease.consumer, number, ends)
            return
        rebuild = self._rebuilds.get(number)
        if rebuild is not None and self._has_reached(number, rebuild):
            await self._view.complete(owner)
            del self._rebuilds[number]
            self._logger.info("view.complete", league=owner)

    async def _find_positions(self, lease: Lease) -> None:
        """Go on from where the view stands: the group's own offsets do not count."""
        self._positions = dict.fromkeys(lease.partitions, 0)
        self._rebuilds = {}
        ends = await log_ends(self._kafka, lease.partitions)
        for number in sorted({partition.partition for partition in lease.partitions}):
            of_number = {partition: end for partition, end in ends.items() if partition.partition == number}
            await self._until_redis_answers(lambda n=number, e=of_number: self._find_partition(lease.consumer, n, e))

    async def _find_partition(self, consumer: AIOKafkaConsumer, number: int, ends: dict[TopicPartition, int]) -> None:
        """Seek to the view's positions; a view without any is filled from the beginning."""
        owner = owner_of(number)
        stored = await self._view.positions(owner)
        if not stored:
            await self._view.begin_rebuild(owner)
            self._metrics.view_rebuilds.labels(owner).inc()
            self._rebuilds[number] = _Rebuild({partition.topic: end for partition, end in ends.items()})
        for partition, end in ends.items():
            position = stored.get(partition.topic, 0)
            if position > end:
                raise LogReplacedError(f"the view of {owner} stands at {partition.topic}@{position}")
            self._positions[partition] = position
            consumer.seek(partition, position)
        if number in self._rebuilds and self._has_reached(number, self._rebuilds[number]):
            await self._view.complete(owner)
            del self._rebuilds[number]

    def _has_reached(self, number: int, rebuild: _Rebuild) -> bool:
        return all(
            self._positions[partition] >= rebuild.ends[partition.topic]
            for partition in self._positions
            if partition.partition == number
        )

    async def _until_redis_answers(self, attempt: Attempt) -> None:
        """Retry in place while Redis is away or refuses for now; readiness says so meanwhile."""
        tries = 0
        while True:
            try:
                await attempt()
            except (RedisConnectionError, RedisTimeoutError, RedisError, OSError) as error:
                end_if_cancelled()
                self._readiness.mark("redis", ready=False)
                self._logger.warning("view.unreachable", error=explain(error))
                await self._clock.sleep(_BACKOFF_S[min(tries, len(_BACKOFF_S) - 1)])
                tries += 1
            else:
                self._readiness.mark("redis", ready=True)
                return


def owner_of(number: int) -> str:
    """Under whose name a partition's positions are kept: its league, or the partition itself where leagues share it."""
    return _OWNERS.get(number, f"partition-{number}")


def _by_league(records: Sequence[ConsumerRecord]) -> dict[str, list[ViewRecord]]:
    """The newest of each record, by league; heartbeats are none."""
    newest: dict[tuple[str, Kind, str], ViewRecord] = {}
    for record in records:
        kind = _KINDS.get(record.topic)
        if kind is not None:
            headers = dict(record.headers)
            newest[_league(record, headers), kind, _text(record.key)] = _view_record(kind, record, headers)
    by_league: dict[str, list[ViewRecord]] = {}
    for (league, _, _), record in newest.items():
        by_league.setdefault(league, []).append(record)
    return by_league


def _view_record(kind: Kind, record: ConsumerRecord, headers: Mapping[str, bytes]) -> ViewRecord:
    version = version_of(parse_causes(headers.get("causes", b"")))
    value = record.value
    is_ended = value is None or is_removal(value)
    return ViewRecord(kind, _text(record.key), version, b"" if is_ended else value or b"", value is None)


def _league(record: ConsumerRecord, headers: Mapping[str, bytes]) -> str:
    target = headers.get("target", b"").decode().split("/")
    return target[2] if len(target) > 2 else owner_of(record.partition)


@contextmanager
def write_spans(records: Sequence[ConsumerRecord]) -> Generator[None]:
    """One span for each trace that these records continue: a batch writes many of them at once."""
    traces = dict.fromkeys(header(record.headers, "traceparent") for record in records)
    spans = [
        _tracer.start_span("view.write", context_of(trace.decode("ascii", "replace") if trace else None))
        for trace in traces
    ]
    try:
        yield
    finally:
        for span in spans:
            span.end()


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
