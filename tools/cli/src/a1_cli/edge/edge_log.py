"""Keys and the audit of their changes, in the log."""

from datetime import datetime

from aiokafka import TopicPartition

from a1_edge_kit.audit_chain import next_entry
from a1_schemas.api_key import ApiKey
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.base import Frozen
from a1_schemas.edge_words import AuditAction
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.topics import EDGE_AUDIT, EDGE_KEYS, MULTI_PARTITION
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings

_CLIENT = "a1-keys"
_KEYS, _AUDIT = TopicPartition(EDGE_KEYS, MULTI_PARTITION), TopicPartition(EDGE_AUDIT, MULTI_PARTITION)
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


async def write_key(
    kafka: KafkaSettings, action: AuditAction, old: ApiKey | None, new: ApiKey, *, actor: str, at: datetime
) -> None:
    """Write the audit's entry, then the key, so that no key changes without an entry. Returns when both are stored."""
    entries = await read_audit(kafka, last=_LAST_FEW)
    entry = next_entry(
        entries[-1] if entries else None,
        at=at,
        actor=actor,
        action=action,
        subject=new.id,
        old=old.model_dump(mode="json") if old else {},
        new=new.model_dump(mode="json"),
    )
    async with open_producer(kafka, _CLIENT) as producer:
        for partition, key, message in ((_AUDIT, str(entry.sequence), entry), (_KEYS, new.id, new)):
            await producer.send_and_wait(
                partition.topic,
                message.model_dump_json().encode(),
                key=key.encode(),
                partition=partition.partition,
                headers=_headers(message),
            )


def _headers(message: Frozen) -> list[tuple[str, bytes]]:
    return [
        ("message_type", type(message).__name__.encode()),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
    ]
