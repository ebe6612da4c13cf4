"""The epoch of a real broker's log."""

from uuid import UUID

from aiokafka.admin import AIOKafkaAdminClient

from a1_service_kit.kafka import client_options, ensure_topics
from a1_service_kit.log_epoch import TOPICS, epoch_of, read_epoch, read_topic_ids
from a1_service_kit.settings import KafkaSettings
from a1_testkit.waiting import wait_until


async def delete(kafka: KafkaSettings, topic: str) -> None:
    """Delete a topic, and wait until the broker has."""
    admin = AIOKafkaAdminClient(**client_options(kafka))
    await admin.start()
    await admin.delete_topics([topic])
    await admin.close()

    async def is_gone() -> bool:
        return not await read_topic_ids(kafka, [topic])

    await wait_until(is_gone)


async def test_the_epoch_stays_until_a_topic_is_made_again(empty_kafka: KafkaSettings) -> None:
    before = await read_epoch(empty_kafka)
    ids = await read_topic_ids(empty_kafka, TOPICS)
    assert before == epoch_of(ids) == await read_epoch(empty_kafka)
    assert len({*ids.values()}) == len(TOPICS)

    await delete(empty_kafka, "normalized.odds")
    assert await read_epoch(empty_kafka) is None

    await ensure_topics(empty_kafka)
    assert await wait_until(lambda: read_epoch(empty_kafka)) != before
    made_again = await read_topic_ids(empty_kafka, TOPICS)
    assert {topic for topic, topic_id in made_again.items() if topic_id != ids[topic]} == {"normalized.odds"}


async def test_another_topic_does_not_change_the_epoch(empty_kafka: KafkaSettings) -> None:
    before = await read_epoch(empty_kafka)
    await delete(empty_kafka, "raw.espn")
    assert await read_epoch(empty_kafka) == before


def test_the_epoch_does_not_depend_on_the_order_of_the_topics() -> None:
    first, second = UUID(int=1), UUID(int=2)
    assert epoch_of({"a": first, "b": second}) == epoch_of({"b": second, "a": first}) == "0a761447edd2"
    assert epoch_of({"a": second, "b": first}) != epoch_of({"a": first, "b": second})
