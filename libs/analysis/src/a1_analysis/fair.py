"""The fair price of a bet: the consensus of its usable quotes without their margins."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.found import Fair, published
from a1_analysis.prices import WithoutMargin, without_margin
from a1_analysis.quotes import Quote, written
from a1_betting.consensus import agree, joined
from a1_betting.estimate import Estimate
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import DevigMethod, RefusalReason
from a1_schemas.fast import Number


class Book(NamedTuple):
    """A usable quote and the probabilities behind it."""

    quote: Quote
    devigged: WithoutMargin


class Columns(NamedTuple):
    """What the books of a bet say, by outcome."""

    prices: list[tuple[float, ...]]
    probabilities: list[tuple[float, ...]]
    logarithms: list[tuple[float, ...]]
    logits: list[tuple[float, ...]]
    overrounds: tuple[float, ...]
    """A book each."""


class Consensus(NamedTuple):
    """The usable books of a bet, and what they agree on; None where they are too few."""

    books: list[Book]
    columns: Columns
    estimates: tuple[Estimate, ...] | None
    refused: list[Assessed]


_NO_COLUMNS = Columns([], [], [], [], ())


def consensus_of(assessed: Sequence[Assessed], configuration: Configuration) -> Consensus:
    """Return what the usable quotes agree on."""
    books = [Book(quote, quote.devigged) for quote, reason in assessed if reason is None and quote.devigged is not None]
    columns = _columns(books)
    refused = [] if len(books) == len(assessed) else [*_refused(assessed)]
    enough = len(books) >= max(configuration.fair.min_books, 1)
    return Consensus(books, columns, joined(columns.logarithms, columns.logits) if enough else None, refused)


def _columns(books: Sequence[Book]) -> Columns:
    if not books:
        return _NO_COLUMNS
    count = len(books[0].devigged.probabilities)
    columns = list(zip(*[book.devigged.terms for book in books], strict=True))
    prices, probabilities, logarithms, logits = (columns[first : first + count] for first in range(0, 4 * count, count))
    return Columns(prices, probabilities, logarithms, logits, columns[-1])


def _refused(assessed: Iterable[Assessed]) -> Iterator[Assessed]:
    for quote, reason in assessed:
        if reason is not None or quote.devigged is None:
            yield Assessed(quote, reason or quote.no_fair)


def fair_of(outcomes: Sequence[str], consensus: Consensus) -> Fair:
    """Return the fair price as it is published."""
    refused = tuple(wire.RefusedQuote(q.provider, q.bookmaker, str(why)) for q, why in consensus.refused)
    if consensus.estimates is None:
        return Fair((), quotes_of(consensus.books), refused, None, RefusalReason.BOOKS_TOO_FEW)
    selections = tuple(
        _selection(selection, estimate) for selection, estimate in zip(outcomes, consensus.estimates, strict=True)
    )
    overround = math.fsum(consensus.columns.overrounds) / len(consensus.books)
    ends = [book.quote.expires_at for book in consensus.books if book.quote.expires_at is not None]
    inputs = quotes_of(consensus.books)
    return Fair(selections, inputs, refused, published(overround), None, min(ends, default=None))


def quotes_of(books: Sequence[Book]) -> msgspec.Raw:
    """Return the quotes of books as they are published."""
    return written(book.quote for book in books)


def recomputed(inputs: msgspec.Raw, method: DevigMethod) -> tuple[tuple[wire.FairSelection, ...], Number] | None:
    """Return the fair selections and the mean overround of published quotes; None where one of them has no margin."""
    quotes = wire.read_quotes(inputs)
    found = [without_margin(tuple(each.price for each in quote.prices), method) for quote in quotes]
    devigged = [each for each in found if isinstance(each, WithoutMargin)]
    if not devigged or len(devigged) < len(found):
        return None
    estimates = agree([each.opinion for each in devigged])
    selections = tuple(
        _selection(price.selection, estimate) for price, estimate in zip(quotes[0].prices, estimates, strict=True)
    )
    return selections, published(math.fsum(each.overround for each in devigged) / len(devigged))


def _selection(selection: str, estimate: Estimate) -> wire.FairSelection:
    interval = estimate.interval
    low, high = (None, None) if interval is None else map(published, interval)
    return wire.FairSelection(
        selection, published(estimate.probability), low, high, published(1 / estimate.probability)
    )
