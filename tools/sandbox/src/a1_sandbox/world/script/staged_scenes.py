"""A scene on its game: which markets the books have for a time, and what it was worth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK
from a1_sandbox.world.odds import BOOKS, ESPN_BOOK, EXCHANGE, HOUSE_OF_ESPN, espn_offer, offers
from a1_sandbox.world.quotes import Market, Price, StampedMarket
from a1_sandbox.world.script.plants import Plant, PlantLeg
from a1_sandbox.world.script.scenes import Quote, Scene
from a1_sandbox.world.script.timetable import AFTERWARDS_S, Timetable
from a1_sandbox.world.staging import Span, StagedMarket
from a1_schemas.analytics_words import EndReason, OpportunityKind
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Selection

_COVERING = frozenset({OpportunityKind.ARBITRAGE, OpportunityKind.LOW_HOLD})
_CENT = Decimal("0.01")
_SIX_PLACES = Decimal("0.000001")


class Staged(NamedTuple):
    """A scene with its game."""

    scene: Scene
    game: Game
    """With all that the script sets on it."""
    span: Span


def staged_markets(scene: Scene, game: Game, times: Timetable) -> tuple[StagedMarket, ...]:
    """The markets of a scene; none where the game starts before it."""
    span = times.before_start(game, scene.begin_s, scene.end_s)
    if span.begin >= span.end:
        return ()
    return (*_quoted(scene, game, span, times), *_taken_down(scene, span, times))


def _quoted(scene: Scene, game: Game, span: Span, times: Timetable) -> Iterator[StagedMarket]:
    for quote in scene.quotes:
        own = quote.instead or _departed(_own_market(game, quote.book, scene.market, span.begin, times), quote)
        yield StagedMarket(quote.book, scene.market, span, own, span.begin - quote.held_for // TICK)


def _taken_down(scene: Scene, span: Span, times: Timetable) -> Iterator[StagedMarket]:
    """Yield the market that the book of the last leg no longer has, where that is how the scene ends."""
    if scene.ends_by is EndReason.WITHDRAWN:
        after = Span(span.end, span.end + times.tick(AFTERWARDS_S))
        yield StagedMarket(scene.legs[-1][0], scene.market, after, None, after.begin)


def _own_market(game: Game, book: str, key: MarketKey, tick: int, times: Timetable) -> StampedMarket:
    """The market that a book has by itself. The exchange has none: it takes a bookmaker's for its own."""
    wanted = BOOKS[0].key if book == EXCHANGE.key else book
    return market_at(game, wanted, key, tick, times)


def market_at(game: Game, book: str, key: MarketKey, tick: int, times: Timetable) -> StampedMarket:
    """A book's market at a tick. Raises LookupError where it has none."""
    moment = times.moment(tick)
    shown = espn_offer(game, moment)
    offered = [*offers(game, moment), *([] if shown is None else [shown])]
    found = (market for offer in offered if offer.book.key == book for market in offer.markets if market.key is key)
    market = next(found, None)
    if market is None:
        raise LookupError(f"{book} has no {key} on {game.key} at tick {tick}")
    return market


def _departed(market: StampedMarket, quote: Quote) -> Market:
    prices = tuple(
        Price(
            each.selection,
            None if each.line is None else each.line + _line_move(each.selection, quote),
            shaded(each.price, quote.shades.get(each.selection, 0.0)),
        )
        for each in market.prices
    )
    return Market(market.key, prices)


def _line_move(selection: Selection, quote: Quote) -> Decimal:
    return -quote.line_moves if selection is Selection.AWAY else quote.line_moves


def shaded(price: Decimal, by: float) -> Decimal:
    """The price whose implied probability is larger by so much."""
    return (1 / (1 / price + Decimal(str(by)))).quantize(_CENT) if by else price


def plant_of(staged: Staged, times: Timetable) -> Plant:
    """What a scene has planted."""
    scene, game, span = staged
    legs = tuple(leg_at(game, book, selection, scene, span.begin, times) for book, selection in scene.legs)
    is_cut = span.end < times.tick(scene.end_s)
    seen_until = span.end if scene.seen_until_s is None else times.tick(scene.seen_until_s)
    return Plant(
        name=scene.name,
        kind=scene.kind,
        market=scene.market,
        span=Span(span.begin, seen_until),
        legs=legs,
        profit=None if scene.refused_for else _profit(scene, legs),
        ends_by=EndReason.EVENT_STARTED if is_cut and scene.ends_by is not None else scene.ends_by,
        refused_for=scene.refused_for,
    )


def leg_at(game: Game, book: str, selection: Selection, scene: Scene, tick: int, times: Timetable) -> PlantLeg:
    """A bet at the price that the book has at a tick."""
    key = next((q.instead.key for q in scene.quotes if q.book == book and q.instead), scene.market)
    market = market_at(game, book, key, tick, times)
    price = next(each for each in market.prices if each.selection is selection)
    is_espn = book == ESPN_BOOK.key
    return PlantLeg(
        game=game,
        provider=Provider.ESPN if is_espn else Provider.ODDS,
        bookmaker=HOUSE_OF_ESPN if is_espn else book,
        selection=selection,
        line=price.line,
        price=price.price,
    )


def _profit(scene: Scene, legs: Sequence[PlantLeg]) -> Decimal:
    prices = [leg.price for leg in legs if leg.price is not None]
    if scene.kind in _COVERING:
        profit = 1 / sum((1 / price for price in prices), Decimal(0)) - 1
    elif scene.kind is OpportunityKind.MIDDLE:
        profit = min(prices) / len(prices) - 1
    else:
        profit = Decimal(str(_fair_now(scene))) * prices[0] - 1
    return profit.quantize(_SIX_PLACES)


def _fair_now(scene: Scene) -> float:
    """The fair chance of the home side, after the move that a stale line has not followed."""
    moved = max((quote.shades.get(Selection.HOME, 0.0) for quote in scene.quotes), default=0.0)
    return scene.frame.home + max(0.0, moved) / scene.frame.margin


def with_markets(game: Game, markets: Sequence[StagedMarket]) -> Game:
    """The game with these markets beside those that are staged already."""
    staging = game.staging
    return replace(game, staging=staging._replace(markets=(*staging.markets, *markets)))
