"""The order in which a batch's records are acknowledged, seen by a producer that acknowledges when it is asked to."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.structs import RecordMetadata
from prometheus_client import Counter

from a1_normalizer.delivery import Delivery, Handled
from a1_resolving.current import Current
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change, Resolution
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.providers import Provider
from a1_schemas.topics import dead_topic, normalized_topic, partition_of, raw_topic
from a1_schemas.vocabulary import Kind, RejectReason
from a1_service_kit.clock import SystemClock
from a1_service_kit.lease import Lease
from a1_stage_kit.writers import PlainWriters
from a1_testkit.acknowledged import acknowledged
from a1_testkit.waiting import wait_until

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
RAW = raw_topic(Provider.ODDS)
FIRST = {normalized_topic(Kind.LISTINGS), normalized_topic(Kind.EVENTS)}
BATCH_BYTES = 16_384

Headers = Sequence[tuple[str, bytes | None]]
Sent = tuple[str, int, bytes, bytes | None, Headers]


class Producer:
    """Takes batches as aiokafka's producer does. Nothing is acknowledged before `acknowledge`."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self._waiting: list[tuple[TopicPartition, asyncio.Future[RecordMetadata]]] = []

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(BATCH_BYTES, 0)

    async def send_batch(self, batch: BatchBuilder, topic: str, *, partition: int) -> asyncio.Future[RecordMetadata]:
        records = MemoryRecords(bytes(batch._build()))  # pyright: ignore[reportPrivateUsage] - as the sender does
        while (found := records.next_batch()) is not None:
            for each in found:
                self.sent.append((topic, partition, each.key or b"", each.value, each.headers))
        answer: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        self._waiting.append((TopicPartition(topic, partition), answer))
        return answer

    @property
    def topics(self) -> list[str]:
        return [topic for topic, *_ in self.sent]

    def acknowledge(self) -> None:
        waiting, self._waiting = self._waiting, []
        for partition, each in waiting:
            each.set_result(acknowledged(*partition))

    def refuse(self, error: KafkaError) -> None:
        waiting, self._waiting = self._waiting, []
        for _, each in waiting:
            each.set_exception(error)


@pytest.fixture
def producer() -> Producer:
    return Producer()


Deliver = Callable[[list[Handled]], Awaitable[None]]


@pytest.fixture
def deliver(producer: Producer, owned_lease: Lease) -> Deliver:
    delivery = Delivery(
        PlainWriters(cast("AIOKafkaProducer", producer)),
        SystemClock(),
        "2+abc",
        Counter("failed", "Tries.", registry=None),
    )
    return lambda batch: delivery.deliver(owned_lease, batch)


def a_change(kind: Kind, key: str = "key", size: int = 0) -> Change:
    rest = b'"observed_at":null,"removed":null,"text":"' + b"x" * size + b'"}'
    return Change(kind, key, Current.of(rest, {RAW: 7}, AT, is_removed=False), {RAW: 7}, "odds/odds/nba")


def handled(*changes: Change, league: str = "nba", letter: DeadLetter | None = None) -> Handled:
    record = RawRecord(RAW, 3, 7, b"odds/odds/nba", b"{}", (("provider", b"odds"),))
    return Handled(record, Resolution(league=league, changes=changes, dead_letter=letter), "00-trace")


async def settle() -> None:
    """Let everything run that does not wait for an acknowledgement."""
    for _ in range(5):
        await asyncio.sleep(0)


def a_letter() -> DeadLetter:
    return DeadLetter(
        topic=RAW,
        partition=3,
        offset=7,
        reason=RejectReason.INVALID_PRICE,
        detail="0",
        path="$[0]",
        rejects={RejectReason.INVALID_PRICE: 1},
        code_version="1",
    )


