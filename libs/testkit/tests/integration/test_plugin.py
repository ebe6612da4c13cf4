import asyncio

from aiokafka import TopicPartition
from redis.asyncio import Redis

from a1_schemas.topics import TOPICS
from a1_service_kit.kafka import check_partitions, log_ends, open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.recordings import Recording
from a1_testkit.tcp_proxy import TcpProxy


async def test_the_broker_has_every_topic_of_the_contract(kafka: KafkaSettings) -> None:
    await check_partitions(kafka)
    assert TOPICS


async def test_what_is_produced_is_read_back_to_the_end(empty_kafka: KafkaSettings) -> None:
    async with open_producer(empty_kafka, "test") as producer:
        for number in range(30):
            await producer.send_and_wait("raw.espn", str(number).encode(), partition=3)
    partitions = [TopicPartition("raw.espn", number) for number in range(12)]
    values = [record.value async for record in read_to_end(empty_kafka, partitions)]
    assert values == [str(number).encode() for number in range(30)]


async def test_a_broker_behind_a_proxy_is_reached_through_it_alone(
    proxied_kafka: tuple[KafkaSettings, TcpProxy],
) -> None:
    settings, proxy = proxied_kafka
    async with open_producer(settings, "test") as producer:
        await producer.send_and_wait("raw.espn", b"before", partition=3)
        await proxy.down()
        sending = asyncio.ensure_future(producer.send_and_wait("raw.espn", b"meanwhile", partition=3))
        done, _ = await asyncio.wait({sending}, timeout=0.5)
        assert not done
        await proxy.resume()
        await sending
    values = [record.value async for record in read_to_end(settings, [TopicPartition("raw.espn", 3)])]
    assert values == [b"before", b"meanwhile"]


async def test_redis_is_empty_for_each_test(redis: Redis) -> None:
    assert await redis.dbsize() == 0
    await redis.set("a", "b")


def test_every_recording_has_a_body_and_says_what_it_is(recordings: list[Recording]) -> None:
    assert all(recording.body for recording in recordings)
    assert {"provider", "feed", "league", "expect"} <= set(recordings[0].row)


async def test_the_end_is_after_the_last_record_of_a_batch(empty_kafka: KafkaSettings) -> None:
    partition = TopicPartition("raw.espn", 4)
    async with open_producer(empty_kafka, "test") as producer:
        sent = [await producer.send(partition.topic, b"x", partition=partition.partition) for _ in range(7)]
        await asyncio.gather(*sent)
    assert await log_ends(empty_kafka, [partition]) == {partition: 7}
    assert [record.offset async for record in read_to_end(empty_kafka, [partition])] == list(range(7))
