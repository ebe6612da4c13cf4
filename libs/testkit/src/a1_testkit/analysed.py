"""Builds records of analytics as the engine publishes them, from the contract's models."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from a1_schemas.analytics_words import (
    AnalyticsKind,
    Claim,
    DevigMethod,
    OpportunityKind,
    OpportunityState,
    PropMarket,
    RefusalReason,
)
from a1_schemas.base import Message
from a1_schemas.fair_price import FairPrice, FairSelection, RefusedQuote
from a1_schemas.ids import fair_price_id, opportunity_id
from a1_schemas.leagues import League
from a1_schemas.opportunity import Opportunity, OpportunityLeg
from a1_schemas.prediction import Prediction, ProbabilityInterval
from a1_schemas.priced_market import Quote, QuotedPrice
from a1_schemas.providers import Provider
from a1_schemas.refusal_count import RefusalCount, RefusalExample
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope
from a1_testkit.canonical import NOW, event_id

_QUOTED_AT = NOW - timedelta(seconds=12)
_WITH_A_ROUTE = (*(OpportunityKind.ARBITRAGE, OpportunityKind.EV, OpportunityKind.MIDDLE, OpportunityKind.LOW_HOLD),)
_CONFIG = "5f1c0b7d2a9e"


def a_fair_price(number: int = 1, **more: Any) -> FairPrice:
    """Return the fair price of a game's moneyline."""
    game = event_id(number)
    facts: dict[str, Any] = {
        **_a_market(number),
        "id": fair_price_id("nba", game, str(MarketKey.MONEYLINE)),
        "fair": (_fair(Selection.HOME, "0.6", "1.666666667"), _fair(Selection.AWAY, "0.4", "2.5")),
        "method": DevigMethod.ODDS_RATIO,
        "overround": Decimal("0.04"),
        "inputs": (_a_quote("draftkings", "1.6", "2.4"), _a_quote("fanduel", "1.61", "2.38")),
        "refused": (RefusedQuote(provider=Provider.ODDS, bookmaker="bovada", reason=RefusalReason.QUOTE_STALE),),
        "valid_until": NOW + timedelta(minutes=10),
    }
    return FairPrice.model_validate(facts | more)


def a_fair_prop(number: int = 1, **more: Any) -> FairPrice:
    """Return the fair price of a player's points."""
    facts: dict[str, Any] = {
        "id": fair_price_id("nba", event_id(number), str(PropMarket.PLAYER_PROP)),
        "market": PropMarket.PLAYER_PROP,
        "line": Decimal("24.5"),
        "player_id": "ply_nba_743dvdldvjpkupym6g5iqq2dh4",
        "player_name": "LeBron James",
        "stat_type": StatType.POINTS,
        "fair": (_fair(Selection.OVER, "0.6", "1.666666667"), _fair(Selection.UNDER, "0.4", "2.5")),
        "inputs": (),
    }
    return a_fair_price(number, **(facts | more))


def an_opportunity(kind: OpportunityKind = OpportunityKind.ARBITRAGE, number: int = 1, **more: Any) -> Opportunity:
    """Return an open opportunity of two legs."""
    facts: dict[str, Any] = {
        **_a_market(number),
        "id": opportunity_id("nba", event_id(number), str(kind)),
        "kind": kind,
        "profit": Decimal("0.037"),
        "legs": (
            _a_leg(number, Selection.HOME, "draftkings", "2.1", "49.4"),
            _a_leg(number, Selection.AWAY, "fanduel", "2.05", "50.6"),
        ),
        "worst_branch": Decimal("3.73"),
        "state": OpportunityState.OPEN,
        "opened_at": NOW,
    }
    return Opportunity.model_validate(facts | more)


