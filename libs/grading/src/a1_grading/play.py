"""How much of a game was played, as bounds: line scores and periods prove something, rarely all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from a1_grading.final_score import trusted_periods
from a1_grading.rules import Minimum
from a1_schemas.game_words import ClockDirection, PeriodType
from a1_schemas.leagues import League
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, Sport

PERIOD_MINUTES: Mapping[League, int] = {
    League.NBA: 12,
    League.WNBA: 10,
    League.NCAAM: 20,
    League.NFL: 15,
    League.NCAAF: 15,
    League.NHL: 20,
    League.EPL: 45,
    League.MLS: 45,
}
"""Minutes of a period of regulation. Baseball has none."""

_HALF = Decimal("0.5")
_MOST = Decimal(999)


class Extent(NamedTuple):
    """How much was played of regulation: innings in baseball, minutes elsewhere."""

    at_least: Decimal
    at_most: Decimal


def extent_of(event: SportingEvent) -> Extent:
    """Return how much of a game was played, as far as its record proves it.

    A final game of a sport with a clock was played to its end unless its line score or period says otherwise.
    """
    return _innings(event) if event.league.traits.sport is Sport.BASEBALL else _minutes(event)


def is_enough(event: SportingEvent, minimum: Minimum) -> bool | None:
    """Return whether a game reached a minimum, or None where its record proves neither.

    Half an inning less is enough where the home side leads.
    """
    extent = extent_of(event)
    if minimum.innings is not None:
        needed = minimum.innings - (_HALF if _home_leads(event) else 0)
    else:
        needed = Decimal(minimum.minutes or 0)
    if extent.at_least >= needed:
        return True
    return False if extent.at_most < needed else None


def whole_game(league: League) -> Minimum:
    """Return all of regulation as a minimum."""
    periods = league.traits.periods
    return Minimum(minutes=PERIOD_MINUTES[league] * periods) if league in PERIOD_MINUTES else Minimum(innings=periods)


def has_begun(event: SportingEvent) -> bool:
    """Whether anything was played."""
    return event.period is not None or bool(event.periods) or bool(event.home.score or event.away.score)


def _home_leads(event: SportingEvent) -> bool:
    return (event.home.score or 0) > (event.away.score or 0)


def _innings(event: SportingEvent) -> Extent:
    if periods := trusted_periods(event):
        last = periods[-1]
        innings = last.number - (_HALF if last.home is None else 0)
        return Extent(Decimal(innings), Decimal(innings))
    if event.period is None:
        return Extent(Decimal(0), _MOST)
    reached = Decimal(event.period)
    if event.status is not EventStatus.FINAL:
        return Extent(reached - _HALF, reached)
    is_over = event.period >= event.league.traits.periods and not _home_leads(event)
    return Extent(reached if is_over else reached - _HALF, _MOST)


def _minutes(event: SportingEvent) -> Extent:
    length, regular = PERIOD_MINUTES[event.league], event.league.traits.periods
    whole = Decimal(length * regular)
    periods = trusted_periods(event)
    reached = periods[-1].number if periods else event.period
    if reached is None or reached >= regular:
        is_over = event.status is EventStatus.FINAL or (reached is not None and reached > regular)
        if is_over:
            return Extent(whole, whole)
    if reached is None:
        return Extent(Decimal(0), whole)
    before = Decimal(length * (reached - 1))
    if event.status is EventStatus.FINAL and not periods:
        return Extent(before, whole)  # the period may lag the end
    if (played := _minutes_of_period(event, reached)) is not None:
        return Extent(before + played, before + played)
    return Extent(before, before + length)


def _minutes_of_period(event: SportingEvent, reached: int) -> Decimal | None:
    """Return what the clock shows of the last period, or None without a clock of that period."""
    clock = event.clock
    if clock is None or clock.seconds is None or event.period != reached or clock.direction is None:
        return None
    shown = clock.seconds / 60
    length = PERIOD_MINUTES[event.league]
    if clock.direction is ClockDirection.DOWN:
        return length - min(shown, Decimal(length))
    return min(max(shown - length * (reached - 1), Decimal(0)), Decimal(length))


def went_beyond_regulation(event: SportingEvent) -> bool | None:
    """Return whether overtime or a shoot-out was played, or None where the record does not say."""
    if periods := trusted_periods(event):
        return any(each.type in (PeriodType.OVERTIME, PeriodType.SHOOTOUT) for each in periods)
    if event.period is not None:
        return event.period > event.league.traits.periods
    return False if event.league is League.EPL else None
