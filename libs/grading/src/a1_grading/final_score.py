"""The final score, and whether the line score adds up to it. One may lag the other: they come from several sources."""

from typing import NamedTuple

from a1_schemas.game_facts import PeriodScore
from a1_schemas.game_words import PeriodType
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, Sport


class Points(NamedTuple):
    """Both sides' points."""

    home: int
    away: int


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


def disagrees(event: SportingEvent) -> bool:
    """Whether the line score adds up to another score than the game's. A gap in it proves nothing."""
    in_play = points_in_play(event)
    if in_play is None or event.status is not EventStatus.FINAL:
        return False
    played = [each for each in event.periods or () if each.type is not PeriodType.SHOOTOUT]
    if not played or any(each.away is None for each in played) or any(each.home is None for each in played[:-1]):
        return False
    return in_play != Points(sum(each.home or 0 for each in played), sum(each.away or 0 for each in played))


def trusted_periods(event: SportingEvent) -> tuple[PeriodScore, ...] | None:
    """Return the line score, or None where there is none or it contradicts the final score."""
    return None if disagrees(event) else event.periods


def _shootout_goal(event: SportingEvent) -> Points | None:
    for each in event.periods or ():
        home, away = each.home or 0, each.away or 0
        if each.type is PeriodType.SHOOTOUT and home != away:
            return Points(int(home > away), int(away > home))
    return None