def a_prediction(number: int = 1, **more: Any) -> Prediction:
    """Return what Elo says of a game."""
    facts: dict[str, Any] = {
        "version": 10 + number,
        "changed_at": NOW,
        "event_id": event_id(number),
        "league": League.NBA,
        "model": "elo",
        "artefact": "70e1f8ff2c2ce1fe3ba0c2b1c3ea7f3f0d3a4b4f6d8a9c0b1e2f30415263748a",
        "uses_market": False,
        "market": MarketKey.MONEYLINE,
        "period": Period.GAME,
        "scope": SettlementScope.INCLUDING_OVERTIME,
        "probabilities": {Selection.HOME: Decimal("0.64"), Selection.AWAY: Decimal("0.36")},
        "interval": {
            Selection.HOME: ProbabilityInterval(low=Decimal("0.2"), high=Decimal("0.93")),
            Selection.AWAY: ProbabilityInterval(low=Decimal("0.07"), high=Decimal("0.8")),
        },
        "start_time": NOW + timedelta(hours=number),
        "sealed_at": NOW,
        "as_of": {"normalized.events": 3, "normalized.sources": 6},
        "inputs": {"away_games": 0, "away_rating": 1500, "home_games": 0, "home_rating": 1500, "results": 0},
        "unproven": True,
    }
    return Prediction.model_validate(facts | more)


def a_refusal_count(**more: Any) -> RefusalCount:
    """Return the count of arbitrages refused for an old quote."""
    facts: dict[str, Any] = {
        "version": 1,
        "changed_at": NOW,
        "league": League.NBA,
        "kind": Claim.ARBITRAGE,
        "reason": RefusalReason.QUOTE_STALE,
        "count": 3,
        "now": 1,
        "last": RefusalExample(
            event_id=event_id(1),
            market=MarketKey.MONEYLINE,
            period=Period.GAME,
            scope=SettlementScope.INCLUDING_OVERTIME,
            line=None,
            bookmakers=("bovada", "fanduel"),
            at=NOW,
        ),
    }
    return RefusalCount.model_validate(facts | more)


def one_of_each_analysis() -> tuple[tuple[AnalyticsKind, str, Message], ...]:
    """Return the engine's records of one game, an opportunity of each kind that has a route, with their keys."""
    of_game = (a_fair_price(), a_fair_prop())
    opportunities = [an_opportunity(kind) for kind in _WITH_A_ROUTE]
    prediction = a_prediction()
    return (
        *((AnalyticsKind.FAIR, f"{each.event_id}|{each.id}", each) for each in of_game),
        *((AnalyticsKind.OPPORTUNITIES, f"{each.event_id}|{each.id}", each) for each in opportunities),
        (AnalyticsKind.REFUSALS, "nba|arbitrage|quote-stale", a_refusal_count()),
        (AnalyticsKind.PREDICTIONS, f"{prediction.event_id}|{prediction.model}|{prediction.market}", prediction),
    )


def _a_market(number: int) -> dict[str, Any]:
    return {
        "version": 10 + number,
        "changed_at": NOW,
        "event_id": event_id(number),
        "league": League.NBA,
        "market": MarketKey.MONEYLINE,
        "period": Period.GAME,
        "scope": SettlementScope.INCLUDING_OVERTIME,
        "line": None,
        "start_time": NOW + timedelta(hours=number),
        "config": _CONFIG,
    }


def _fair(selection: Selection, probability: str, price: str) -> FairSelection:
    return FairSelection(
        selection=selection, probability=Decimal(probability), low=None, high=None, price=Decimal(price)
    )


def _a_quote(bookmaker: str, home: str, away: str) -> Quote:
    prices = (
        QuotedPrice(selection=Selection.HOME, price=Decimal(home)),
        QuotedPrice(selection=Selection.AWAY, price=Decimal(away)),
    )
    return Quote(
        provider=Provider.ODDS,
        feed="odds",
        bookmaker=bookmaker,
        prices=prices,
        observed_at=_QUOTED_AT,
        version=1,
    )


def _a_leg(number: int, selection: Selection, bookmaker: str, price: str, stake: str) -> OpportunityLeg:
    return OpportunityLeg(
        event_id=event_id(number),
        selection=selection,
        line=None,
        bookmaker=bookmaker,
        provider=Provider.ODDS,
        feed="odds",
        price=Decimal(price),
        stake=Decimal(stake),
        observed_at=_QUOTED_AT,
        version=1,
    )
