"""How far apart the starts of two listings of one game may be.

Only in baseball does a pair of teams meet twice within a day. Elsewhere two starts are one game if they fall on one day
of the league's schedule (a placeholder at midnight and the evening) or within half a day. The same pair on the next day
is another game or a postponed one; its provider reports a postponement by moving the listing.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

_PLAYED_TWICE_A_DAY = frozenset({Sport.BASEBALL})
_HALF_A_DAY = timedelta(hours=12)
_IN_BASEBALL = timedelta(hours=1, minutes=45)
"""Shorter than the two hours observed between the games of a doubleheader."""
_MOVED_IN_BASEBALL = timedelta(minutes=45)


def window_of(league: League) -> timedelta:
    """Return the widest distance between starts at which two listings can be one game on any two days."""
    return _IN_BASEBALL if _is_played_twice_a_day(league) else _HALF_A_DAY


def is_one_start(one: datetime, other: datetime, league: League) -> bool:
    """Whether two listings of one pair of teams with these starts can be one game."""
    if abs(one - other) <= window_of(league):
        return True
    return not _is_played_twice_a_day(league) and local_date(one, league) == local_date(other, league)


def moved_window_of(league: League) -> timedelta:
    """Return the widest distance at which a provider's new listing can replace one that it dropped."""
    return _MOVED_IN_BASEBALL if _is_played_twice_a_day(league) else _HALF_A_DAY


def local_date(start: datetime, league: League) -> date:
    """Return the calendar day of a start in the time zone of the league's schedule.

    The first and the last day there is have no day before and after them, so they stand for themselves.
    """
    try:
        return start.astimezone(ZoneInfo(league.traits.zone)).date()
    except OverflowError:
        return start.date()


def _is_played_twice_a_day(league: League) -> bool:
    return league.traits.sport in _PLAYED_TWICE_A_DAY
