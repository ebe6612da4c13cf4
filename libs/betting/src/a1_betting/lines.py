"""Moves a fair probability to another line of the same market."""

from collections.abc import Mapping
from decimal import Decimal

from a1_betting.estimate import expit, logit
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


def on_ladder(ladder: Mapping[Decimal, float], line: Decimal) -> float:
    """Return the probability of over at a line, from those of the rungs around it, linear in logits.

    Raises Refused: `beyond-ladder` outside the rungs, where only a stated family could answer.
    """
    if line in ladder:
        return ladder[line]
    below = max((rung for rung in ladder if rung < line), default=None)
    above = min((rung for rung in ladder if rung > line), default=None)
    if below is None or above is None:
        raise Refused(RefusalReason.BEYOND_LADDER, f"{line} is outside the lines that are offered")
    share = float((line - below) / (above - below))
    low, high = logit(ladder[below]), logit(ladder[above])
    return expit(low + share * (high - low))
