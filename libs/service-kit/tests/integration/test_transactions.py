"""Reading a log in which an Apache Kafka has transactions: their markers take offsets and are no records."""

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition

from a1_service_kit.kafka import log_bounds, log_ends, producer_options, read_to_end
from a1_service_kit.settings import KafkaSettings

ODDS = TopicPartition("normalized.odds", 5)


@pytest.mark.apache_kafka
@pytest.mark.parametrize("ends_are_exact", [True, False])
async def test_a_log_of_transactions_is_read_to_its_end_without_what_was_aborted(
    empty_kafka: KafkaSettings, ends_are_exact: bool
) -> None:
    kafka = empty_kafka.model_copy(update={"ends_are_exact": ends_are_exact})
    producer = AIOKafkaProducer(**producer_options(kafka, "test"), transactional_id="test")
    await producer.start()
    for number in range(4):
        await producer.begin_transaction()
        await producer.send_and_wait(ODDS.topic, b"%d" % number, key=b"k", partition=ODDS.partition)
        await (producer.abort_transaction() if number == 3 else producer.commit_transaction())
    await producer.stop()
    assert [record.value async for record in read_to_end(kafka, [ODDS])] == [b"0", b"1", b"2"]
    assert [record.value async for record in read_to_end(kafka, [ODDS], last=5)] == [b"2"]
    assert (await log_ends(kafka, [ODDS]), await log_bounds(kafka, [ODDS])) == ({ODDS: 8}, {ODDS: (0, 8)})
