"""Changes of keys and webhooks on a real broker: none without its entry, and none lost beside another."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, ProducerFenced, UnknownError

from a1_edge_kit.audit_chain import first_break
from a1_edge_kit.edge_log import AUDIT, read_audit, read_keys
from a1_edge_kit.edge_writer import WRITER, EdgeWriter, key_change, write_edge
from a1_edge_kit.keys import new_key
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import AuditAction
from a1_service_kit.kafka import producer_options
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


class UnsureOfItsCommit(AIOKafkaProducer):
    """Is answered as Apache Kafka answers a commit that meets a fence, with the transaction committed or not."""

    commits: bool

    async def commit_transaction(self) -> None:
        if self.commits:
            await super().commit_transaction()
        raise KafkaError("Unexpected error during batch delivery") from UnknownError()


@asynccontextmanager
async def unsure_writer(kafka: KafkaSettings, *, commits: bool) -> AsyncGenerator[EdgeWriter]:
    producer = UnsureOfItsCommit(**producer_options(kafka, WRITER), transactional_id=WRITER)
    producer.commits = commits
    async with producer:
        yield EdgeWriter(kafka, producer)


@pytest.mark.apache_kafka
async def test_a_commit_of_unknown_end_is_done_if_its_entry_is_stored_and_fenced_if_not(
    empty_kafka: KafkaSettings,
) -> None:
    first, second = more(KEY), more(more(KEY))
    async with unsure_writer(empty_kafka, commits=True) as writer:
        await writer.write(key_change(AuditAction.KEY_CREATED, None, first), actor="test", at=NOW)
    async with unsure_writer(empty_kafka, commits=False) as writer:
        with pytest.raises(ProducerFenced):
            await writer.write(key_change(AuditAction.KEY_ROTATED, first, second), actor="test", at=NOW)
    assert (await read_keys(empty_kafka))[KEY.id].name == "x"
    assert [entry.action for entry in await read_audit(empty_kafka)] == [AuditAction.KEY_CREATED]


@pytest.mark.apache_kafka
async def test_the_chain_goes_on_behind_transactions_that_were_aborted(empty_kafka: KafkaSettings) -> None:
    await change(empty_kafka)
    async with AIOKafkaProducer(**producer_options(empty_kafka, WRITER), transactional_id=WRITER) as producer:
        for _ in range(6):
            await producer.begin_transaction()
            await producer.send_and_wait(AUDIT.topic, b"{}", key=b"2", partition=AUDIT.partition)
            await producer.abort_transaction()
    await change(empty_kafka)
    audit = await read_audit(empty_kafka)
    assert [entry.sequence for entry in audit] == [1, 2]
    assert first_break(audit) is None
