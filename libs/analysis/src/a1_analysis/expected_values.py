"""Prices above the fair one, measured against the other books of the bet: +EV and stale lines."""

from collections.abc import Sequence
from typing import NamedTuple

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.crossings import leg_of
from a1_analysis.fair import Book, Columns, Consensus, quotes_of
from a1_analysis.found import Evaluation, Found, RefusedClaim, published
from a1_analysis.markets import Bet
from a1_betting.consensus import agree
from a1_betting.estimate import Estimate
from a1_schemas.analytics_words import Claim, OpportunityKind, RefusalReason
from a1_schemas.fast import Number

_TWO = 2
"""A standard error needs two books beside the one that is measured."""


def find_values(bet: Bet, consensus: Consensus, configuration: Configuration, into: Evaluation) -> None:
    """Add the outcomes whose expected profit is above its own standard error, and what was refused of others."""
    if consensus.estimates is None:
        return
    for book in _promising(consensus.books, consensus.columns):
        others = [each for each in consensus.books if each is not book]
        _measure(bet, book, others, configuration, into)
    for refused in consensus.refused:
        if _looks_good(refused, consensus.estimates):
            reason = refused.reason or RefusalReason.NO_EDGE
            into.refusals.append(RefusedClaim(Claim.EV, reason, (refused.quote.bookmaker,)))


def _promising(books: Sequence[Book], columns: Columns) -> list[Book]:
    """Return the books with a price above another book's probability: the consensus of the others lies among these.

    Empty where too few are left for a standard error.
    """
    if len(books) <= _TWO:
        return []
    of_outcomes = zip(columns.prices, columns.probabilities, strict=True)
    if all(max(prices) * max(chances) <= 1 for prices, chances in of_outcomes):
        return []
    highest = [sorted(place)[-2:] for place in columns.probabilities]
    found: list[Book] = []
    for book in books:
        of_book = zip(book.quote.prices, book.devigged.probabilities, highest, strict=True)
        if any(price and price * (second if own >= first else first) > 1 for price, own, (second, first) in of_book):
            found.append(book)
    return found


def _measure(bet: Bet, book: Book, others: Sequence[Book], configuration: Configuration, into: Evaluation) -> None:
    commission = configuration.commission_of(book.quote.bookmaker)
    for place, estimate in enumerate(agree([other.devigged.opinion for other in others])):
        price = book.quote.prices[place]
        if price is None or estimate.probability * price <= 1:
            continue
        if commission is None:
            into.refusals.append(RefusedClaim(Claim.EV, RefusalReason.COMMISSION_UNKNOWN, (book.quote.bookmaker,)))
            continue
        value = _value_of(estimate, price, commission)
        if value.profit <= max(0.0, configuration.opportunities.ev_errors * value.error):
            into.refusals.append(RefusedClaim(Claim.EV, RefusalReason.NO_EDGE, (book.quote.bookmaker,)))
            continue
        kinds = [OpportunityKind.EV]
        if _has_stayed_behind(book, place, others, configuration.opportunities.stale_line_books):
            kinds.append(OpportunityKind.STALE_LINE)
        stake = configuration.stakes.total
        into.opportunities += [
            Found(
                kind=kind,
                place=bet,
                legs=(
                    leg_of(bet, book.quote, place, stake=published(stake), probability=published(estimate.probability)),
                ),
                profit=published(value.profit),
                worst_branch=published(-stake),
                standard_error=published(value.error),
                against=quotes_of(others),
            )
            for kind in kinds
        ]


class Value(NamedTuple):
    """The expected profit of a bet, as a share of the stake, with its standard error."""

    profit: float
    error: float


def _value_of(estimate: Estimate, price: Number, commission: float) -> Value:
    payout = 1 + (price - 1) * (1 - commission)
    return Value(estimate.probability * payout - 1, (estimate.standard_error or 0.0) * payout)


def _has_stayed_behind(book: Book, place: int, others: Sequence[Book], needed: int) -> bool:
    """Whether so many others moved later, each to a probability above the one of the price."""
    price = book.quote.prices[place]
    passed = [
        other
        for other in others
        if price and other.quote.moved_at > book.quote.moved_at and other.devigged.probabilities[place] * price > 1
    ]
    return len(passed) >= needed


def _looks_good(refused: Assessed, estimates: Sequence[Estimate]) -> bool:
    return any(
        price and price * estimate.probability > 1
        for price, estimate in zip(refused.quote.prices, estimates, strict=True)
    )
