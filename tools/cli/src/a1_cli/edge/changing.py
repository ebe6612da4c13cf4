"""Changes keys and webhooks in the log, and ends the command where that cannot be."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from aiokafka.errors import ProducerFenced

from a1_cli.broker import reaching
from a1_cli.refusal import refused
from a1_edge_kit.edge_log import read_keys, read_webhooks
from a1_edge_kit.edge_writer import Done, EdgeChange, EdgeWriter, key_change, webhook_change, write_edge
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import AuditAction
from a1_schemas.webhook import Webhook
from a1_service_kit.settings import KafkaSettings


def write(kafka: KafkaSettings, change: EdgeChange, actor: str, at: datetime) -> None:
    """Write what follows from nothing before it."""

    async def work(writer: EdgeWriter) -> None:
        await writer.write(change, actor=actor, at=at)

    _written(kafka, work)


def change_key(
    kafka: KafkaSettings,
    key_id: str,
    action: AuditAction,
    change: Callable[[ApiKey, datetime], ApiKey],
    by: str | None,
) -> ApiKey:
    """Change a key that is not revoked, and return it. Ends the command where there is none."""

    async def work(writer: EdgeWriter) -> ApiKey:
        old, now = _living(await read_keys(kafka), key_id), datetime.now(UTC)
        new = change(old, now)
        await writer.write(key_change(action, old, new), actor=by or getpass.getuser(), at=now)
        return new

    return _written(kafka, work)


def change_webhook(
    kafka: KafkaSettings,
    webhook_id: str,
    action: AuditAction,
    change: Callable[[Webhook], Webhook | None],
    by: str | None,
) -> Webhook:
    """Change a webhook, and return it as it was last. Ends the command where there is none."""

    async def work(writer: EdgeWriter) -> Webhook:
        old = existing(await read_webhooks(kafka), webhook_id)
        new = change(old)
        change_made = webhook_change(action, old.id, old, new)
        await writer.write(change_made, actor=by or getpass.getuser(), at=datetime.now(UTC))
        return new or old

    return _written(kafka, work)


def existing(found: Mapping[str, Webhook], webhook_id: str) -> Webhook:
    """Return a webhook. Ends the command where there is none."""
    if webhook_id not in found:
        raise refused(f"there is no webhook {webhook_id}")
    return found[webhook_id]


def _written(kafka: KafkaSettings, work: Callable[[EdgeWriter], Awaitable[Done]]) -> Done:
    with reaching(kafka):
        try:
            return asyncio.run(write_edge(kafka, work))
        except ProducerFenced:
            raise refused("others change keys or webhooks all the time; try again") from None


def _living(found: Mapping[str, ApiKey], key_id: str) -> ApiKey:
    key = found.get(key_id)
    if key is None:
        raise refused(f"there is no key {key_id}")
    if key.revoked_at is not None:
        raise refused(f"the key {key_id} was revoked at {key.revoked_at:%Y-%m-%d %H:%M:%S} UTC")
    return key
