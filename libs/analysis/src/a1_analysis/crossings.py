"""Arbitrages and low holds of a bet: one leg an outcome, at several books that settle alike."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from a1_analysis.assessment import Assessed, first_reason
from a1_analysis.configuration import Configuration
from a1_analysis.found import Evaluation, Found, RefusedClaim, published
from a1_analysis.markets import Bet
from a1_analysis.prices import exact
from a1_analysis.quotes import Quote, own_line
from a1_analysis.settlement import rules_refusal
from a1_betting.arbitrage import Leg, find_arbitrage, net_price
from a1_betting.refused import Refused
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import Claim, OpportunityKind, RefusalReason
from a1_schemas.fast import Number
from a1_schemas.game_words import MarketPhase
from a1_schemas.leagues import League


class _Side(NamedTuple):
    """A quote's price of one outcome."""

    quote: Quote
    place: int
    price: Number
    reason: RefusalReason | None


_Legs = tuple[_Side, ...]
_EVEN = 2
"""Inverse prices sum to 1 or more where neither price is higher."""


def find_crossings(
    league: League, bet: Bet, assessed: Sequence[Assessed], configuration: Configuration, into: Evaluation
) -> None:
    """Add the best arbitrage of a bet or else its best low hold, and what a table of prices would have shown."""
    if not assessed:
        return
    widest = _widest(configuration)
    sides = [_sides(assessed, place) for place in range(len(assessed[0].quote.outcomes))]
    if not all(sides) or _sum(_best(sides)) >= widest:
        return
    naive = _best(sides)
    claim = Claim.ARBITRAGE if _sum(naive) < 1 else Claim.LOW_HOLD
    failed: RefusalReason | None = None
    for legs in _combinations(sides, widest):
        found = _priced(league, bet, legs, configuration)
        if isinstance(found, Found):
            into.opportunities.append(found)
            break
        failed = failed or found
    is_shown = bool(into.opportunities) and into.opportunities[-1].kind == claim
    why = _reason_of(naive) or (None if is_shown else failed or RefusalReason.SAME_BOOK)
    if why is not None:
        into.refusals.append(RefusedClaim(claim, why, _books(naive)))


def find_same_sides(assessed: Sequence[Assessed], into: Evaluation) -> None:
    """Add the pairs of one outcome at two books whose inverse prices sum to less than 1: they win and lose together."""
    if not assessed:
        return
    for place in range(len(assessed[0].quote.outcomes)):
        high = sorted(_sides(assessed, place), key=lambda side: (-side.price, side.quote.bookmaker))[:2]
        if len(high) == 2 and _sum(tuple(high)) < 1:
            into.refusals.append(RefusedClaim(Claim.ARBITRAGE, RefusalReason.SAME_SIDE, _books(high)))


def highest_prices(assessed: Iterable[Assessed]) -> list[Number]:
    """Return the highest price of each outcome, 0 where it has none."""
    return [
        max(filter(None, prices), default=0) for prices in zip(*[quote.prices for quote, _ in assessed], strict=True)
    ]


def may_cross(highest: Iterable[Number], configuration: Configuration) -> bool:
    """Whether prices up to these can be a crossing."""
    widest = _widest(configuration)
    return sum([1 / price if price else widest for price in highest]) < widest


def may_be_of_one_side(highest: Iterable[Number]) -> bool:
    """Whether two prices up to these can look like a crossing of one outcome."""
    return max(highest, default=0) > _EVEN


def _widest(configuration: Configuration) -> float:
    """Return the sum of inverse prices from which on there is not even a low hold."""
    return 1 / (1 - configuration.opportunities.low_hold)


def _sides(assessed: Iterable[Assessed], place: int) -> list[_Side]:
    return [
        _Side(quote, place, price, reason)
        for quote, reason in assessed
        if (price := quote.prices[place]) is not None and price > 1
    ]


def _best(sides: Sequence[Sequence[_Side]]) -> _Legs:
    return tuple(min(each, key=lambda side: (-side.price, side.quote.bookmaker)) for each in sides)


def _combinations(sides: Sequence[Sequence[_Side]], widest: float) -> list[_Legs]:
    """Return the combinations of usable legs below a sum of inverse prices, the lowest first."""
    usable = [[side for side in each if side.reason is None] for each in sides]
    if not all(usable):
        return []
    floors = [min(1 / side.price for side in each) for each in usable]
    total = sum(floors)
    near = [
        [side for side in each if total - floor + 1 / side.price < widest]
        for each, floor in zip(usable, floors, strict=True)
    ]
    found = [(_sum(legs), _books(legs), legs) for legs in product(*near)]
    return [legs for inverse, _, legs in sorted(found, key=lambda each: each[:2]) if inverse < widest]


