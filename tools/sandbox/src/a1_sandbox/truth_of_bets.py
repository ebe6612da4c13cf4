"""The truth about bets: what is planted and what it pays, the closing prices, and how bets on finished games ended."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from a1_sandbox.closes import closes_of
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.script.plants import Plant, PlantLeg
from a1_sandbox.world.script.staged_entries import multiple
from a1_sandbox.world.settling import gain, prop_result, result
from a1_sandbox.world.staging import Span
from a1_sandbox.world.world import World
from a1_schemas.analytics_words import GradeResult, OpportunityKind
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import format_time
from a1_schemas.vocabulary import EventStatus, MarketKey, Period, SettlementScope, Sport

Row = dict[str, Any]
Outages = Mapping[League, Span]

_SIX_PLACES = Decimal("0.000001")


def truth_of_bets(world: World) -> Row:
    """Opportunities and traps of the whole script, closes and grades as of now."""
    moment = world.moment()
    games = [game for games in world.games.values() for game in games]
    plants, outages = world.script.plants, world.script.outages
    return {
        "opportunities": [_opportunity(plant, moment) for plant in plants if plant.refused_for is None],
        "traps": [_trap(plant, moment) for plant in plants if plant.refused_for is not None],
        "closes": [row for game in games for row in _closes(game, moment, outages)],
        "grades": [row for game in games for row in _grades(game, moment, outages)],
    }


def event(game: Game) -> Row:
    """Which game it is, by its teams and by the ids of the providers that carry it."""
    ids = {provider: game.id_at(provider) for provider in sorted(game.carried_by)}
    return {"league": game.league, "home": game.home.name, "away": game.away.name, "native_ids": ids}


def _opportunity(plant: Plant, moment: Moment) -> Row:
    return _planted(plant, moment) | {"end_reason": plant.ends_by}


def _trap(plant: Plant, moment: Moment) -> Row:
    return _planted(plant, moment) | {"end_reason": None, "reason": plant.refused_for}


def _planted(plant: Plant, moment: Moment) -> Row:
    first = plant.legs[0]
    return {
        "id": plant.name,
        "kind": plant.kind,
        "event": event(first.game),
        "market": plant.market,
        "period": Period.GAME,
        "scope": scope_of(first.game.league, plant.market),
        "line": _number(first.line),
        "legs": [_leg(leg) for leg in plant.legs],
        "begins_at": format_time(moment.at_tick(plant.span.begin).at),
        "ends_at": format_time(moment.at_tick(plant.span.end).at),
        "profit": _number(plant.profit),
        "paid": _number(paid(plant)),
    }


def _leg(leg: PlantLeg) -> Row:
    subject = leg.subject
    return {
        "event": event(leg.game),
        "provider": leg.provider,
        "bookmaker": leg.bookmaker,
        "selection": leg.selection,
        "line": _number(leg.line),
        "price": _number(leg.price),
        "player": None if subject is None else subject.player,
        "stat_type": None if subject is None else subject.stat,
    }


def scope_of(league: League, market: MarketKey | None) -> SettlementScope | None:
    """Whether overtime counts in a market; None for an entry."""
    if market is None:
        return None
    is_regulation = league.traits.sport is Sport.SOCCER or market is MarketKey.MONEYLINE_3_WAY
    return SettlementScope.REGULATION if is_regulation else SettlementScope.INCLUDING_OVERTIME


def paid(plant: Plant) -> Decimal | None:
    """The profit as the games end, as a share of the sum staked.

    Bets that cover each other are staked for equal returns, those of a middle alike. None for a trap: it
    pays nothing that anyone could have had.
    """
    if plant.refused_for is not None:
        return None
    if plant.kind is OpportunityKind.ENTRY:
        right = all(_ends(plant, leg) is GradeResult.WIN for leg in plant.legs)
        return multiple(len(plant.legs)) - 1 if right else Decimal(-1)
    prices = [leg.price or Decimal(1) for leg in plant.legs]
    stakes = [Decimal(1) if plant.kind is OpportunityKind.MIDDLE else 1 / price for price in prices]
    gains = (
        stake * gain(_ends(plant, leg), price) for stake, price, leg in zip(stakes, prices, plant.legs, strict=True)
    )
    return (sum(gains, Decimal(0)) / sum(stakes, Decimal(0))).quantize(_SIX_PLACES)


def _ends(plant: Plant, leg: PlantLeg) -> GradeResult:
    if leg.subject is not None and leg.line is not None:
        return prop_result(leg.game, leg.subject.side, leg.subject.slot, leg.subject.stat, leg.line)
    return result(leg.game, plant.market or MarketKey.MONEYLINE, leg.selection, leg.line)


def _closes(game: Game, moment: Moment, outages: Outages) -> Iterator[Row]:
    for provider, bookmaker, market, price in closes_of(game, moment, outages):
        yield {
            "event": event(game),
            "provider": provider,
            "bookmaker": bookmaker,
            "market": market.key,
            "selection": price.selection,
            "line": _number(price.line),
            "price": _number(price.price),
            "at": None if provider is Provider.ESPN else format_time(moment.at_tick(market.tick).at),
        }


def _grades(game: Game, moment: Moment, outages: Outages) -> Iterator[Row]:
    """Yield how each bet on a finished game ended that could be made until its start."""
    if moment.situation(game).status is not EventStatus.FINAL:
        return
    closes = closes_of(game, moment, outages)
    bets = dict.fromkeys((market.key, price.selection, price.line) for *_, market, price in closes)
    for market, selection, line in bets:
        yield {
            "event": event(game),
            "market": market,
            "selection": selection,
            "line": _number(line),
            "result": result(game, market, selection, line),
        }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
