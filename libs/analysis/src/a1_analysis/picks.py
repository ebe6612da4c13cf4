"""Picks of a pick'em board whose fair probability is worth a place in an entry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import msgspec

from a1_analysis.assessment import Assessed
from a1_analysis.entry_rows import least_probability
from a1_analysis.fair import Consensus, quotes_of
from a1_analysis.found import Evaluation, PickLeg, RefusedClaim
from a1_analysis.markets import Bet
from a1_analysis.prices import exact
from a1_analysis.quotes import Quote
from a1_betting.estimate import Estimate
from a1_betting.lines import on_ladder, rungs_around
from a1_betting.refused import Refused
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import Claim, RefusalReason


class _Rung(NamedTuple):
    """A line with a fair probability."""

    bet: Bet
    over: Estimate
    quotes: tuple[wire.Quote, ...]


class _Ladder(NamedTuple):
    """What the books say of a player's statistic."""

    by_bet: Mapping[Bet, Consensus]
    rungs: Mapping[Decimal, _Rung]


class _Fair(NamedTuple):
    over: Estimate
    against: tuple[wire.Quote, ...]
    reason: RefusalReason | None
    """Why it is no ground for a pick, though a table would take it for one."""


def find_picks(
    bets: Mapping[Bet, Sequence[Assessed]],
    consensus: Mapping[Bet, Consensus],
    start_time: datetime | None,
    into: Evaluation,
) -> None:
    """Add the likelier side of each line of the pick'em board, or why it is refused though a table would show it.

    `bets` are all lines of a player's statistic; `consensus` is of the books there, since the board has no prices.
    """
    listed = [
        (bet, each.quote, each.reason)
        for bet, assessed in bets.items()
        for each in assessed
        if each.quote.pick is not None and bet.line is not None
    ]
    if not listed:
        return
    ladder = _ladder({bet: consensus[bet] for bet in bets if bet in consensus})
    for bet, quote, reason in sorted(listed, key=lambda each: each[0].words):
        fair = _fair_at(bet, ladder)
        place, estimate = _likelier(quote, fair)
        if fair is None or estimate.probability <= least_probability():
            continue
        refused = reason or _reason(bet, quote) or fair.reason
        if refused is None:
            into.picks.append(PickLeg(bet, quote, place, estimate, fair.against, start_time))
        else:
            into.refusals.append(RefusedClaim(Claim.ENTRY, refused, (quote.bookmaker,)))


def _ladder(by_bet: Mapping[Bet, Consensus]) -> _Ladder:
    rungs = {
        exact(bet.line): _Rung(bet, each.estimates[0], wire.read_quotes(quotes_of(each.books)))
        for bet, each in by_bet.items()
        if each.estimates is not None and bet.line is not None
    }
    return _Ladder(by_bet, rungs)


def _fair_at(bet: Bet, ladder: _Ladder) -> _Fair | None:
    """Return what the books say at a line, moved there inside the ladder; None where they say nothing."""
    line = exact(bet.line or 0)
    own = ladder.by_bet.get(bet)
    try:
        around = rungs_around(ladder.rungs, line)
    except Refused as refused:
        if own is not None and own.books:
            return _Fair(Estimate(own.books[0].devigged.probabilities[0]), (), RefusalReason.BOOKS_TOO_FEW)
        nearest = min(ladder.rungs, key=lambda rung: (abs(rung - line), rung), default=None)
        return None if nearest is None else _Fair(ladder.rungs[nearest].over, (), refused.reason)
    rungs = {each: ladder.rungs[each] for each in around}
    over = on_ladder({each: rung.over for each, rung in rungs.items()}, line)
    against = [quote for rung in rungs.values() for quote in _quotes_beside(rung, bet)]
    return _Fair(over, tuple(against), None)


def _quotes_beside(rung: _Rung, bet: Bet) -> Iterable[wire.Quote]:
    """Return the quotes of a rung, which have its line where it is another than that of the bet."""
    if rung.bet == bet:
        return rung.quotes
    return (msgspec.structs.replace(quote, line=rung.bet.line) for quote in rung.quotes)


def _likelier(quote: Quote, fair: _Fair | None) -> tuple[int, Estimate]:
    """Return the likelier of the selections that can be taken, with its probability."""
    if fair is None or quote.pick is None:
        return 0, Estimate(0.0)
    estimates = (fair.over, Estimate(1 - fair.over.probability, fair.over.logit_error))
    sides = [side for side in enumerate(estimates) if quote.outcomes[side[0]] in quote.pick.sides]
    return max(sides, key=lambda side: side[1].probability, default=(0, Estimate(0.0)))


def _reason(bet: Bet, quote: Quote) -> RefusalReason | None:
    if quote.pick is None or not quote.pick.pays_by_table:
        return RefusalReason.PAYOUT_UNKNOWN
    is_whole = bet.line is not None and bet.line == int(bet.line)
    return RefusalReason.MARKET_INCOMPLETE if is_whole else None  # prices of two sides leave the tie out