def _priced(league: League, bet: Bet, legs: _Legs, configuration: Configuration) -> Found | RefusalReason:
    """Return what these legs give, or why they give nothing."""
    if len({side.quote.bookmaker for side in legs}) == 1:
        return RefusalReason.SAME_BOOK
    differing = rules_refusal(league, bet.board, [side.quote.bookmaker for side in legs])
    if differing is not None:
        return differing
    bets = [_leg(bet, side, configuration) for side in legs]
    try:
        arbitrage = find_arbitrage(legs[0].quote.outcomes, bets, exact(configuration.stakes.total))
        if arbitrage is None:
            return _low_hold(bet, legs, bets, configuration)
    except Refused as refused:
        return refused.reason
    if arbitrage.profit < configuration.opportunities.arbitrage_profit:
        return RefusalReason.NO_EDGE
    return Found(
        kind=OpportunityKind.ARBITRAGE,
        place=bet,
        legs=_wire_legs(bet, legs, [float(stake) for stake in arbitrage.stakes]),
        profit=published(float(arbitrage.profit)),
        worst_branch=published(float(min(arbitrage.branches))),
        void_branches=tuple(tuple(published(float(each)) for each in row) for row in arbitrage.void_branches),
    )


def _low_hold(bet: Bet, legs: _Legs, bets: Sequence[Leg], configuration: Configuration) -> Found | RefusalReason:
    """Return the low hold of these legs; `no-edge` where commission makes it a high one. Raises Refused."""
    prices = [net_price(leg) for leg in bets]
    inverse = sum(1 / price for price in prices)
    if 1 - 1 / inverse >= configuration.opportunities.low_hold:
        return RefusalReason.NO_EDGE
    total = Fraction(exact(configuration.stakes.total))
    stakes = [_rounded(total / (price * inverse), leg) for price, leg in zip(prices, bets, strict=True)]
    staked = sum(stakes)
    worst = min(price * stake for price, stake in zip(prices, stakes, strict=True)) - staked
    return Found(
        kind=OpportunityKind.LOW_HOLD,
        place=bet,
        legs=_wire_legs(bet, legs, [float(stake) for stake in stakes]),
        profit=published(float(worst / staked)),
        worst_branch=published(float(worst)),
    )


def _rounded(stake: Fraction, leg: Leg) -> Fraction:
    step = Fraction(leg.step)
    return max(round(stake / step), 1) * step


def _leg(bet: Bet, side: _Side, configuration: Configuration) -> Leg:
    quote, limit = side.quote, side.quote.limits[side.place]
    commission = configuration.commission_of(quote.bookmaker)
    return Leg(
        selection=quote.outcomes[side.place],
        bookmaker=quote.bookmaker,
        price=exact(side.price),
        line=None if bet.line is None else exact(bet.line),
        commission=None if commission is None else exact(commission),
        limit=None if limit is None else exact(limit),
        step=exact(configuration.stakes.step_of(quote.bookmaker)),
    )


def _wire_legs(bet: Bet, legs: _Legs, stakes: Sequence[float]) -> tuple[wire.OpportunityLeg, ...]:
    return tuple(
        leg_of(bet, side.quote, side.place, stake=published(stake)) for side, stake in zip(legs, stakes, strict=True)
    )


def leg_of(
    bet: Bet, quote: Quote, place: int, *, stake: Number, probability: Number | None = None
) -> wire.OpportunityLeg:
    """Return a bet on one outcome of a quote as it is published."""
    selection = quote.outcomes[place]
    return wire.OpportunityLeg(
        event_id=bet.board.event_id,
        player_id=bet.board.player_id,
        selection=selection,
        line=own_line(bet, selection),
        bookmaker=quote.bookmaker,
        provider=quote.provider,
        feed=quote.feed,
        price=quote.prices[place],
        stake=stake,
        observed_at=quote.observed_at,
        version=quote.version,
        probability=probability,
    )


def _reason_of(legs: _Legs) -> RefusalReason | None:
    phases = {side.quote.phase for side in legs if side.quote.phase is not None}
    if MarketPhase.LIVE in phases and len(phases) > 1:
        return RefusalReason.PHASE_MISMATCH
    return first_reason([side.reason for side in legs])


def _sum(legs: Sequence[_Side]) -> float:
    return sum(1 / side.price for side in legs)


def _books(legs: Sequence[_Side]) -> tuple[str, ...]:
    return tuple(side.quote.bookmaker for side in legs)
