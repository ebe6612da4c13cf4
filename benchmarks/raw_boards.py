"""Boards as an ingester without a collector of traces writes them, but uncompressed: records of `raw.odds` in the
partition of their league.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from aiokafka import AIOKafkaProducer, TopicPartition

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MAX_MESSAGE_BYTES, partition_of, raw_topic
from a1_service_kit.kafka import client_options
from a1_service_kit.settings import KafkaSettings

RAW = raw_topic(Provider.ODDS)
_FIRST = datetime(2026, 11, 23, 12, tzinfo=UTC)


def raw_partition(league: League) -> TopicPartition:
    """The partition of a league's boards."""
    return TopicPartition(RAW, partition_of(league))


async def send_boards(kafka: KafkaSettings, league: League, bodies: Iterable[bytes], start: int = 0) -> None:
    """Send these boards of one target, fetched five seconds apart; `start` boards were sent before."""
    target = f"odds/odds/{league}/us"
    key = league.traits.odds_api_key
    async with AIOKafkaProducer(**client_options(kafka), max_request_size=MAX_MESSAGE_BYTES) as producer:
        for number, body in enumerate(bodies, start):
            headers = RawHeaders(
                provider=Provider.ODDS,
                feed="odds",
                league=league,
                sport=league.traits.sport,
                target=target,
                url=f"https://odds.invalid/v4/sports/{key}/odds?oddsFormat=decimal",
                fetched_at=_FIRST + timedelta(seconds=5 * number),
                http_status=200,
                content_type="application/json",
                content_hash=str(number),
                request_id=str(number),
                traceparent=f"00-{number + 1:032x}-{number + 1:016x}-00",
            )
            await producer.send(
                RAW, body, key=target.encode(), partition=partition_of(league), headers=headers.to_kafka()
            )
        await producer.flush()
