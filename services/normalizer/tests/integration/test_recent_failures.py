"""What a start reads from the last dead letters."""

from collections.abc import Sequence

from aiokafka import TopicPartition

from a1_normalizer.recent_failures import recent_failures
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.providers import Provider
from a1_schemas.topics import poll_topic, raw_topic
from a1_schemas.vocabulary import RejectReason
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

RAW, POLLS = TopicPartition(raw_topic(Provider.ESPN), 4), TopicPartition(poll_topic(Provider.ESPN), 4)
ELSEWHERE = TopicPartition(raw_topic(Provider.ODDS), 4)


async def publish(
    kafka: KafkaSettings,
    partition: TopicPartition,
    offsets: Sequence[int],
    reason: RejectReason = RejectReason.RESOLVER_FAILED,
    code: str = "1+abc",
) -> None:
    async with open_producer(kafka, "test") as producer:
        for offset in offsets:
            letter = DeadLetter(
                topic=partition.topic,
                partition=partition.partition,
                offset=offset,
                reason=reason,
                detail="a bug",
                path="$",
                rejects={reason: 1},
                code_version=code,
            )
            await producer.send(
                letter.dead_topic,
                b"{}",
                key=letter.key.encode(),
                partition=partition.partition,
                headers=letter.to_kafka(),
            )


async def test_only_bugs_of_this_code_before_the_committed_offset_count(empty_kafka: KafkaSettings) -> None:
    await publish(empty_kafka, RAW, [5], code="0+old")
    await publish(empty_kafka, RAW, [6], RejectReason.INVALID_PRICE)
    await publish(empty_kafka, RAW, [7, 9])
    await publish(empty_kafka, POLLS, range(100, 140))
    found = await recent_failures(empty_kafka, {RAW: 9, POLLS: 140, ELSEWHERE: 3}, "1+abc")
    assert {each: [at for at, failed in enumerate(outcomes) if failed] for each, outcomes in found.items()} == {
        RAW: [7],
        POLLS: list(range(100, 140)),
    }
    assert (len(found[RAW]), len(found[POLLS])) == (9, 140)


async def test_the_newest_200_records_count(empty_kafka: KafkaSettings) -> None:
    await publish(empty_kafka, RAW, range(500))
    assert await recent_failures(empty_kafka, {RAW: 500}, "1+abc") == {RAW: [True] * 200}
    assert await recent_failures(empty_kafka, {RAW: 500}, "2+abc") == {}
