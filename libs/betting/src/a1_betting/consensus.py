"""One fair probability from several books."""

import math
from collections.abc import Sequence

from a1_betting.devig import normalized
from a1_betting.estimate import Estimate, logit
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


def agree(books: Sequence[Sequence[float]]) -> tuple[Estimate, ...]:
    """Return an estimate for each outcome, from the probabilities that each book gives to all of them.

    It is the mean of the logits; beyond two outcomes that of the logarithms, renormalised, which for two is the same.
    An outcome's logit error is the standard deviation of the books' logits over the root of their number, and null
    with one book. Raises Refused: `books-too-few` without a book, `market-incomplete` where books differ in outcomes.
    """
    if not books:
        raise Refused(RefusalReason.BOOKS_TOO_FEW, "no book has a usable price")
    if len({len(book) for book in books}) > 1:
        raise Refused(RefusalReason.MARKET_INCOMPLETE, "books give different numbers of outcomes")
    outcomes = list(zip(*books, strict=True))
    centers = normalized([math.exp(_mean([math.log(each) for each in outcome])) for outcome in outcomes])
    return tuple(Estimate(center, _error(outcome)) for center, outcome in zip(centers, outcomes, strict=True))


def _error(probabilities: Sequence[float]) -> float | None:
    count = len(probabilities)
    if count < 2:
        return None
    logits = [logit(each) for each in probabilities]
    mean = _mean(logits)
    return math.sqrt(math.fsum((each - mean) ** 2 for each in logits) / (count - 1) / count)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
