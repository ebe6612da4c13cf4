"""Keys, webhooks and the audit of their changes, in the log."""

from datetime import datetime
from typing import Any, NamedTuple

from aiokafka import TopicPartition

from a1_edge_kit.audit_chain import next_entry
from a1_edge_kit.destinations import shown_url
from a1_schemas.api_key import ApiKey
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.base import Frozen
from a1_schemas.edge_words import AuditAction
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import EDGE_AUDIT, EDGE_KEYS, EDGE_WEBHOOKS, MULTI_PARTITION, WEBHOOKS_STATE
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings

_CLIENT = "a1-edge"
_KEYS, _AUDIT = TopicPartition(EDGE_KEYS, MULTI_PARTITION), TopicPartition(EDGE_AUDIT, MULTI_PARTITION)
_WEBHOOKS = TopicPartition(EDGE_WEBHOOKS, MULTI_PARTITION)
_PROGRESS = TopicPartition(WEBHOOKS_STATE, MULTI_PARTITION)
_LAST_FEW = 10


async def read_keys(kafka: KafkaSettings) -> dict[str, ApiKey]:
    """Return every key by its id, those that were created first first."""
    found: dict[str, ApiKey] = {}
    async for record in read_to_end(kafka, [_KEYS]):
        if record.value is not None:
            key = ApiKey.model_validate_json(record.value)
            found[key.id] = key
    return found


async def read_audit(kafka: KafkaSettings, *, last: int | None = None) -> list[AuditEntry]:
    """Return the entries of the audit log, or its last ones, in their order."""
    return [
        AuditEntry.model_validate_json(record.value)
        async for record in read_to_end(kafka, [_AUDIT], last=last)
        if record.value is not None
    ]


async def read_webhooks(kafka: KafkaSettings) -> dict[str, Webhook]:
    """Return every webhook by its id, those that were created first first."""
    found: dict[str, Webhook] = {}
    async for record in read_to_end(kafka, [_WEBHOOKS]):
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


async def write_key(
    kafka: KafkaSettings, action: AuditAction, old: ApiKey | None, new: ApiKey, *, actor: str, at: datetime
) -> None:
    """Write the audit's entry, then the key, so that no key changes without an entry. Returns when both are stored."""
    said = _Said(old.model_dump(mode="json") if old else {}, new.model_dump(mode="json"))
    await _write(kafka, _Change(_KEYS, new.id, new, action, said), actor=actor, at=at)


async def write_webhook(
    kafka: KafkaSettings,
    action: AuditAction,
    webhook_id: str,
    old: Webhook | None,
    new: Webhook | None,
    *,
    actor: str,
    at: datetime,
) -> None:
    """Write the audit's entry, then the webhook, or its tombstone for None. Returns when both are stored.

    The entry has the URL without its path and query, which may be secret.
    """
    before, after = (
        {**each.model_dump(mode="json"), "url": shown_url(each.url)} if each else {} for each in (old, new)
    )
    said = _Said(before, after) if new is not None else _Said({"is_deleted": False}, {"is_deleted": True})
    await _write(kafka, _Change(_WEBHOOKS, webhook_id, new, action, said), actor=actor, at=at)


class _Said(NamedTuple):
    """What the audit says of a change."""

    old: dict[str, Any]
    new: dict[str, Any]


class _Change(NamedTuple):
    """One record of the edge, and what the audit says of it."""

    place: TopicPartition
    key: str
    message: Frozen | None
    action: AuditAction
    said: _Said


async def _write(kafka: KafkaSettings, change: _Change, *, actor: str, at: datetime) -> None:
    entries = await read_audit(kafka, last=_LAST_FEW)
    entry = next_entry(
        entries[-1] if entries else None,
        at=at,
        actor=actor,
        action=change.action,
        subject=change.key,
        old=change.said.old,
        new=change.said.new,
    )
    async with open_producer(kafka, _CLIENT) as producer:
        for place, key, message in (
            (_AUDIT, str(entry.sequence), entry),
            (change.place, change.key, change.message),
        ):
            await producer.send_and_wait(
                place.topic,
                None if message is None else message.model_dump_json().encode(),
                key=key.encode(),
                partition=place.partition,
                headers=[] if message is None else _headers(message),
            )


def _headers(message: Frozen) -> list[tuple[str, bytes]]:
    return [
        ("message_type", type(message).__name__.encode()),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
    ]