async def test_each_wave_is_sent_after_the_one_before_it_is_acknowledged_and_sources_last(
    producer: Producer, deliver: Deliver
) -> None:
    rest = (Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS, Kind.NEWS, Kind.INJURIES)
    batch = [
        handled(a_change(Kind.SOURCES), *(a_change(kind) for kind in rest)),
        handled(a_change(Kind.EVENTS), a_change(Kind.LISTINGS), letter=a_letter()),
    ]
    delivering = asyncio.ensure_future(deliver(batch))
    waves = (FIRST, {normalized_topic(kind) for kind in rest}, {dead_topic(RAW)}, {normalized_topic(Kind.SOURCES)})
    sent: set[str] = set()
    for wave in waves:
        await settle()
        sent |= wave
        assert (set(producer.topics), delivering.done()) == (sent, False)
        producer.acknowledge()
    await delivering


async def test_nothing_that_refers_to_a_game_is_sent_when_its_event_is_refused(
    producer: Producer, deliver: Deliver
) -> None:
    delivering = asyncio.ensure_future(deliver([handled(a_change(Kind.EVENTS), a_change(Kind.ODDS))]))
    await settle()
    producer.refuse(MessageSizeTooLargeError())
    with pytest.raises(MessageSizeTooLargeError):
        await delivering
    assert producer.topics == [normalized_topic(Kind.EVENTS)]


async def test_a_change_has_its_leagues_partition_and_its_headers(producer: Producer, deliver: Deliver) -> None:
    tombstone = Change(Kind.ODDS, "gone", None, {RAW: 9}, "odds/odds/nhl")
    delivering = asyncio.ensure_future(deliver([handled(a_change(Kind.ODDS)), handled(tombstone, league="nhl")]))
    await settle()
    producer.acknowledge()
    await delivering
    change = a_change(Kind.ODDS)
    common = [("message_type", b"BettingOdds"), ("schema_version", b"2"), ("content_type", b"application/json")]
    trace = ("traceparent", b"00-trace")
    assert sorted(producer.sent, key=lambda each: each[2]) == [
        (
            normalized_topic(Kind.ODDS),
            partition_of("nhl"),
            b"gone",
            None,
            [trace, ("causes", b"raw.odds=9"), *common, ("target", b"odds/odds/nhl")],
        ),
        (
            normalized_topic(Kind.ODDS),
            partition_of("nba"),
            b"key",
            change.value,
            [trace, ("causes", b"raw.odds=7"), *common, ("target", b"odds/odds/nba")],
        ),
    ]


async def test_records_that_fill_a_batch_go_on_in_the_next_in_their_order(producer: Producer, deliver: Deliver) -> None:
    keys = [f"key-{number}" for number in range(9)]
    changes = [a_change(Kind.ODDS, key, size=BATCH_BYTES // 2) for key in keys]
    too_large = a_change(Kind.ODDS, "large", size=2 * BATCH_BYTES)
    delivering = asyncio.ensure_future(deliver([handled(*changes, too_large)]))
    await wait_until(lambda: len(producer.sent) == len(changes) + 1)
    producer.acknowledge()
    await delivering
    assert [key.decode() for _, _, key, *_ in producer.sent] == [*keys, "large"]


async def test_a_dead_letter_is_the_record_with_its_headers_the_reason_and_the_code_that_runs(
    producer: Producer, deliver: Deliver
) -> None:
    letter = a_letter()
    delivering = asyncio.ensure_future(deliver([handled(letter=letter)]))
    await settle()
    producer.acknowledge()
    await delivering
    letter = replace(letter, code_version="2+abc")
    headers = [("provider", b"odds"), ("dead_key", b"odds/odds/nba"), *letter.to_kafka()]
    assert producer.sent == [(dead_topic(RAW), 3, b"raw.odds:3:7", b"{}", headers)]


async def test_a_repeated_delivery_goes_on_with_the_wave_that_was_not_acknowledged(
    producer: Producer, deliver: Deliver
) -> None:
    delivering = asyncio.ensure_future(deliver([handled(a_change(Kind.EVENTS), a_change(Kind.ODDS))]))
    await settle()
    producer.acknowledge()
    await settle()
    producer.refuse(KafkaTimeoutError())
    await wait_until(lambda: len(producer.sent) == 3)
    producer.acknowledge()
    await delivering
    events, odds = normalized_topic(Kind.EVENTS), normalized_topic(Kind.ODDS)
    assert producer.topics == [events, odds, odds]
