"""Fenced writers on Apache Kafka: only the one that began last can publish, all of a batch or nothing of it."""

import asyncio
import gc
from collections import deque
from collections.abc import AsyncGenerator

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.writers import FencedWriters, Outgoing, Wave

pytestmark = [pytest.mark.apache_kafka, pytest.mark.timeout(120)]

NUMBER = 5
EVENTS, ODDS = (TopicPartition(normalized_topic(kind), NUMBER) for kind in (Kind.EVENTS, Kind.ODDS))
TOPICS = (EVENTS.topic, ODDS.topic)


@pytest.fixture(autouse=True)
async def unretrieved() -> AsyncGenerator[list[str]]:
    """What asyncio logs of errors that nothing retrieved; a test that leaves any has failed."""
    found: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: found.append(str(context)))
    yield found
    gc.collect()
    assert found == []


def waves(value: bytes) -> deque[Wave]:
    return deque([{EVENTS: [Outgoing(b"k", value, [])]}, {ODDS: [Outgoing(b"k", value, []), Outgoing(b"l", None, [])]}])


async def published(kafka: KafkaSettings) -> list[bytes | None]:
    return [record.value async for record in read_to_end(kafka, [ODDS])]


async def test_a_writer_that_began_earlier_is_refused_until_it_begins_again(empty_kafka: KafkaSettings) -> None:
    old, new = FencedWriters(empty_kafka, "normalizer", TOPICS), FencedWriters(empty_kafka, "normalizer", TOPICS)
    await old.open([NUMBER])
    await old.write(NUMBER, waves(b"1"))
    await new.open([NUMBER])
    with pytest.raises(KafkaError) as refusal:
        await old.write(NUMBER, waves(b"late"))
    assert is_outage(refusal.value)
    await new.write(NUMBER, waves(b"2"))
    assert await published(empty_kafka) == [b"1", None, b"2", None]
    assert (await old.renew(NUMBER), await new.renew(NUMBER)) == (True, False)
    await old.write(NUMBER, waves(b"3"))
    with pytest.raises(KafkaError):
        await new.write(NUMBER, waves(b"late"))
    assert await published(empty_kafka) == [b"1", None, b"2", None, b"3", None]
    await asyncio.gather(old.close(), new.close())


async def test_what_is_written_says_where_it_lies_and_what_it_follows(empty_kafka: KafkaSettings) -> None:
    writers = FencedWriters(empty_kafka, "normalizer", TOPICS)
    await writers.open([NUMBER])
    found = [await writers.write(NUMBER, waves(b"1")), await writers.write(NUMBER, waves(b"2"))]
    records = [record async for record in read_to_end(empty_kafka, [EVENTS, ODDS])]
    lies = {(record.topic, record.offset): (record.key, record.value) for record in records}
    said = [each for write in found for each in write]
    assert lies == {
        (each.partition.topic, each.offset + number): (record.key, record.value)
        for each in said
        for number, record in enumerate(each.records)
    }
    (_, first), (_, second) = found
    assert (first.follows, first.offset, first.end) == (0, 0, 2)
    assert (second.follows, second.offset) == (2, 3), "a marker lies between the two"
    times = {record.offset: record.timestamp for record in records if record.topic == ODDS.topic}
    assert abs(first.time_ms - times[1]) <= 1
    await writers.close()


async def test_after_a_new_producer_only_the_next_offset_follows(empty_kafka: KafkaSettings) -> None:
    old, new = FencedWriters(empty_kafka, "normalizer", TOPICS), FencedWriters(empty_kafka, "normalizer", TOPICS)
    await old.open([NUMBER])
    await old.write(NUMBER, waves(b"1"))
    await new.open([NUMBER])
    await new.write(NUMBER, waves(b"2"))
    with pytest.raises(KafkaError):
        await old.write(NUMBER, waves(b"late"))
    assert await old.renew(NUMBER)
    _, third = await old.write(NUMBER, waves(b"3"))
    assert third.follows == third.offset, "another's record lies before it"
    await asyncio.gather(old.close(), new.close())


async def test_what_a_cancelled_batch_had_sent_is_never_seen(
    empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    writers, successor = (
        FencedWriters(empty_kafka, "normalizer", TOPICS),
        FencedWriters(empty_kafka, "normalizer", TOPICS),
    )
    await writers.open([NUMBER])
    begun = asyncio.Event()

    async def never(producer: AIOKafkaProducer) -> None:
        begun.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr(AIOKafkaProducer, "commit_transaction", never)
        writing = asyncio.create_task(writers.write(NUMBER, waves(b"half")))
        await begun.wait()
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    await successor.open([NUMBER])
    await successor.write(NUMBER, waves(b"whole"))
    assert await published(empty_kafka) == [b"whole", None]
    await asyncio.gather(writers.close(), successor.close())


async def test_a_transaction_that_took_too_long_is_written_by_the_next_producer(
    empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    writers = FencedWriters(empty_kafka.model_copy(update={"session_timeout_ms": 1_000}), "normalizer", TOPICS)
    await writers.open([NUMBER])
    commit = AIOKafkaProducer.commit_transaction

    async def slow(producer: AIOKafkaProducer) -> None:
        await asyncio.sleep(2)
        await commit(producer)

    with monkeypatch.context() as patched:
        patched.setattr(AIOKafkaProducer, "commit_transaction", slow)
        with pytest.raises(TimeoutError):
            await writers.write(NUMBER, waves(b"slow"))
    assert await writers.renew(NUMBER)
    await writers.write(NUMBER, waves(b"again"))
    assert await published(empty_kafka) == [b"again", None]
    await writers.close()


async def test_a_producer_keeps_the_metadata_of_what_it_writes_and_of_no_other_topic(
    empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[AIOKafkaProducer] = []
    start = AIOKafkaProducer.start

    async def noted(producer: AIOKafkaProducer) -> None:
        started.append(producer)
        await start(producer)

    monkeypatch.setattr(AIOKafkaProducer, "start", noted)
    writers = FencedWriters(empty_kafka, "normalizer", (ODDS.topic,))
    await writers.open([NUMBER])
    (client,) = (producer.client for producer in started)
    await client.force_metadata_update()
    assert client.cluster.topics() == {ODDS.topic}
    await writers.write(NUMBER, waves(b"of both"))
    assert client.cluster.topics() == set(TOPICS)
    assert await published(empty_kafka) == [b"of both", None]
    await writers.close()
