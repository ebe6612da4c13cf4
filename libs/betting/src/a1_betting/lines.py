"""Moves a fair probability to another line of the same market."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from a1_betting.estimate import Estimate, expit, logit
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


def rungs_around(lines: Iterable[Decimal], line: Decimal) -> tuple[Decimal, Decimal]:
    """Return the nearest lines below and above; twice the line itself where it is one of them.

    Raises Refused: `beyond-ladder` outside of them, where only a stated family could answer.
    """
    known = tuple(lines)
    below = max((rung for rung in known if rung <= line), default=None)
    above = min((rung for rung in known if rung >= line), default=None)
    if below is None or above is None:
        raise Refused(RefusalReason.BEYOND_LADDER, f"{line} is outside the lines that are offered")
    return below, above


def on_ladder(ladder: Mapping[Decimal, Estimate], line: Decimal) -> Estimate:
    """Return the estimate of over at a line, from those of the rungs around it, linear in logits.

    The same books make both rungs, so their errors are taken to go together; without one of them the result has none.
    Raises Refused: `beyond-ladder`.
    """
    below, above = rungs_around(ladder, line)
    if below == above:
        return ladder[line]
    low, high = ladder[below], ladder[above]
    share = float((line - below) / (above - below))
    middle = logit(low.probability) + share * (logit(high.probability) - logit(low.probability))
    if low.logit_error is None or high.logit_error is None:
        return Estimate(expit(middle))
    return Estimate(expit(middle), (1 - share) * low.logit_error + share * high.logit_error)
