"""An ingester's state by target, restored from its own poll records and kept while it owns the leagues."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from pydantic import ValidationError

from a1_schemas.poll import PollRecord
from a1_schemas.vocabulary import PollReason
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.poll_state")

CLEARED_BY_RESTART = frozenset({PollReason.NO_KEY, PollReason.INVALID_KEY})
"""A key is replaced by a restart, so these reasons do not delay the first poll after one."""


@dataclass(slots=True)
class PollState:
    """By target: the newest poll record, what `read` returned for the newest body, and consecutive failures."""

    records: dict[str, PollRecord] = field(default_factory=dict[str, PollRecord])
    found: dict[str, Any] = field(default_factory=dict[str, Any])
    failures: dict[str, int] = field(default_factory=dict[str, int])


async def restore(records: AsyncIterator[ConsumerRecord], positions: dict[TopicPartition, int]) -> PollState:
    """Build the state from poll records. Sets `positions` to the offset after the last record of each partition."""
    poll_state = PollState()
    async for each in records:
        positions[TopicPartition(each.topic, each.partition)] = each.offset + 1
        if each.key is None:
            continue
        if each.value is None:
            poll_state.records.pop(each.key.decode("utf-8", "replace"), None)
            continue
        try:
            record = PollRecord.model_validate_json(each.value)
        except ValidationError as error:
            log.warning(
                "poll-record.unreadable", target=each.key.decode("utf-8", "replace"), faults=error.error_count()
            )
            continue
        known = poll_state.records.get(record.target)
        if known is not None and known.fetched_at > record.fetched_at:
            continue  # written late by a replica that was stalled
        if record.reason in CLEARED_BY_RESTART:
            record = record.model_copy(update={"next_poll_at": None})
        poll_state.records[record.target] = record
    return poll_state
