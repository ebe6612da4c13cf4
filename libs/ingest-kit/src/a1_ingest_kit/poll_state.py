"""What an ingester knows of its targets: restored from its own poll records, kept while it owns the leagues."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from pydantic import ValidationError

from a1_schemas.poll import PollRecord
from a1_schemas.vocabulary import PollReason
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.poll_state")

ASK_ANEW = frozenset({PollReason.NO_KEY, PollReason.INVALID_KEY})
"""A restart is how a key is mended, so these do not put off the first poll after one."""


@dataclass(slots=True)
class PollState:
    """By target: the newest poll record, what was read from the newest body, failures in a row."""

    records: dict[str, PollRecord] = field(default_factory=dict[str, PollRecord])
    found: dict[str, Any] = field(default_factory=dict[str, Any])
    failures: dict[str, int] = field(default_factory=dict[str, int])


async def restore(records: AsyncIterator[ConsumerRecord], positions: dict[TopicPartition, int]) -> PollState:
    """The memory that the poll records give; `positions` is moved to where each partition was read to."""
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
            continue  # the late word of a replica that was stalled
        if record.reason in ASK_ANEW:
            record = record.model_copy(update={"next_poll_at": None})
        poll_state.records[record.target] = record
    return poll_state
