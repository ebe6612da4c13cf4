"""The resolver's order of effects: proof, sends, commit."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import (
    CommitFailedError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
)
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata
from prometheus_client import CollectorRegistry

from a1_normalizer import resolver
from a1_normalizer.metrics import Metrics
from a1_normalizer.resolver import Resolver
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders, header
from a1_schemas.service_findings import ServiceFinding
from a1_service_kit.lease import Lease, LeaseState
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.telemetry import build_tracer_provider
from a1_stage_kit.writers import Outgoing, PlainWriters, Written
from a1_testkit.acknowledged import acknowledged
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer, fetched
from a1_testkit.waiting import wait_until

NBA = TopicPartition("raw.odds", 0)


class PassingClock(ManualClock):
    """Goes on by a millisecond whenever it is looked at."""

    def monotonic(self) -> float:
        self.advance(0.001)
        return super().monotonic()


class Desk:
    """A resolver that owns one partition, between a consumer and a producer that note what they are asked."""

    def __init__(self, clock: ManualClock) -> None:
        self.consumer, readiness = FakeGroupConsumer(NBA), Readiness()
        self.sent: list[tuple[str, int]] = []
        """Topic, and how many commits the broker had accepted before."""
        self.rejection: KafkaError | None = None
        self.clock = clock
        self.stopping = asyncio.Event()
        self.resolver = Resolver(
            KafkaSettings(),
            PlainWriters(cast("AIOKafkaProducer", self)),
            Metrics(CollectorRegistry()),
            clock,
            readiness,
            self.stopping,
            code_version="1",
            hand_over=self.note,
        )
        self.written: list[Outgoing] = []
        self.lease = Lease("resolver", self.consumer.as_consumer(), [NBA], clock, readiness)
        self.lease.own()
        self.resolver.batches.listener.lease = self.lease

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(16_384, 0)

    async def send_batch(self, batch: BatchBuilder, topic: str, *, partition: int) -> "asyncio.Future[RecordMetadata]":
        self.sent.append((topic, len(self.consumer.accepted)))
        answer: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        if self.rejection is None:
            answer.set_result(acknowledged(topic, partition))
        else:
            answer.set_exception(self.rejection)
        return answer

    async def note(self, written: Sequence[Written]) -> None:
        self.written += [record for each in written for record in each.records]

    async def take(self, records: list[ConsumerRecord]) -> None:
        self.consumer.positions[NBA] = records[-1].offset + 1
        await self.resolver.on_batch(records)
        await self.resolver.settle()


@pytest.fixture
def desk() -> Desk:
    return Desk(ManualClock())


async def test_the_broker_accepts_the_lease_before_anything_is_sent_and_the_end_after_it(desk: Desk) -> None:
    await desk.take(fetched(NBA, 5, 6))
    assert desk.sent == [("raw.odds.dead", 1)]
    assert desk.consumer.accepted == [{NBA: 5}, {NBA: 7}]


async def test_a_refused_lease_sends_nothing(desk: Desk) -> None:
    desk.consumer.answers = [CommitFailedError()]
    await desk.take(fetched(NBA, 5))
    assert (desk.sent, desk.consumer.accepted, desk.lease.state) == ([], [], LeaseState.REVOKED)


async def test_what_is_not_acknowledged_is_not_committed_and_nothing_follows_it(desk: Desk) -> None:
    desk.rejection = MessageSizeTooLargeError()
    await desk.take(fetched(NBA, 5))
    desk.rejection = None
    await desk.take(fetched(NBA, 6))
    assert (len(desk.sent), desk.consumer.accepted) == (1, [{NBA: 5}])
    assert isinstance(desk.lease.error, MessageSizeTooLargeError)
    assert desk.resolver._states == {}, "what was resolved under a lost lease is forgotten"


async def test_a_broker_that_is_away_is_waited_for_and_ownership_is_proven_again(desk: Desk) -> None:
    desk.rejection = KafkaTimeoutError()
    taking = asyncio.create_task(desk.take(fetched(NBA, 5)))
    await wait_until(lambda: desk.clock.sleepers)
    assert (desk.consumer.accepted, desk.lease.state) == ([{NBA: 5}, {NBA: 5}], LeaseState.OWNED)
    desk.rejection = None
    desk.clock.advance(2)
    await taking
    assert (len(desk.sent), desk.consumer.accepted[-1], desk.lease.state) == (2, {NBA: 6}, LeaseState.OWNED)


async def test_a_lease_that_is_lost_while_the_broker_is_away_ends_the_batch(desk: Desk) -> None:
    desk.rejection = KafkaConnectionError()
    taking = asyncio.create_task(desk.take(fetched(NBA, 5)))
    await wait_until(lambda: desk.clock.sleepers)
    desk.consumer.answers = [CommitFailedError()]
    desk.clock.advance(4)
    await taking
    assert (len(desk.sent), desk.lease.state, desk.lease.error) == (1, LeaseState.REVOKED, None)


RECEIVED = datetime(2026, 11, 25, 12, tzinfo=UTC)


def a_body(offset: int = 5, fetched_at: datetime = RECEIVED, traceparent: str | None = None) -> ConsumerRecord:
    """A body of one target that names no game."""
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed="odds",
        league="nba",
        sport="basketball",
        target="odds/odds/nba",
        url="https://odds.invalid/v4",
        fetched_at=fetched_at,
        http_status=200,
        content_type="application/json",
        content_hash="1",
        request_id="1",
        traceparent=traceparent,
    )
    [record] = fetched(NBA, offset)
    return replace(
        record,
        key=headers.target.encode(),
        value=b"[]",
        headers=tuple(headers.to_kafka()),
        timestamp=int(RECEIVED.timestamp() * 1000),
    )


async def test_a_stamp_ahead_of_the_brokers_time_is_reported_for_ten_minutes(desk: Desk) -> None:
    before = desk.resolver.findings()
    await desk.take([a_body(fetched_at=RECEIVED + timedelta(hours=1))])
    found = desk.resolver.findings()
    desk.clock.advance(601)
    assert (before, found, desk.resolver.findings()) == ((), (ServiceFinding.CLOCK_AHEAD,), ())


async def test_records_continue_the_trace_of_their_body_which_without_a_span_stays_as_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "_tracer", build_tracer_provider("normalizer", "one", "0").get_tracer("test"))
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-"
    await desk.take([a_body(traceparent=f"{trace}00")])
    await desk.take([a_body(6, RECEIVED + timedelta(seconds=5), f"{trace}01")])
    unsampled, sampled = (header(each.headers, "traceparent") or b"" for each in desk.written)
    assert unsampled == f"{trace}00".encode()
    assert sampled.split(b"-")[1] == trace.split("-")[1].encode()
    assert sampled.split(b"-")[2] != trace.split("-")[2].encode(), "a span of its own"


async def test_a_batch_is_resolved_while_the_one_before_it_is_on_its_way_and_no_proof_runs_ahead(desk: Desk) -> None:
    desk.rejection = KafkaTimeoutError()
    desk.consumer.positions[NBA] = 6
    await desk.resolver.on_batch(fetched(NBA, 5))
    await wait_until(lambda: desk.clock.sleepers)
    desk.consumer.positions[NBA] = 7
    await desk.resolver.on_batch(fetched(NBA, 6))
    assert len(desk.lease._under_way) == 2
    desk.lease.doubt()
    await desk.lease.ensure_owned()
    assert (len(desk.sent), desk.consumer.accepted[-1]) == (1, {NBA: 5})
    desk.rejection = None
    desk.clock.advance(2)
    await desk.resolver.settle()
    assert (len(desk.sent), desk.consumer.accepted[-1]) == (3, {NBA: 7})


async def test_a_batch_ends_early_once_it_is_time_to_stop_and_no_later_one_is_taken() -> None:
    desk = Desk(PassingClock())

    async def stop() -> None:
        await wait_until(lambda: desk.resolver._states)
        desk.stopping.set()

    stopping = asyncio.create_task(stop())
    await desk.take(fetched(NBA, *range(5, 5_000)))
    await stopping
    (end,) = desk.consumer.accepted[-1].values()
    await desk.take(fetched(NBA, *range(5_000, 5_010)))
    assert 5 < end < 5_000
    assert desk.consumer.accepted[-1] == {NBA: end}
    assert desk.lease.state is LeaseState.OWNED
