"""An event's odds as one item: every bookmaker's offer, and the best prices of each market that can be bet on now.

The best price of a selection is the highest, or the lowest of lay markets, of the offers whose phase fits the game. A
stale offer counts only where no fresh one exists. A bookmaker counts once: by its direct feed before a relay, then by
the newest price. Equal American prices are equal, since one of two feeds may have rounded the decimal odds.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from a1_gateway.snapshot.answers import BestMarket, BestSide, EventOdds, Offer
from a1_schemas import fast
from a1_schemas.game_words import MarketPhase
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MarketKey, Selection

_LAY = "-lay"
_BEFORE = frozenset({None, MarketPhase.PREMATCH, MarketPhase.LIVE})
_IN_PLAY = frozenset({MarketPhase.LIVE})
_CAN_BE_BET_ON: dict[str, frozenset[str | None]] = {
    EventStatus.SCHEDULED: _BEFORE,
    EventStatus.POSTPONED: _BEFORE,
    EventStatus.LIVE: _IN_PLAY,
    EventStatus.SUSPENDED: _IN_PLAY,
}
"""The phases that fit a game by its status. Before a start that is late, bookmakers still take bets."""
_RELAYS = (Provider.ESPN,)
"""Providers that repeat the prices of bookmakers which others read directly."""
_NO_BOOKMAKERS = frozenset({"accuscore", "teamrankings", "numberfire", "espn-consensus"})
"""Models and averages, which take no bets."""
_FROM_HOME = frozenset(
    {
        *(MarketKey.SPREAD, MarketKey.ALTERNATE_SPREAD, MarketKey.SPREAD_3_WAY),
        *(MarketKey.ALTERNATE_SPREAD_CORNERS, MarketKey.ALTERNATE_SPREAD_CARDS),
    }
)
"""Markets whose sides have opposite lines. The market's line is that of the home side."""
_HOLD_DIGITS = 6

_MarketId = tuple[str, str, str, fast.Number | None]


class _Quote(NamedTuple):
    """One bookmaker's price of one selection."""

    bookmaker: str
    rank: tuple[bool, bool, float]
    """Lower is what counts for the bookmaker."""
    price: fast.Number
    outcome: fast.OfferOutcome
    bookmaker_name: str


def event_odds(
    event: fast.SportingEvent, offers: Iterable[fast.BettingOdds], is_fresh: Callable[[str], bool]
) -> EventOdds:
    """Return the item of one event."""
    served = [
        Offer(
            bookmaker=offer.bookmaker,
            bookmaker_name=offer.bookmaker_name,
            provider=offer.provider,
            feed=offer.feed,
            observed_at=offer.observed_at,
            changed_at=offer.changed_at,
            freshness="fresh" if is_fresh(offer.target) else "stale",
            markets=offer.markets,
        )
        for offer in sorted(offers, key=lambda offer: (offer.bookmaker, offer.provider, offer.feed))
    ]
    return EventOdds(
        event_id=event.event_id,
        league=event.league,
        sport=event.sport,
        start_time=event.start_time,
        status=event.status,
        home=event.home,
        away=event.away,
        offers=served,
        best=_best(served, _CAN_BE_BET_ON.get(event.status, frozenset())),
    )


def without_offers(odds: EventOdds) -> EventOdds:
    """Return the item with its best prices alone."""
    return msgspec.structs.replace(odds, offers=msgspec.UNSET)


def _best(offers: list[Offer], phases: frozenset[str | None]) -> list[BestMarket]:
    markets: dict[_MarketId, dict[str, dict[str, _Quote]]] = {}
    for offer in offers:
        if offer.bookmaker in _NO_BOOKMAKERS:
            continue
        for market in offer.markets:
            if market.phase not in phases or market.suspended:
                continue
            at = market.observed_at or offer.observed_at or offer.changed_at
            rank = (offer.freshness == "stale", offer.provider in _RELAYS, -at.timestamp())
            for outcome in market.outcomes:
                if outcome.price is not None:
                    quotes = markets.setdefault(_market_id(market, outcome), {}).setdefault(outcome.selection, {})
                    quote = _Quote(offer.bookmaker, rank, outcome.price, outcome, offer.bookmaker_name)
                    known = quotes.setdefault(offer.bookmaker, quote)
                    if rank < known.rank:
                        quotes[offer.bookmaker] = quote
    return [_best_market(market_id, markets[market_id]) for market_id in sorted(markets, key=_order)]


def _market_id(market: fast.OfferMarket, outcome: fast.OfferOutcome) -> _MarketId:
    line = outcome.line
    if line is not None and market.key in _FROM_HOME and outcome.selection == Selection.AWAY:
        line = -line + 0
    return (market.key, market.period, market.scope, line)


def _order(market_id: _MarketId) -> tuple[object, ...]:
    key, period, scope, line = market_id
    return (key, period, scope, line is not None, line or 0)


def _best_market(market_id: _MarketId, selections: dict[str, dict[str, _Quote]]) -> BestMarket:
    key, *_ = market_id
    is_lay = key.endswith(_LAY)
    sides = [_best_side(list(quotes.values()), is_lay=is_lay) for _, quotes in sorted(selections.items())]
    return BestMarket(*market_id, sides=sides, hold=None if is_lay else _hold(key, sides))


def _best_side(quotes: list[_Quote], *, is_lay: bool) -> BestSide:
    if any(not quote.rank[0] for quote in quotes):
        quotes = [quote for quote in quotes if not quote.rank[0]]
    ordered = sorted(quotes, key=lambda quote: (quote.price if is_lay else -quote.price, quote.bookmaker))
    first = ordered[0].outcome
    tied = sorted((quote for quote in ordered if _is_equal(quote.outcome, first)), key=lambda quote: quote.bookmaker)
    others = [quote for quote in ordered if not _is_equal(quote.outcome, first)]
    return BestSide(
        selection=first.selection,
        line=first.line,
        price=ordered[0].price,
        american=first.american,
        bookmakers=[quote.bookmaker for quote in tied],
        bookmaker_names=[quote.bookmaker_name for quote in tied],
        next_best=others[0].price if others else None,
        freshness="stale" if ordered[0].rank[0] else "fresh",
    )


def _is_equal(one: fast.OfferOutcome, other: fast.OfferOutcome) -> bool:
    return one.price == other.price or (one.american is not None and one.american == other.american)


_SIDES: dict[str, int] = {
    **dict.fromkeys((MarketKey.MONEYLINE_3_WAY, MarketKey.SPREAD_3_WAY), 3),
    **dict.fromkeys(_FROM_HOME - {MarketKey.SPREAD_3_WAY}, 2),
    **dict.fromkeys((MarketKey.MONEYLINE, MarketKey.DRAW_NO_BET, MarketKey.BOTH_TEAMS_TO_SCORE), 2),
    **dict.fromkeys((MarketKey.TOTAL, MarketKey.ALTERNATE_TOTAL), 2),
    **dict.fromkeys((MarketKey.ALTERNATE_TOTAL_CORNERS, MarketKey.ALTERNATE_TOTAL_CARDS), 2),
}
"""How many selections exclude each other and leave none out."""


def _hold(key: str, sides: list[BestSide]) -> float | None:
    """Return the share of all stakes that stays with the bookmakers at these prices; below zero there is an arbitrage.

    None where a selection is missing.
    """
    if len(sides) != _SIDES.get(key):
        return None
    return round(1 - 1 / sum(1 / side.price for side in sides), _HOLD_DIGITS)
