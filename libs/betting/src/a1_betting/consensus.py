"""One fair probability from several books."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from a1_betting.devig import normalized
from a1_betting.estimate import Estimate, logit
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one book holds of all outcomes of a market, in the terms that a mean consists of."""

    logarithms: tuple[float, ...]
    """Of the probabilities."""
    logits: tuple[float, ...]
    """Of the probabilities."""


def opinion_of(probabilities: Iterable[float]) -> Opinion:
    """Return the terms of a book's probabilities, which lie within (0, 1)."""
    found = tuple(probabilities)
    return Opinion(tuple(map(math.log, found)), tuple(map(logit, found)))


def agree(books: Sequence[Opinion]) -> tuple[Estimate, ...]:
    """Return an estimate for each outcome, from what each book holds of all of them.

    It is the mean of the logits; beyond two outcomes that of the logarithms, renormalised, which for two is the same.
    An outcome's logit error is the standard deviation of the books' logits over the root of their number, and null
    with one book. Raises Refused: `books-too-few` without a book, `market-incomplete` where books differ in outcomes.
    """
    if not books:
        raise Refused(RefusalReason.BOOKS_TOO_FEW, "no book has a usable price")
    if len({len(book.logits) for book in books}) > 1:
        raise Refused(RefusalReason.MARKET_INCOMPLETE, "books give different numbers of outcomes")
    logarithms = zip(*[book.logarithms for book in books], strict=True)
    return joined(logarithms, zip(*[book.logits for book in books], strict=True))


def joined(logarithms: Iterable[Sequence[float]], logits: Iterable[Sequence[float]]) -> tuple[Estimate, ...]:
    """Return an estimate for each outcome, from the columns of the books' terms for it."""
    centers = normalized([math.exp(_mean(each)) for each in logarithms])
    return tuple(map(Estimate, centers, map(_error, logits)))


def _error(logits: Sequence[float]) -> float | None:
    count = len(logits)
    if count < 2:
        return None
    mean = _mean(logits)
    return math.sqrt(math.fsum([(each - mean) ** 2 for each in logits]) / (count - 1) / count)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
