"""Publishing while the broker is away, with a producer and a consumer that answer as the test says."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError
from prometheus_client import CollectorRegistry

from a1_ingest_kit.journal import JournalSettings, open_journal
from a1_ingest_kit.journal_file import Entry
from a1_ingest_kit.journal_sending import send_journal
from a1_ingest_kit.metrics import IngestMetrics
from a1_ingest_kit.publishing import Publisher
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_testkit.clocks import START, ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

POLLS = TopicPartition("polls.espn", 0)


class Broker:
    """Takes what is sent, or is away; at most so many records before it goes."""

    def __init__(self) -> None:
        self.is_away = False
        self.takes = 1_000
        self.taken: list[tuple[str, bytes, bytes | None]] = []

    async def send_and_wait(self, topic: str, *, value: Any, key: bytes, **_options: Any) -> None:
        await asyncio.sleep(0)
        if self.is_away or len(self.taken) == self.takes:
            raise KafkaConnectionError
        self.taken.append((topic, key, value))


def a_poll(target: str, sequence: int) -> PollRecord:
    return PollRecord(
        provider=Provider.ESPN,
        feed="news",
        league="nba",
        target=target,
        outcome=PollOutcome.UNCHANGED,
        valid_until=START,
        fetched_at=START,
        sequence=sequence,
    )


@pytest.mark.parametrize("is_refused", [False, True])
async def test_what_was_kept_is_sent_in_order_and_before_what_follows(tmp_path: Any, is_refused: bool) -> None:
    broker, clock = Broker(), ManualClock()
    producer = cast("Any", SimpleNamespace(send_and_wait=broker.send_and_wait))
    lease = Lease("test", FakeGroupConsumer(POLLS).as_consumer(), [POLLS], clock, Readiness())
    lease.own()
    lease.positions = {POLLS: 0}
    registry = CollectorRegistry()
    metrics = IngestMetrics(registry, Provider.ESPN)
    proofs: list[int] = []

    async def prove() -> None:
        proofs.append(len(broker.taken))

    async with open_journal(JournalSettings(directory=tmp_path), "test", "") as journal:
        publisher = Publisher(producer, Provider.ESPN, lease, metrics, journal)
        assert registry.get_sample_value("ingest_produce_errors_total", {"provider": "espn"}) == 0
        sending = asyncio.ensure_future(send_journal(journal, producer, clock, prove=prove, sent=lambda entry: None))
        await publisher.publish_poll(a_poll("a", 1))
        broker.is_away = True
        for sequence in (2, 3):
            await asyncio.gather(*(publisher.publish_poll(a_poll(target, sequence)) for target in ("a", "b")))
        assert journal.records == 4
        assert registry.get_sample_value("ingest_produce_errors_total", {"provider": "espn"}) == 2
        broker.is_away = False
        await publisher.publish_poll(a_poll("a", 4))
        if is_refused:
            lease.revoke()

        def sent() -> bool:
            clock.advance(5.0)
            return journal.records == 0

        await wait_until(sent)
        sending.cancel()
    taken = [(key, PollRecord.model_validate_json(value).sequence) for _, key, value in broker.taken if value]
    assert proofs
    assert [number for key, number in taken if key == b"a"] == [1, 2, 3, 4]
    assert [number for key, number in taken if key == b"b"] == [2, 3]


async def test_what_was_acknowledged_before_the_broker_went_again_is_not_sent_twice(tmp_path: Any) -> None:
    broker, clock = Broker(), ManualClock()
    broker.takes = 2
    producer = cast("Any", SimpleNamespace(send_and_wait=broker.send_and_wait))
    counted: list[Entry] = []

    async def prove() -> None:
        pass

    async with open_journal(JournalSettings(directory=tmp_path), "test", "") as journal:
        for text in (b"1", b"2", b"3", b"4"):
            await journal.append(Entry("polls.espn", 0, b"a", text, []))
        sending = asyncio.ensure_future(send_journal(journal, producer, clock, prove=prove, sent=counted.append))
        await wait_until(lambda: journal.records == 2)
        broker.takes = 1_000

        def sent() -> bool:
            clock.advance(5.0)
            return journal.records == 0

        await wait_until(sent)
        sending.cancel()
    assert [value for *_, value in broker.taken] == [b"1", b"2", b"3", b"4"]
    assert [entry.value for entry in counted] == [b"1", b"2", b"3", b"4"]
