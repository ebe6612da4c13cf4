"""Where partitions end is read from fetches that were made anyway, and asked for where there was none."""

from aiokafka import AIOKafkaConsumer, TopicPartition

from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_consumer, open_producer
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.lag import Ends
from a1_testkit.waiting import wait_until

PARTITION = TopicPartition(normalized_topic(Kind.NEWS), 3)


async def send(kafka: KafkaSettings, *values: bytes) -> int:
    """Send records, and return the offset after the last one."""
    async with open_producer(kafka, "test") as producer:
        sent = [await producer.send_and_wait(PARTITION.topic, each, partition=PARTITION.partition) for each in values]
    return sent[-1].offset + 1


async def polled(consumer: AIOKafkaConsumer) -> None:
    """Block until another fetch was answered."""
    before = consumer.last_poll_timestamp(PARTITION)
    await wait_until(lambda: consumer.last_poll_timestamp(PARTITION) != before)


async def test_an_end_that_a_fetch_has_named_since_the_last_look_is_not_asked_for(kafka: KafkaSettings) -> None:
    end = await send(kafka, b"one", b"two")
    async with open_consumer(kafka, "test") as consumer, open_consumer(kafka, "test") as broker:
        consumer.assign([PARTITION])
        await consumer.seek_to_end(PARTITION)
        ends = Ends()
        assert await ends.look(consumer, [PARTITION], broker) == {PARTITION: end}
        await polled(consumer)
        await broker.stop()
        assert await ends.look(consumer, [PARTITION], broker) == {PARTITION: end}


async def test_the_end_of_a_paused_partition_is_asked_for(kafka: KafkaSettings) -> None:
    async with open_consumer(kafka, "test") as consumer, open_consumer(kafka, "test") as broker:
        consumer.assign([PARTITION])
        await consumer.seek_to_end(PARTITION)
        await polled(consumer)
        consumer.pause(PARTITION)
        ends = Ends()
        end = await send(kafka, b"three")

        async def is_known() -> bool:
            return await ends.look(consumer, [PARTITION], broker) == {PARTITION: end}

        await wait_until(is_known, description="the end")
