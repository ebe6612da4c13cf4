"""Daily fantasy entries: what they pay, and what they are worth by fair probabilities of their picks."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, sqrt

from a1_betting.bisection import falling_root
from a1_betting.estimate import Estimate
from a1_betting.expected_value import ExpectedValue
from a1_betting.refused import Refused
from a1_betting.settlement import LegResult
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.payouts import Contest, Entry, EntryType

_REFUND = Fraction(1)
_TWO_WITH_TIES = {(1, 1): Fraction(3, 2), (0, 2): _REFUND}
"""What an entry of two pays, by right picks and ties; nothing with a wrong one."""
_SMALLEST = {EntryType.POWER: 2, EntryType.FLEX: 3}
"""Picks of the smallest entry of a type. A flex entry below it becomes a power entry."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick of an entry."""

    fair: Estimate
    """That it is right where it does not tie."""
    event_id: str
    tie_probability: float = 0.0


def entry_of(contest: Contest, entry_type: EntryType, picks: int) -> Entry:
    """Return the entry of a contest. Raises Refused: `payout-unknown`."""
    for entry in contest.entries:
        if (entry.type, entry.picks) == (entry_type, picks) and not entry.refused:
            return entry
    raise Refused(RefusalReason.PAYOUT_UNKNOWN, f"{contest.provider} {entry_type} of {picks}")


def entry_multiple(contest: Contest, entry_type: EntryType, results: Sequence[LegResult]) -> Fraction:
    """Return the multiple of the entry that these results pay.

    The entry shrinks by a pick for each one that is void, then for each tie down to two picks; of one pick or none it
    is refunded. Raises Refused: `payout-unknown`, also where the smaller entry's payouts are not known.
    """
    right, ties = results.count(LegResult.RIGHT), results.count(LegResult.TIE)
    return _multiple(contest, entry_type, len(results) - results.count(LegResult.VOID), right, ties)


def entry_value(contest: Contest, entry_type: EntryType, picks: Sequence[Pick]) -> ExpectedValue:
    """Return the expected profit of an entry of 1, with the error of the picks' probabilities.

    Raises Refused: `payout-unknown`; `correlated-legs` for two picks of one game, whose joint odds are not known.
    """
    if len({pick.event_id for pick in picks}) < len(picks):
        raise Refused(RefusalReason.CORRELATED_LEGS, "two picks of one game have no known joint distribution")
    ways = [_ways(pick) for pick in picks]
    value = _expected(contest, entry_type, ways)
    errors = [pick.fair.standard_error for pick in picks]
    known = [error for error in errors if error is not None]
    if len(known) < len(errors):
        return ExpectedValue(value - 1, None)
    slopes = [_slope(contest, entry_type, ways, place) for place in range(len(picks))]
    return ExpectedValue(
        value - 1, sqrt(fsum((slope * error) ** 2 for slope, error in zip(slopes, known, strict=True)))
    )


def break_even(contest: Contest, entry_type: EntryType, picks: int) -> float:
    """Return the probability of each pick at which an entry is worth its cost. Raises Refused: `payout-unknown`."""

    def loss(probability: float) -> float:
        return 1 - _expected(contest, entry_type, [_decided(probability)] * picks)

    return falling_root(loss, 0, 1)


_Ways = list[tuple[LegResult, float]]


def _decided(probability: float) -> _Ways:
    return [(LegResult.RIGHT, probability), (LegResult.WRONG, 1 - probability)]


def _ways(pick: Pick) -> _Ways:
    decided = 1 - pick.tie_probability
    ways = [(result, decided * chance) for result, chance in _decided(pick.fair.probability)]
    return [*ways, (LegResult.TIE, pick.tie_probability)] if pick.tie_probability else ways


def _multiple(contest: Contest, entry_type: EntryType, picks: int, right: int, ties: int) -> Fraction:
    """Return what so many picks pay where none is void."""
    shrink = min(ties, max(picks - 2, 0))
    picks, ties = picks - shrink, ties - shrink
    if picks < 2:
        return _REFUND
    if ties:
        return _TWO_WITH_TIES.get((right, ties), Fraction())
    kind = entry_type if picks >= _SMALLEST[entry_type] else EntryType.POWER
    paid = {each.correct: each.multiple for each in entry_of(contest, kind, picks).payouts}
    return Fraction(paid.get(right, 0))


def _expected(contest: Contest, entry_type: EntryType, ways: Sequence[_Ways]) -> float:
    """Return the sum over the numbers of right picks and ties, which grows by a few with a pick and does not double."""
    chances: dict[tuple[int, int], float] = {(0, 0): 1.0}
    for pick in ways:
        grown: dict[tuple[int, int], float] = {}
        for (right, ties), known in chances.items():
            for result, chance in pick:
                key = (right + (result is LegResult.RIGHT), ties + (result is LegResult.TIE))
                grown[key] = grown.get(key, 0.0) + known * chance
        chances = grown
    return fsum(
        float(_multiple(contest, entry_type, len(ways), right, ties)) * chance
        for (right, ties), chance in chances.items()
    )


def _slope(contest: Contest, entry_type: EntryType, ways: Sequence[_Ways], place: int) -> float:
    """Return how the value moves with a pick's probability. It is linear in each of them."""
    decided = fsum(chance for result, chance in ways[place] if result is not LegResult.TIE)
    right, wrong = (
        _expected(contest, entry_type, [*ways[:place], [(result, 1.0)], *ways[place + 1 :]])
        for result in (LegResult.RIGHT, LegResult.WRONG)
    )
    return decided * (right - wrong)
