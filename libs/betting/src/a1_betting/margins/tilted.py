"""A measured distribution of margins or totals, moved to what a market says of one game.

The weights are multiplied by exp(tilt · number): key numbers stay where they are, and the tilt is the one number that a
fair probability at one line decides.
"""

import math
from collections.abc import Mapping
from decimal import Decimal

from a1_betting.bisection import falling_root
from a1_betting.chances import Distribution
from a1_betting.families import table
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason

_STEEPEST = 2.0
"""The largest tilt: it moves nearly all weight to an end of every table."""


def tilted(weights: Mapping[int, float], line: Decimal, share_over: float) -> Distribution:
    """Return the distribution that gives over this probability at the line.

    Raises Refused: `line-out-of-range` for a line outside the table.
    """
    if not min(weights) < line < max(weights):
        raise Refused(RefusalReason.LINE_OUT_OF_RANGE, f"{line} is outside {min(weights)} to {max(weights)}")

    def at(tilt: float) -> Mapping[int, float]:
        return {number: weight * math.exp(tilt * (number - float(line))) for number, weight in weights.items()}

    def missing(tilt: float) -> float:
        moved = at(tilt)
        over = math.fsum(weight for number, weight in moved.items() if number > line)
        under = math.fsum(weight for number, weight in moved.items() if number < line)
        return share_over - over / (over + under)

    return table(at(falling_root(missing, -_STEEPEST, _STEEPEST)))
