"""Where a batch's records are written: waves, each acknowledged before the next is sent.

On Apache Kafka the waves of a partition number are one transaction of a producer that the broker fences; on the
embedded broker, which has none, they go through one plain producer.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import chain
from typing import Any, NamedTuple, Protocol

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import ProducerClosed
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from a1_service_kit.kafka import producer_options
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.together import together

Headers = list[tuple[str, bytes]]
_START_WITHIN_S = 30.0
_CLOSE_WITHIN_S = 2.0


class Outgoing(NamedTuple):
    """A record that is to be published."""

    key: bytes
    value: bytes | None
    headers: Headers


Wave = dict[TopicPartition, list[Outgoing]]
"""What may be sent at once, in its order within each partition."""


class Written(NamedTuple):
    """Acknowledged records that lie in a partition one after the other, from `offset` on.

    Between `follows` and `offset` lies nothing that a reader is shown.
    """

    partition: TopicPartition
    follows: int
    offset: int
    time_ms: int
    """When the last of them was written, since 1970."""
    records: Sequence[Outgoing]

    @property
    def end(self) -> int:
        """The offset after the last of them."""
        return self.offset + len(self.records)


class Writers(Protocol):
    """The producers of a lease."""

    async def open(self, numbers: Iterable[int]) -> None:
        """Begin a lease of these partition numbers; where there are transactions, fence who wrote them before."""
        ...

    async def renew(self, number: int) -> bool:
        """Make sure that this number can be written. True where that fenced others: ownership must be proven after."""
        ...

    async def write(self, number: int, waves: deque[Wave]) -> Sequence[Written]:
        """Publish the waves in order; returns what this call has published.

        After an error a repeated call goes on where it has to.
        """
        ...


class PlainWriters:
    """One producer for all: what was acknowledged stays, so a repeated call begins with the first wave that was not."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def open(self, numbers: Iterable[int]) -> None:
        """Nothing to begin: this broker has no fences."""

    async def renew(self, number: int) -> bool:  # noqa: ARG002 - the producer is shared
        return False

    async def write(self, number: int, waves: deque[Wave]) -> Sequence[Written]:  # noqa: ARG002 - the producer is shared
        found: list[Written] = []
        while waves:
            found += await send(self._producer, waves[0])
            waves.popleft()
        return found


class FencedWriters:
    """A transactional producer for each partition number.

    Its start fences every producer with the same transactional id and ends what that one left open. So only the process
    that started it last can publish, and a transaction is all of its waves or none. `topics` are those that are written
    often: of others, a producer asks the broker when it first writes to them.
    """

    def __init__(self, kafka: KafkaSettings, service: str, topics: Collection[str]) -> None:
        self._kafka = kafka
        self._service = service
        self._topics = topics
        self._producers: dict[int, AIOKafkaProducer] = {}
        self._ends: dict[TopicPartition, int] = {}
        """Where the last transaction of its producer ended in each partition. Only markers and what was aborted follow,
        since every other writer is fenced.
        """

    async def open(self, numbers: Iterable[int]) -> None:
        await self.close()
        await together(self.renew(number) for number in numbers)

    async def close(self) -> None:
        """Close all producers. An open transaction is left to the broker, which aborts it."""
        producers, self._producers = self._producers, {}
        await asyncio.gather(*[_close(producer) for producer in producers.values()])

    async def renew(self, number: int) -> bool:
        if number in self._producers:
            return False
        producer = AIOKafkaProducer(
            **producer_options(self._kafka, f"{self._service}-{number}"),
            transactional_id=f"a1-{self._service}-{number}",
            transaction_timeout_ms=self._kafka.session_timeout_ms,
        )
        try:
            async with asyncio.timeout(_START_WITHIN_S):
                await producer.start()
        except BaseException:
            await _close(producer)
            raise
        # Without topics of its own a producer keeps the metadata of all: 0.3 MB, for each partition number.
        producer.client.set_topics(self._topics)
        self._producers[number] = producer
        self._ends = {partition: end for partition, end in self._ends.items() if partition.partition != number}
        return True

    async def write(self, number: int, waves: deque[Wave]) -> Sequence[Written]:
        """One transaction. After an error or a cancellation its producer is of no use any longer."""
        producer = self._producers.pop(number)
        try:
            async with asyncio.timeout(self._kafka.session_timeout_ms / 1000):
                await producer.begin_transaction()
                sent = [each for wave in waves for each in await send(producer, wave)]
                await producer.commit_transaction()
        except BaseException:
            await _close(producer)
            raise
        self._producers[number] = producer
        return [self._placed(each) for each in sent]

    def _placed(self, written: Written) -> Written:
        """Return this part of a committed transaction with the place of what is before it."""
        follows = self._ends.get(written.partition, written.offset)
        self._ends[written.partition] = written.end
        return written._replace(follows=follows)


