"""Builds canonical records as the normalizer publishes them, from the contract's models."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from a1_schemas.base import Message
from a1_schemas.betting_odds import BettingOdds, OfferMarket, OfferOutcome
from a1_schemas.injury import Injury
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.news_item import NewsItem
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp, PropLine, PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.prices import american_from_decimal
from a1_schemas.providers import Provider
from a1_schemas.source_status import SourceStatus
from a1_schemas.sporting_event import EventSide, EventSource, SportingEvent
from a1_schemas.stats import StatType
from a1_schemas.team_profile import TeamProfile
from a1_schemas.vocabulary import (
    EventStatus,
    InjuryStatus,
    Kind,
    MarketKey,
    MatchMethod,
    Selection,
    SourceReason,
    SourceState,
)

NOW = datetime(2026, 11, 25, 19, tzinfo=UTC)
LAKERS = EventSide(team_id="nba-lal", name="Los Angeles Lakers", abbreviation="LAL", score=0)
CELTICS = EventSide(team_id="nba-bos", name="Boston Celtics", abbreviation="BOS", score=0)
SCOREBOARD = "espn/scoreboard/nba/20261125"


def event_id(number: int, league: str = "nba") -> str:
    return f"evt_{league}_{number:026d}"


def an_event(number: int = 1, **more: Any) -> SportingEvent:
    facts: dict[str, Any] = {
        "event_id": event_id(number, more.get("league", "nba")),
        "league": League.NBA,
        "sport": "basketball",
        "start_time": NOW + timedelta(hours=number),
        "status": EventStatus.SCHEDULED,
        "home": LAKERS,
        "away": CELTICS,
        "sources": (
            EventSource(provider=Provider.ESPN, native_id=str(number), method=MatchMethod.FIRST, confidence=Decimal(1)),
        ),
        "version": number,
        "changed_at": NOW,
    }
    return SportingEvent.model_validate(facts | more)


def a_listing(number: int = 1, target: str = SCOREBOARD) -> Listing:
    side = {"team_id": None, "name": None}
    return Listing(
        provider=Provider.ESPN,
        native_id=str(number),
        league=League.NBA,
        own_id=event_id(number),
        event_id=event_id(number),
        method=MatchMethod.FIRST,
        confidence=Decimal(1),
        first_fetched_at=NOW,
        first_start_time=NOW,
        first_home=None,
        first_away=None,
        start_time=NOW,
        status=EventStatus.SCHEDULED,
        home=ListingSide.model_validate(side),
        away=ListingSide.model_validate(side),
        target=target,
        named_by=(target,),
        facts_fetched_at=NOW,
        version=1,
        changed_at=NOW,
    )


def an_offer(
    number: int = 1,
    bookmaker: str = "draftkings",
    *,
    prices: tuple[str, str] = ("1.91", "2.05"),
    key: MarketKey = MarketKey.MONEYLINE,
    line: str | None = None,
    target: str = "odds/odds/nba",
    **more: Any,
) -> BettingOdds:
    outcomes = tuple(
        OfferOutcome(
            selection=selection,
            line=None if line is None else Decimal(line) * sign,
            price=Decimal(price),
            american=american_from_decimal(Decimal(price)),
        )
        for selection, price, sign in zip((Selection.HOME, Selection.AWAY), prices, (1, -1), strict=True)
    )
    return BettingOdds(
        event_id=event_id(number),
        league=League.NBA,
        provider=Provider.ODDS,
        feed="odds",
        target=target,
        native_event_id="o1",
        bookmaker=bookmaker,
        bookmaker_name=bookmaker.title(),
        markets=more.pop("markets", (OfferMarket(key=key, outcomes=outcomes),)),
        version=1,
        changed_at=more.pop("changed_at", NOW),
    )


def a_player(name: str = "LeBron James", team: str = "nba-lal") -> PropPlayer:
    return PropPlayer(player_id=f"ply_{name.lower().replace(' ', '-')}", name=name, team=team, confidence=Decimal(1))


def a_prop(number: int = 1, name: str = "LeBron James", stat_type: StatType = StatType.POINTS) -> PlayerProp:
    return PlayerProp(
        event_id=event_id(number),
        league=League.NBA,
        provider=Provider.PRIZEPICKS,
        feed="projections",
        target="prizepicks/projections/nba",
        native_event_id="p1",
        bookmaker="prizepicks",
        player=a_player(name),
        stat_type=stat_type,
        lines=(PropLine(line=Decimal("25.5")), PropLine(line=Decimal("22.5"))),
        version=1,
        changed_at=NOW,
    )


def some_stats(number: int = 1, name: str = "LeBron James", **more: Any) -> PlayerStats:
    facts: dict[str, Any] = {
        "event_id": event_id(number),
        "league": League.NBA,
        "provider": Provider.ESPN,
        "feed": "summary",
        "target": f"espn/summary/nba/{number}",
        "native_event_id": str(number),
        "player": a_player(name),
        "stats": {StatType.POINTS: Decimal(31)},
        "version": 1,
        "changed_at": NOW,
    }
    return PlayerStats.model_validate(facts | more)


def an_article(number: int = 1) -> NewsItem:
    return NewsItem(
        league=League.NBA,
        provider=Provider.ESPN,
        native_id=str(number),
        headline=f"Headline {number}",
        published_at=NOW - timedelta(hours=number),
        team_ids=("nba-lal",),
        version=1,
        changed_at=NOW,
    )


def an_injury(name: str = "LeBron James", **more: Any) -> Injury:
    facts: dict[str, Any] = {
        "league": League.NBA,
        "provider": Provider.ESPN,
        "feed": "injuries",
        "target": "espn/injuries/nba",
        "player": a_player(name),
        "status": InjuryStatus.OUT,
        "native_status": "Out",
        "version": 1,
        "changed_at": NOW,
    }
    return Injury.model_validate(facts | more)


def a_team_profile(team_id: str = "nba-lal", target: str = "espn/teams/nba", **more: Any) -> TeamProfile:
    provider, feed = target.split("/")[:2]
    facts: dict[str, Any] = {
        "team_id": team_id,
        "league": League.NBA,
        "provider": provider,
        "feed": feed,
        "target": target,
        "name": "Los Angeles Lakers",
        "abbreviation": "LAL",
        "version": 1,
        "changed_at": NOW,
    }
    return TeamProfile.model_validate(facts | more)


def a_player_profile(player_id: str, target: str = "espn/roster/nba/13", **more: Any) -> PlayerProfile:
    provider, feed = target.split("/")[:2]
    facts: dict[str, Any] = {
        "player_id": player_id,
        "league": League.NBA,
        "provider": provider,
        "feed": feed,
        "target": target,
        "name": "LeBron James",
        "team_id": "nba-lal",
        "version": 1,
        "changed_at": NOW,
    }
    return PlayerProfile.model_validate(facts | more)


def a_status(
    target: str, *, state: SourceState = SourceState.UP, reason: SourceReason | None = None, **more: Any
) -> SourceStatus:
    provider, feed, league = target.split("/")[:3]
    default = SourceReason.CONTENT_NEW if state is SourceState.UP else SourceReason.TIMEOUT
    return SourceStatus(
        provider=Provider(provider),
        feed=feed,
        league=league,
        target=target,
        state=state,
        reason=reason or default,
        last_success_at=more.pop("last_success_at", NOW),
        last_content_at=NOW,
        next_poll_at=NOW,
        valid_until=more.pop("valid_until", NOW + timedelta(seconds=60)),
        version=1,
        changed_at=NOW,
        **more,
    )


PLAYER = "ply_nba_743dvdldvjpkupym6g5iqq2dh4"


def one_of_each() -> tuple[tuple[Kind, str, Message], ...]:
    """Return one game of the NBA with a record of each kind, with their keys."""
    game = event_id(1)
    return (
        (Kind.SOURCES, SCOREBOARD, a_status(SCOREBOARD)),
        (Kind.LISTINGS, "espn|nba|1", a_listing()),
        (Kind.EVENTS, game, an_event(aliases=(event_id(99),))),
        (Kind.ODDS, f"{game}|odds|odds|draftkings", an_offer()),
        (Kind.PROPS, f"{game}|prizepicks|projections|prizepicks|x|points|game", a_prop()),
        (Kind.PLAYER_STATS, f"{game}|espn|summary|x", some_stats()),
        (Kind.NEWS, "nba|espn|1", an_article().model_copy(update={"event_ids": (game,)})),
        (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury()),
        (Kind.TEAMS, "nba|espn|teams|nba-lal", a_team_profile()),
        (Kind.PLAYERS, f"nba|espn|roster|nba-lal|{PLAYER}", a_player_profile(PLAYER)),
    )
