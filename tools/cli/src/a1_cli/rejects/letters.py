"""Dead letters as they are listed: what they say of their record, without its body."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import ConsumerRecord, TopicPartition

from a1_cli.rejects.progress import counted
from a1_schemas.dead_letter import REPLAYED_TO
from a1_schemas.providers import Provider
from a1_schemas.raw import parse_time
from a1_schemas.topics import OPERATOR, PARTITIONS, dead_topic, poll_topic, raw_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

TOPICS = (*map(raw_topic, Provider), *map(poll_topic, Provider), OPERATOR)
"""Topics whose records may be dead letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One rejected record. `lies_at` is the offset of the letter itself."""

    topic: str
    partition: int
    offset: int
    lies_at: int
    target: str
    reason: str
    detail: str
    code: str
    at: datetime
    sequence: int | None
    fetched_at: datetime | None
    replayed_to: str | None

    @property
    def key(self) -> str:
        """The position of the record, which is the letter's key."""
        return f"{self.topic}:{self.partition}:{self.offset}"


def letter_of(record: ConsumerRecord) -> Letter | None:
    """Return the letter, or None for a record that is none."""
    headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    try:
        return Letter(
            topic=headers["dead_topic"],
            partition=int(headers["dead_partition"]),
            offset=int(headers["dead_offset"]),
            lies_at=record.offset,
            target=headers.get("target", headers.get("dead_key", "")),
            reason=headers.get("dead_reason", ""),
            detail=headers.get("dead_detail", ""),
            code=headers.get("dead_code_version", ""),
            at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
            sequence=_number(headers.get("sequence")),
            fetched_at=_time(headers.get("fetched_at")),
            replayed_to=headers.get(REPLAYED_TO),
        )
    except (KeyError, ValueError):
        return None


async def read_records(
    kafka: KafkaSettings, topics: Iterable[str], numbers: Sequence[int] = range(PARTITIONS)
) -> AsyncGenerator[tuple[Letter, ConsumerRecord]]:
    """Yield each letter of these input topics with its record, in the order of each partition; a repeated one again."""
    wanted = frozenset(topics)
    partitions = [TopicPartition(dead, number) for dead in sorted({*map(dead_topic, wanted)}) for number in numbers]
    async for record in counted(kafka, partitions, read_to_end(kafka, partitions), "reading letters"):
        letter = letter_of(record)
        if letter is not None and letter.topic in wanted:
            yield letter, record


async def read_letters(kafka: KafkaSettings, topics: Iterable[str]) -> list[Letter]:
    """Return the newest letter of each record, by topic, partition and offset."""
    newest = {letter.key: letter async for letter, _ in read_records(kafka, topics)}
    return sorted(newest.values(), key=lambda each: (each.topic, each.partition, each.offset))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _time(text: str | None) -> datetime | None:
    try:
        return None if text is None else parse_time(text)
    except ValueError:
        return None
