"""The topics of webhooks: what operators want, followed for ever, and how far each was delivered."""

from collections.abc import AsyncGenerator, Mapping

from aiokafka import AIOKafkaProducer, TopicPartition
from pydantic import ValidationError

from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import EDGE_WEBHOOKS, MULTI_PARTITION, WEBHOOKS_STATE
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.kafka import log_ends, open_consumer, read_to_end
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import KafkaSettings

DEFINITIONS = TopicPartition(EDGE_WEBHOOKS, MULTI_PARTITION)
STATE = TopicPartition(WEBHOOKS_STATE, MULTI_PARTITION)
_WAIT_MS = 500
_HEADERS = [
    ("message_type", WebhookProgress.__name__.encode()),
    ("schema_version", SCHEMA_VERSION.encode()),
    ("content_type", b"application/json"),
]
_logger = get_logger("a1.stream.webhooks")


async def read_progress(kafka: KafkaSettings) -> dict[str, WebhookProgress]:
    """Return the progress of every webhook by its id."""
    found: dict[str, WebhookProgress] = {}
    async for record in read_to_end(kafka, [STATE]):
        key = (record.key or b"").decode("utf-8", "replace")
        found.pop(key, None)
        if record.value is not None:
            found[key] = WebhookProgress.model_validate_json(record.value)
    return found


async def write_progress(producer: AIOKafkaProducer, webhook_id: str, progress: WebhookProgress | None) -> None:
    """Write the progress of a webhook, or that it is forgotten. Returns when it is stored."""
    value = None if progress is None else progress.model_dump_json().encode()
    await producer.send_and_wait(
        STATE.topic, value, key=webhook_id.encode(), partition=STATE.partition, headers=_HEADERS
    )


async def follow_webhooks(kafka: KafkaSettings) -> AsyncGenerator[Mapping[str, Webhook]]:
    """Yield every webhook by its id: what the log has now, then again after each change. Never ends.

    A record that cannot be read is left out and logged; an earlier one of its id counts no longer.
    """
    webhooks: dict[str, Webhook] = {}
    async with open_consumer(kafka, "a1-stream-webhooks") as consumer:
        consumer.assign([DEFINITIONS])
        end = (await log_ends(kafka, [DEFINITIONS]))[DEFINITIONS]
        await consumer.seek_to_beginning(DEFINITIONS)
        is_new = True
        while True:
            for records in (await consumer.getmany(timeout_ms=_WAIT_MS)).values():
                for record in records:
                    _take(webhooks, record.key, record.value)
                    is_new = True
            if is_new and await consumer.position(DEFINITIONS) >= end:
                is_new = False
                yield dict(webhooks)


def _take(webhooks: dict[str, Webhook], key: bytes | None, value: bytes | None) -> None:
    webhook_id = (key or b"").decode("utf-8", "replace")
    webhooks.pop(webhook_id, None)
    if value is None:
        return
    try:
        webhooks[webhook_id] = Webhook.model_validate_json(value)
    except ValidationError as error:
        _logger.warning("webhook.unreadable", webhook=webhook_id, faults=error.error_count())
