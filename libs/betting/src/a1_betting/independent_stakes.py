"""Kelly stakes of bets on different games, which are open at the same time.

The expected logarithm of the bankroll over all joint outcomes is concave in the stakes. It is maximised by Newton's
method, projected on stakes of at least 0 (Bertsekas, 1982). None is 0 at the maximum: the slope of a bet with an edge
is positive there, no matter what is staked on other games. Moving one stake at a time would need thousands of rounds
where the stakes come near to the whole bankroll.
"""

import math
from collections.abc import Sequence

from a1_betting.bets import Bet
from a1_betting.joint_outcomes import JointOutcome, joint_outcomes
from a1_betting.linear_equations import solve

_STEPS = 60
_HALVINGS = 50
_MOVE = 1e-15
"""Stakes that move by less have arrived."""
_RISE = 1e-4
"""The share of the rise that the slope promises which a step must reach."""


def single_stake(bet: Bet) -> float:
    """Return the stake of a bet by itself. It is negative where there is no edge."""
    return bet.edge / (bet.profit * (bet.probability + bet.loss_probability))


def independent_stakes(bets: Sequence[Bet]) -> list[float]:
    """Return the stakes that maximise expected logarithmic growth; 0 where there is no edge."""
    alone = [max(single_stake(bet), 0.0) for bet in bets]
    places = [place for place, stake in enumerate(alone) if stake > 0]
    if len(places) > 1:
        crowd = 1 + math.fsum(alone)
        chosen = [bets[place] for place in places]
        together = _maximised(joint_outcomes(chosen), [alone[place] / crowd for place in places])
        for place, stake in zip(places, together, strict=True):
            alone[place] = stake
    return alone


def expected_log(outcomes: Sequence[JointOutcome], stakes: Sequence[float]) -> float:
    """Return the expected logarithm of the bankroll, from 1; minus infinity where it can be lost."""
    wealths = [outcome.wealth(stakes) for outcome in outcomes]
    if min(wealths) <= 0:
        return -math.inf
    return math.fsum(outcome.chance * math.log(wealth) for outcome, wealth in zip(outcomes, wealths, strict=True))


def _maximised(outcomes: Sequence[JointOutcome], stakes: list[float]) -> list[float]:
    growth = expected_log(outcomes, stakes)
    for _ in range(_STEPS):
        slopes, bends = _derivatives(outcomes, stakes)
        reached = _along(outcomes, stakes, slopes, solve(bends, slopes), growth)
        moved = max(abs(new - old) for new, old in zip(reached, stakes, strict=True))
        stakes = reached
        if moved < _MOVE:
            break
        growth = expected_log(outcomes, stakes)
    return stakes


def _along(
    outcomes: Sequence[JointOutcome],
    stakes: Sequence[float],
    slopes: Sequence[float],
    step: Sequence[float],
    growth: float,
) -> list[float]:
    """Return the stakes after the step, halved until growth rises enough; the old ones if it never does."""
    size = 1.0
    for _ in range(_HALVINGS):
        tried = [max(stake + size * move, 0.0) for stake, move in zip(stakes, step, strict=True)]
        promised = math.fsum(slope * (new - old) for slope, new, old in zip(slopes, tried, stakes, strict=True))
        if expected_log(outcomes, tried) >= growth + _RISE * promised:
            return tried
        size /= 2
    return list(stakes)


def _derivatives(outcomes: Sequence[JointOutcome], stakes: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """Return the slope by each stake, and the negative second derivatives."""
    count = len(stakes)
    slopes = [0.0] * count
    bends = [[0.0] * count for _ in range(count)]
    for outcome in outcomes:
        wealth = outcome.wealth(stakes)
        rates = [gain / wealth for gain in outcome.gains]
        for row, rate in enumerate(rates):
            weighted = outcome.chance * rate
            slopes[row] += weighted
            bends_of_row = bends[row]
            for column in range(row + 1):
                bends_of_row[column] += weighted * rates[column]
    for row in range(count):
        for column in range(row):
            bends[column][row] = bends[row][column]
    return slopes, bends
