"""The score that counts for a market: of the whole game, of regulation time, or of a part of the game."""

from collections.abc import Mapping
from typing import NamedTuple

from a1_grading.final_score import Points, disagrees, final_points, trusted_periods
from a1_grading.play import went_beyond_regulation
from a1_schemas.analytics_words import GradeRule, RefusalReason
from a1_schemas.game_facts import PeriodScore
from a1_schemas.game_words import PeriodType
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, Period, SettlementScope, Sport


class Counted(NamedTuple):
    """The points that decide a market, and by which rule."""

    points: Points
    rule: GradeRule


_QUARTERS: Mapping[Period, tuple[int, ...]] = {
    Period.FIRST_HALF: (1, 2),
    Period.SECOND_HALF: (3, 4),
    Period.FIRST_QUARTER: (1,),
    Period.SECOND_QUARTER: (2,),
    Period.THIRD_QUARTER: (3,),
    Period.FOURTH_QUARTER: (4,),
}
_HALVES: Mapping[Period, tuple[int, ...]] = {Period.FIRST_HALF: (1,), Period.SECOND_HALF: (2,)}
_PERIODS: Mapping[Period, tuple[int, ...]] = {
    Period.FIRST_PERIOD: (1,),
    Period.SECOND_PERIOD: (2,),
    Period.THIRD_PERIOD: (3,),
}
_INNINGS: Mapping[Period, tuple[int, ...]] = {
    Period.FIRST_INNING: (1,),
    Period.FIRST_2_INNINGS: (1, 2),
    Period.FIRST_3_INNINGS: (1, 2, 3),
    Period.FIRST_5_INNINGS: (1, 2, 3, 4, 5),
    Period.FIRST_7_INNINGS: (1, 2, 3, 4, 5, 6, 7),
}
_PARTS: Mapping[int, Mapping[Period, tuple[int, ...]]] = {4: _QUARTERS, 2: _HALVES, 3: _PERIODS, 9: _INNINGS}
"""By the number of a league's periods: the periods of each part that is bet on."""


def parts_of(event: SportingEvent, period: Period) -> tuple[int, ...] | None:
    """Return the numbers of the periods of a part, or None where the sport has no such part."""
    return _PARTS[event.league.traits.periods].get(period)


def counted(event: SportingEvent, period: Period, scope: SettlementScope) -> Counted | RefusalReason:
    """Return the points that decide a market, or why they are not known."""
    if period is not Period.GAME:
        return _of_part(event, period, scope)
    if scope is SettlementScope.REGULATION:
        return _of_regulation(event)
    points = final_points(event)
    return RefusalReason.NO_SCORE if points is None else Counted(points, GradeRule.FINAL_SCORE)


def is_part_over(event: SportingEvent, numbers: tuple[int, ...]) -> bool | None:
    """Return whether all periods of these numbers were played to their end.

    None: there is no line score that adds up to the score.
    """
    periods = trusted_periods(event)
    if not periods:
        return None
    shown = {each.number: each for each in periods}
    last = periods[-1].number
    regular = event.league.traits.periods
    final = event.status is EventStatus.FINAL
    if event.league.traits.sport is Sport.BASEBALL:
        return all(_has_both_halves(shown.get(number)) and (number < last or final) for number in numbers)
    return all(number in shown and (number < last or (final and last >= regular)) for number in numbers)


def _has_both_halves(inning: PeriodScore | None) -> bool:
    return inning is not None and inning.home is not None and inning.away is not None


def _of_regulation(event: SportingEvent) -> Counted | RefusalReason:
    regulation = event.regulation
    if regulation is not None and regulation.home is not None and regulation.away is not None:
        return Counted(Points(regulation.home, regulation.away), GradeRule.REGULATION_SCORE)
    if event.home.score is None or event.away.score is None:
        return RefusalReason.NO_SCORE
    if went_beyond_regulation(event) is False:
        return Counted(Points(event.home.score, event.away.score), GradeRule.REGULATION_SCORE)
    return RefusalReason.NO_PERIOD_SCORE


def _of_part(event: SportingEvent, period: Period, scope: SettlementScope) -> Counted | RefusalReason:
    numbers = parts_of(event, period)
    if numbers is None:
        return RefusalReason.MARKET_UNKNOWN
    if not event.periods:
        return RefusalReason.NO_PERIOD_SCORE
    if disagrees(event):
        return RefusalReason.STATS_DISAGREE
    wanted = [each for each in event.periods if each.number in numbers]
    if period is Period.SECOND_HALF and scope is SettlementScope.INCLUDING_OVERTIME:
        wanted += [each for each in event.periods if each.type is PeriodType.OVERTIME]
    if any(each.home is None or each.away is None for each in wanted) or len(wanted) < len(numbers):
        return RefusalReason.NO_PERIOD_SCORE
    points = Points(sum(each.home or 0 for each in wanted), sum(each.away or 0 for each in wanted))
    return Counted(points, GradeRule.PERIOD_SCORE)
