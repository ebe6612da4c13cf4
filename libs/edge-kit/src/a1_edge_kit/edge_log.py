"""Keys, webhooks and the audit of their changes, as the log has them."""

from aiokafka import TopicPartition

from a1_schemas.api_key import ApiKey
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.topics import EDGE_AUDIT, EDGE_KEYS, EDGE_WEBHOOKS, MULTI_PARTITION, WEBHOOKS_STATE
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

KEYS, AUDIT = TopicPartition(EDGE_KEYS, MULTI_PARTITION), TopicPartition(EDGE_AUDIT, MULTI_PARTITION)
WEBHOOKS = TopicPartition(EDGE_WEBHOOKS, MULTI_PARTITION)
_PROGRESS = TopicPartition(WEBHOOKS_STATE, MULTI_PARTITION)


async def read_keys(kafka: KafkaSettings) -> dict[str, ApiKey]:
    """Return every key by its id, those that were created first first."""
    found: dict[str, ApiKey] = {}
    async for record in read_to_end(kafka, [KEYS]):
        if record.value is not None:
            key = ApiKey.model_validate_json(record.value)
            found[key.id] = key
    return found


async def read_audit(kafka: KafkaSettings, *, last: int | None = None) -> list[AuditEntry]:
    """Return the entries of the audit log, or its last ones, in their order."""
    return [
        AuditEntry.model_validate_json(record.value)
        async for record in read_to_end(kafka, [AUDIT], last=last)
        if record.value is not None
    ]


async def read_webhooks(kafka: KafkaSettings) -> dict[str, Webhook]:
    """Return every webhook by its id, those that were created first first."""
    found: dict[str, Webhook] = {}
    async for record in read_to_end(kafka, [WEBHOOKS]):
        key = (record.key or b"").decode()
        if record.value is None:
            found.pop(key, None)
        else:
            found[key] = Webhook.model_validate_json(record.value)
    return found


async def read_progress(kafka: KafkaSettings) -> dict[str, WebhookProgress]:
    """Return how far each webhook was delivered, by its id."""
    return {
        progress.id: progress
        async for record in read_to_end(kafka, [_PROGRESS])
        if record.value is not None
        for progress in [WebhookProgress.model_validate_json(record.value)]
    }