@asynccontextmanager
async def open_writers(
    kafka: KafkaSettings, service: str, topics: Collection[str], producer: AIOKafkaProducer
) -> AsyncGenerator[Writers]:
    """The writers that this broker allows: fenced where it has transactions."""
    if not kafka.idempotent:
        yield PlainWriters(producer)
        return
    writers = FencedWriters(kafka, service, topics)
    try:
        yield writers
    finally:
        await writers.close()


async def send(producer: AIOKafkaProducer, wave: Wave) -> list[Written]:
    """Send a wave; returns it when all of it is acknowledged.

    Packing batches here costs one acknowledgement for each batch instead of each record.
    """
    sent: list[asyncio.Future[RecordMetadata]] = []
    packed: list[_Packed] = []
    for partition, records in wave.items():
        for number, each in enumerate(_packed(producer, records)):
            if number:
                await asyncio.sleep(0)  # packing and compressing one takes some milliseconds
            each.batch.close()  # complete, so it need not linger
            packed.append(each)
            sent.append(await producer.send_batch(each.batch, partition.topic, partition=partition.partition))
            sent[-1].add_done_callback(retrieve)  # a later batch may be refused before any is awaited
    return [_written(*each) for each in zip(packed, await asyncio.gather(*sent), strict=True)]


class _Packed(NamedTuple):
    batch: BatchBuilder
    records: list[Outgoing]
    time_ms: int


def _packed(producer: AIOKafkaProducer, records: list[Outgoing]) -> Iterator[_Packed]:
    batch: BatchBuilder | None = None
    time_ms, began = 0, 0
    for number, record in enumerate(records):
        added_ms = None if batch is None else _append(batch, record)
        if added_ms is None:
            if batch is not None:
                yield _Packed(batch, records[began:number], time_ms)
            batch, began = producer.create_batch(), number
            added_ms = _append(batch, record)
            if added_ms is None:
                raise RuntimeError("an empty batch takes a record of any size")
        time_ms = added_ms
    if batch is not None:
        yield _Packed(batch, records[began:], time_ms)


def _append(batch: BatchBuilder, record: Outgoing) -> int | None:
    """Return the time that the record has got, None where it has no place in the batch."""
    added = batch.append(timestamp=None, key=record.key, value=record.value, headers=record.headers)
    return None if added is None else added.timestamp


def _written(packed: _Packed, answer: RecordMetadata) -> Written:
    """A broker that sets the time itself says so; else the records have the time at which they were packed."""
    time_ms = packed.time_ms if answer.timestamp in (None, -1) else answer.timestamp
    return Written(answer.topic_partition, answer.offset, answer.offset, time_ms, packed.records)


async def _close(producer: AIOKafkaProducer) -> None:
    """Close without a flush: `stop` alone would wait for what a broker that is away has to acknowledge."""
    # There is no public way to give up what waits.
    sender = producer._sender  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    with suppress(TimeoutError):
        await asyncio.wait_for(sender.close(), _CLOSE_WITHIN_S)
    waiting = producer._message_accumulator  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    waiting.fail_all(ProducerClosed())
    with suppress(TimeoutError):
        await asyncio.wait_for(producer.stop(), _CLOSE_WITHIN_S)
    _retrieve_errors(producer)


def _retrieve_errors(producer: AIOKafkaProducer) -> None:
    """Retrieve the errors of what was given up with a producer, which say what the raised one says.

    A fence fails the transaction and every batch at once. The writer awaits one of them; asyncio logs the others.
    """
    waiting = producer._message_accumulator  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    batches = [*chain.from_iterable(waiting._batches.values()), *waiting._pending_batches]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    given_up: list[asyncio.Future[object] | None] = [batch._drain_waiter for batch in batches]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    transaction = producer._txn_manager  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    if transaction is not None:
        given_up.append(transaction._transaction_waiter)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    for each in given_up:
        if each is not None:
            retrieve(each)


def retrieve(future: asyncio.Future[Any]) -> None:
    """Retrieve the error of a future that nothing may await."""
    if future.done() and not future.cancelled():
        future.exception()
