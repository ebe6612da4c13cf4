"""Changes of keys and webhooks on a real broker: none without its entry, and none lost beside another."""

import asyncio
from datetime import UTC, datetime

import pytest

from a1_edge_kit.audit_chain import first_break
from a1_edge_kit.edge_log import read_audit, read_keys
from a1_edge_kit.edge_writer import EdgeWriter, key_change, write_edge
from a1_edge_kit.keys import new_key
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import AuditAction
from a1_service_kit.settings import KafkaSettings
from a1_testkit.bad_credentials import key_record

NOW = datetime(2026, 11, 29, tzinfo=UTC)
KEY = key_record(new_key("dev", "aaaaaaaa"), NOW, name="")


def more(key: ApiKey) -> ApiKey:
    """Return the key with one letter more, so that a lost change shows."""
    return key.model_copy(update={"name": f"{key.name}x"})


async def change(kafka: KafkaSettings) -> None:
    async def work(writer: EdgeWriter) -> None:
        old = (await read_keys(kafka)).get(KEY.id)
        new = more(old or KEY)
        await writer.write(key_change(AuditAction.KEY_ROTATED, old, new), actor="test", at=NOW)

    await write_edge(kafka, work)


async def test_a_change_follows_the_one_before_with_its_entry(empty_kafka: KafkaSettings) -> None:
    for _ in range(3):
        await change(empty_kafka)
    assert (await read_keys(empty_kafka))[KEY.id].name == "xxx"
    audit = await read_audit(empty_kafka)
    assert [(entry.sequence, entry.new["name"]) for entry in audit] == [(1, "x"), (2, "xx"), (3, "xxx")]
    assert first_break(audit) is None


@pytest.mark.apache_kafka
async def test_of_writers_at_once_none_loses_a_change_or_breaks_the_chain(empty_kafka: KafkaSettings) -> None:
    """Each fences the one before it, which reads again."""
    await asyncio.gather(*[change(empty_kafka) for _ in range(3)])
    assert (await read_keys(empty_kafka))[KEY.id].name == "xxx"
    audit = await read_audit(empty_kafka)
    assert [entry.sequence for entry in audit] == [1, 2, 3]
    assert first_break(audit) is None


@pytest.mark.apache_kafka
async def test_a_writer_that_was_fenced_changes_nothing(empty_kafka: KafkaSettings) -> None:
    seen: list[str] = []

    async def interrupted(writer: EdgeWriter) -> None:
        old = (await read_keys(empty_kafka)).get(KEY.id)
        if not seen:
            await change(empty_kafka)
        seen.append(old.name if old else "")
        await writer.write(key_change(AuditAction.KEY_ROTATED, old, more(old or KEY)), actor="late", at=NOW)

    await write_edge(empty_kafka, interrupted)
    assert seen == ["", "x"]
    assert [(entry.actor, entry.new["name"]) for entry in await read_audit(empty_kafka)] == [
        ("test", "x"),
        ("late", "xx"),
    ]
