"""Committed offsets and the log they point into, on a broker that deletes records."""

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from a1_schemas.providers import Provider
from a1_schemas.topics import raw_topic
from a1_service_kit.kafka import client_options, open_consumer, open_producer
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.log_positions import Expired, find_positions
from a1_stage_kit.log_replaced import LogReplacedError

GONE, KEPT, EMPTY = (TopicPartition(raw_topic(Provider.ODDS), number) for number in range(3))


async def commit_after_ten_records(kafka: KafkaSettings, offset: int) -> None:
    async with open_producer(kafka, "test") as producer:
        for partition in (GONE, KEPT):
            for number in range(10):
                await producer.send(partition.topic, b"%d" % number, key=b"k", partition=partition.partition)
    async with open_consumer(kafka, "test", group_id="positions") as consumer:
        consumer.assign([GONE, KEPT])
        await consumer.commit({GONE: offset, KEPT: offset})


@pytest.mark.apache_kafka
async def test_a_committed_offset_before_the_logs_start_is_found(empty_kafka: KafkaSettings) -> None:
    await commit_after_ten_records(empty_kafka, 3)
    admin = AIOKafkaAdminClient(**client_options(empty_kafka))
    await admin.start()
    await admin.delete_records({GONE: RecordsToDelete(before_offset=7)})
    await admin.close()
    async with open_consumer(empty_kafka, "test", group_id="positions") as consumer:
        consumer.assign([GONE, KEPT, EMPTY])
        found = await find_positions(empty_kafka, consumer, [GONE, KEPT, EMPTY])
    assert found == ({GONE: 10, KEPT: 10, EMPTY: 0}, {GONE: 3, KEPT: 3}, {GONE: Expired(3, 7)})


async def test_a_committed_offset_beyond_the_logs_end_says_that_the_log_was_replaced(
    empty_kafka: KafkaSettings,
) -> None:
    await commit_after_ten_records(empty_kafka, 11)
    async with open_consumer(empty_kafka, "test", group_id="positions") as consumer:
        consumer.assign([GONE])
        with pytest.raises(LogReplacedError, match=f"{GONE.topic}/{GONE.partition} was read to 11"):
            await find_positions(empty_kafka, consumer, [GONE])
