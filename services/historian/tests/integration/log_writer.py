"""Canonical records of one league's games, and a writer that publishes them as the normalizer does."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from a1_schemas.betting_odds import BettingOdds, OfferMarket, OfferOutcome
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.source_status import SourceStatus
from a1_schemas.sporting_event import EventSide, SportingEvent
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey, Selection, SourceReason, SourceState, Sport
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TARGET = "odds/odds/nba"


def some_odds(event_id: str, price: str, seconds: float = 0, bookmaker: str = "fanduel") -> BettingOdds:
    """An offer of two sides: home at this price, away at 2.05."""
    outcomes = (
        OfferOutcome(selection=Selection.HOME, price=Decimal(price)),
        OfferOutcome(selection=Selection.AWAY, price=Decimal("2.05")),
    )
    at = NOON + timedelta(seconds=seconds)
    return BettingOdds(
        version=1,
        changed_at=at,
        observed_at=at,
        event_id=event_id,
        league=League.NBA,
        provider=Provider.ODDS,
        feed="odds",
        target=TARGET,
        native_event_id="1",
        bookmaker=bookmaker,
        bookmaker_name=bookmaker,
        markets=(OfferMarket(key=MarketKey.MONEYLINE, outcomes=outcomes),),
    )


def an_event(event_id: str, status: EventStatus, seconds: float = 0, score: int | None = None) -> SportingEvent:
    return SportingEvent(
        version=1,
        changed_at=NOON + timedelta(seconds=seconds),
        event_id=event_id,
        league=League.NBA,
        sport=Sport.BASKETBALL,
        start_time=NOON + timedelta(seconds=60),
        status=status,
        home=EventSide(team_id=None, name=f"{event_id} home", score=score),
        away=EventSide(team_id=None, name=f"{event_id} away", score=score),
        sources=(),
    )


def a_status(seconds: float = 0, state: SourceState = SourceState.UP) -> SourceStatus:
    at = NOON + timedelta(seconds=seconds)
    return SourceStatus(
        version=1,
        changed_at=at,
        provider=Provider.ODDS,
        feed="odds",
        league=League.NBA,
        target=TARGET,
        state=state,
        reason=SourceReason.CONTENT_NEW,
        last_success_at=at,
        last_content_at=at,
        next_poll_at=at,
        valid_until=at + timedelta(hours=1),
    )


@dataclass(slots=True)
class LogWriter:
    """Publishes canonical records as the normalizer does: versions from causes that only rise."""

    kafka: KafkaSettings
    offset: int = 0

    async def publish(self, records: Iterable[tuple[Kind, str, Any]]) -> int:
        """Publish records, in their order. Returns how many."""
        count = 0
        async with open_producer(self.kafka, "test") as producer:
            sending: list[asyncio.Future[Any]] = []
            for kind, key, message in records:
                self.offset += 1
                sending.append(
                    await producer.send(
                        normalized_topic(kind),
                        message.model_dump_json().encode(),
                        key=key.encode(),
                        partition=partition_of(League.NBA),
                        headers=[("causes", f"raw.odds={self.offset}".encode())],
                    )
                )
                count += 1
            await asyncio.gather(*sending)
        return count


def of_odds(odds: BettingOdds) -> tuple[Kind, str, BettingOdds]:
    return Kind.ODDS, f"{odds.event_id}|odds|odds|{odds.bookmaker}", odds


def of_event(event: SportingEvent) -> tuple[Kind, str, SportingEvent]:
    return Kind.EVENTS, event.event_id, event


def of_status(status: SourceStatus) -> tuple[Kind, str, SourceStatus]:
    return Kind.SOURCES, status.target, status
