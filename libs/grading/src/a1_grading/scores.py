"""The score that counts for a market: of the whole game, of regulation time, or of a part of the game."""

from collections.abc import Mapping
from typing import NamedTuple

from a1_grading.play import went_beyond_regulation
from a1_schemas.analytics_words import GradeRule, RefusalReason
from a1_schemas.game_facts import PeriodScore
from a1_schemas.game_words import PeriodType
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, Period, SettlementScope, Sport


class Points(NamedTuple):
    """Both sides' points."""

    home: int
    away: int


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


def final_points(event: SportingEvent) -> Points | None:
    """Return the score with overtime. A hockey shoot-out is one goal for its winner, which providers include or not."""
    home, away = event.home.score, event.away.score
    if home is None or away is None:
        return None
    if home == away and event.league.traits.sport is Sport.ICE_HOCKEY and (goal := _shootout_goal(event)):
        return Points(home + goal.home, away + goal.away)
    return Points(home, away)


def points_in_play(event: SportingEvent) -> Points | None:
    """Return the score with overtime and without the goal of a hockey shoot-out."""
    points = final_points(event)
    goal = _shootout_goal(event) if event.league.traits.sport is Sport.ICE_HOCKEY else None
    return points if points is None or goal is None else Points(points.home - goal.home, points.away - goal.away)


def is_part_over(event: SportingEvent, numbers: tuple[int, ...]) -> bool | None:
    """Return whether all periods of these numbers were played to their end, or None without a line score."""
    if not event.periods:
        return None
    shown = {each.number: each for each in event.periods}
    last = event.periods[-1].number
    regular = event.league.traits.periods
    final = event.status is EventStatus.FINAL
    if event.league.traits.sport is Sport.BASEBALL:
        return all(_has_both_halves(shown.get(number)) and (number < last or final) for number in numbers)
    return all(number in shown and (number < last or (final and last >= regular)) for number in numbers)


def _has_both_halves(inning: PeriodScore | None) -> bool:
    return inning is not None and inning.home is not None and inning.away is not None


def _shootout_goal(event: SportingEvent) -> Points | None:
    for each in event.periods or ():
        home, away = each.home or 0, each.away or 0
        if each.type is PeriodType.SHOOTOUT and home != away:
            return Points(int(home > away), int(away > home))
    return None


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


def disagrees(event: SportingEvent) -> bool:
    """Whether the line score adds up to another score than the game's. A gap in it proves nothing."""
    in_play = points_in_play(event)
    if in_play is None or event.status is not EventStatus.FINAL:
        return False
    played = [each for each in event.periods or () if each.type is not PeriodType.SHOOTOUT]
    if not played or any(each.away is None for each in played) or any(each.home is None for each in played[:-1]):
        return False
    return in_play != Points(sum(each.home or 0 for each in played), sum(each.away or 0 for each in played))
