"""When providers' answers had arrived, by the raw records that they became."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from aiokafka import TopicPartition

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, raw_topic
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_UNKNOWN_AT_MOST = 0.01


class Arrival(NamedTuple):
    """A change at the client that waits for it."""

    provider: str
    asked_at: datetime
    """When the request was sent that brought it."""
    at: float
    """When the client had it, as seconds since 1970."""


async def ages(kafka: KafkaSettings, leagues: Sequence[League], seen: Sequence[Arrival]) -> list[float]:
    """Return how old these leagues' changes were when they were seen, in seconds from the arrival of their answers.

    Raises RuntimeError where the answers of more than a few are not in the log.
    """
    answers = await _answers(kafka, leagues)
    found = [each.at - at for each in seen if (at := answers.get((each.provider, each.asked_at))) is not None]
    if len(found) < len(seen) * (1 - _UNKNOWN_AT_MOST):
        raise RuntimeError(f"of {len(seen)} changes the answers of {len(found)} were found")
    return found


async def _answers(kafka: KafkaSettings, leagues: Iterable[League]) -> dict[tuple[str, datetime], float]:
    """When the answers to each provider's requests had arrived, as seconds since 1970, by the time of the request."""
    partitions = [TopicPartition(raw_topic(of), partition_of(league)) for of in Provider for league in leagues]
    found: dict[tuple[str, datetime], float] = {}
    async for record in read_to_end(kafka, partitions):
        headers = RawHeaders.from_kafka(record.headers)
        if headers.answered_at is not None:
            found[headers.provider, headers.fetched_at] = headers.answered_at.timestamp()
    return found
