"""A league fed with extracted records instead of bodies: mappers have their own tests."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_mappers.extracted import Contest, Extracted, Side
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.registry import Mapper
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.base import Message
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.identity_decision import DecisionAction, DecisionSubject, IdentityDecision
from a1_schemas.injury import Injury
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.source_status import SourceStatus
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.targets import parts_of
from a1_schemas.team_profile import TeamProfile
from a1_schemas.topics import OPERATOR, partition_of
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey, Selection

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TIP_OFF = NOON + timedelta(hours=12)

MODELS: Mapping[Kind, type[Message]] = {
    Kind.EVENTS: SportingEvent,
    Kind.ODDS: BettingOdds,
    Kind.PROPS: PlayerProp,
    Kind.PLAYER_STATS: PlayerStats,
    Kind.NEWS: NewsItem,
    Kind.INJURIES: Injury,
    Kind.SOURCES: SourceStatus,
    Kind.LISTINGS: Listing,
    Kind.TEAMS: TeamProfile,
    Kind.PLAYERS: PlayerProfile,
}


class League:
    """One league's state and the log of its changes."""

    noon = NOON
    tip_off = TIP_OFF

    def __init__(self, name: str = "nba") -> None:
        self.name = name
        self.state = LeagueState(name)
        self.log: list[tuple[Kind, str, bytes | None, dict[str, int]]] = []
        self.offsets: dict[str, int] = {}

    def record(self, provider: Provider, feed: str, at: datetime, target: str | None = None) -> RawRecord:
        target = target or f"{provider}/{feed}/{self.name}"
        feed = parts_of(target).feed
        headers = RawHeaders(
            provider=provider,
            feed=feed,
            league=self.name,
            sport="sport",
            target=target,
            url="https://provider.example/",
            fetched_at=at,
            http_status=200,
            content_type="application/json",
            content_hash="hash",
            request_id="request",
        )
        topic = f"raw.{provider}"
        self.offsets[topic] = self.offsets.get(topic, -1) + 1
        return RawRecord(
            topic, partition_of(self.name), self.offsets[topic], target.encode(), b"{}", tuple(headers.to_kafka())
        )

    def handle(self, record: RawRecord, extracted: Iterable[Extracted]) -> Resolution:
        """Normalise one record whose mapper yields these extracted records."""
        return self.read(record, lambda body, headers, memory: iter(tuple(extracted)))

    def read(self, record: RawRecord, mapper: Mapper | None = None) -> Resolution:
        """Normalise one record, a body's with this mapper."""
        mappers: dict[tuple[Provider, str], Mapper] = {}
        if mapper is not None:
            headers = RawHeaders.from_kafka(record.headers)
            mappers[headers.provider, headers.feed] = mapper
        outcome = normalize(record, self.state, mappers)
        self.state.apply(outcome)
        self.log += [(change.kind, change.key, change.value, dict(change.causes)) for change in outcome.changes]
        return outcome

    def decide(
        self, action: DecisionAction, provider: Provider, native_id: str, event_id: str | None = None
    ) -> Resolution:
        """Apply a person's decision about a listing."""
        decision = IdentityDecision(
            target=f"operator/identity/{self.name}/{provider}/{native_id}",
            action=action,
            league=self.name,
            provider=provider,
            native_id=native_id,
            event_id=event_id,
            reason="looked at",
            decided_by="somebody",
            decided_at=NOON,
        )
        return self.decide_raw(decision.model_dump_json().encode())

    def decide_player(
        self, action: DecisionAction, provider: Provider, native_id: str, player_id: str | None = None
    ) -> Resolution:
        """Apply a person's decision about a player on rosters."""
        decision = IdentityDecision(
            target=f"operator/players/{self.name}/{provider}/{native_id}",
            subject=DecisionSubject.PLAYER,
            action=action,
            league=self.name,
            provider=provider,
            native_id=native_id,
            player_id=player_id,
            reason="looked at",
            decided_by="somebody",
            decided_at=NOON,
        )
        return self.decide_raw(decision.model_dump_json().encode())

    def decide_raw(self, value: bytes) -> Resolution:
        self.offsets[OPERATOR] = self.offsets.get(OPERATOR, -1) + 1
        outcome = normalize(RawRecord(OPERATOR, 0, self.offsets[OPERATOR], b"key", value, ()), self.state)
        self.state.apply(outcome)
        self.log += [(change.kind, change.key, change.value, dict(change.causes)) for change in outcome.changes]
        return outcome

    def handle_raw(self, record: RawRecord) -> Resolution:
        return normalize(record, self.state, {})

    def see(
        self,
        provider: Provider,
        *extracted: Extracted,
        feed: str = "feed",
        at: datetime | None = None,
        minutes: float | None = None,
        target: str | None = None,
    ) -> Resolution:
        """Handle the next body of a provider's feed, some minutes after noon."""
        when = at or NOON + timedelta(minutes=minutes if minutes is not None else len(self.log))
        return self.handle(self.record(provider, feed, when, target), extracted)

    def restarted(self) -> "League":
        """Return the league restored from its published records."""
        return self._restored(self.log, self.offsets)

    def interrupted(self, published: int, offsets: dict[str, int]) -> "League":
        """Return the league after a crash with this many changes published and input consumed up to these offsets."""
        return self._restored(self.log[:published], offsets)

    def _restored(self, log: list, offsets: dict[str, int]) -> "League":
        other = League(self.name)
        other.offsets = dict(offsets)
        for kind, key, value, causes in log:
            other.state.restore(kind, key, value, causes)
        other.log = list(log)
        return other

    @staticmethod
    def model(kind: Kind) -> type[Message]:
        return MODELS[kind]

    def living(self, kind: Kind) -> dict[str, Message]:
        """Return the records of a kind that are not removed, by key."""
        newest = {key: value for found, key, value, _ in self.log if found is kind}
        messages = {key: MODELS[kind].model_validate_json(value) for key, value in newest.items() if value is not None}
        return {key: message for key, message in sorted(messages.items()) if message.removed is None}

    def newest(self, kind: Kind, key: str) -> Message | None:
        values = [value for found, name, value, _ in self.log if (found, name) == (kind, key)]
        return MODELS[kind].model_validate_json(values[-1]) if values and values[-1] is not None else None

    def events(self) -> list[SportingEvent]:
        return list(self.living(Kind.EVENTS).values())


