"""Picks of a pick'em board whose fair probability is worth a place in an entry."""

from collections.abc import Sequence
from datetime import datetime

from a1_analysis.assessment import Assessed
from a1_analysis.entry_rows import least_probability
from a1_analysis.fair import Book, Consensus, quotes_of
from a1_analysis.found import Evaluation, PickLeg, RefusedClaim
from a1_analysis.markets import Bet
from a1_analysis.quotes import Pick, Quote
from a1_betting.estimate import Estimate
from a1_schemas.analytics_words import Claim, RefusalReason


def find_pick(
    bet: Bet, assessed: Sequence[Assessed], consensus: Consensus, start_time: datetime | None, into: Evaluation
) -> None:
    """Add the likelier side of the board's line that can be taken, or why it is refused though a table would show it.

    `consensus` is of the books, which price the same line; the board has no prices.
    """
    quote, reason = next(each for each in assessed if each.quote.pick is not None)
    place, estimate = max(_sides(quote, consensus), key=lambda side: side[1].probability, default=(0, Estimate(0.0)))
    if estimate.probability <= least_probability():
        return
    reason = reason or _reason(bet, quote.pick, consensus)
    if reason is None:
        into.pick = PickLeg(bet, quote, place, estimate, quotes_of(consensus.books), start_time)
    else:
        into.refusals.append(RefusedClaim(Claim.ENTRY, reason, (quote.bookmaker,)))


def _sides(quote: Quote, consensus: Consensus) -> list[tuple[int, Estimate]]:
    """Return the selections that can be taken, each with what the books say of it."""
    estimates = consensus.estimates or _of_too_few(consensus.books)
    sides = () if quote.pick is None else quote.pick.sides
    return [
        (place, estimate)
        for place, (selection, estimate) in enumerate(zip(quote.outcomes, estimates, strict=False))
        if selection in sides
    ]


def _of_too_few(books: Sequence[Book]) -> list[Estimate]:
    return [Estimate(each) for each in books[0].devigged.probabilities] if books else []


def _reason(bet: Bet, pick: Pick | None, consensus: Consensus) -> RefusalReason | None:
    if pick is None or not pick.pays_by_table:
        return RefusalReason.PAYOUT_UNKNOWN
    if consensus.estimates is None:
        return RefusalReason.BOOKS_TOO_FEW
    is_whole = bet.line is not None and bet.line == int(bet.line)
    return RefusalReason.MARKET_INCOMPLETE if is_whole else None  # prices of two sides leave the tie out