def contest(
    native_id: str,
    home: str | None = "Boston Celtics",
    away: str | None = "Los Angeles Lakers",
    *,
    start: datetime | None = TIP_OFF,
    status: EventStatus | None = None,
    league: str = "nba",
    scores: tuple[int, int] | None = None,
    **more: object,
) -> Contest:
    home_score, away_score = scores or (None, None)
    return Contest(
        native_id=native_id,
        league=league,
        home=Side(name=home, score=home_score),
        away=Side(name=away, score=away_score),
        start_time=start,
        status=status,
        **more,
    )


def offer(
    contest_id: str, bookmaker: str = "draftkings", price: str = "1.91", line: str = "-3.5", league: str = "nba"
) -> Offer:
    number = Decimal(line)
    outcomes = (Price(Selection.HOME, number, Decimal(price)), Price(Selection.AWAY, -number, Decimal("1.95")))
    spread = Market(key=MarketKey.SPREAD, native_key="spreads", outcomes=outcomes)
    return Offer(contest_id=contest_id, league=league, bookmaker=bookmaker, bookmaker_name=bookmaker, markets=(spread,))


@pytest.fixture
def league() -> League:
    return League()


@pytest.fixture
def league_named() -> type[League]:
    return League


@pytest.fixture(name="contest")
def contest_fixture():
    return contest


@pytest.fixture(name="offer")
def offer_fixture():
    return offer
