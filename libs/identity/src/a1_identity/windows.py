"""How far apart the starts of two listings of one game may be.

A pair of teams meets twice within a day in baseball alone. Elsewhere two starts on one day of the league's schedule are
one game (a placeholder at midnight and the evening), or two within half a day; the same pair on the next day is
another game, or one that was put off, which its provider says by moving a listing that is known.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

_PLAYED_TWICE_A_DAY = frozenset({Sport.BASEBALL})
_HALF_A_DAY = timedelta(hours=12)
_IN_BASEBALL = timedelta(hours=1, minutes=45)
"""The two games of a doubleheader were seen two hours apart."""
_MOVED_IN_BASEBALL = timedelta(minutes=45)


def window_of(league: League) -> timedelta:
    """The widest distance of starts at which two listings are one game whatever the day."""
    return _IN_BASEBALL if _is_played_twice_a_day(league) else _HALF_A_DAY


def is_one_start(one: datetime, other: datetime, league: League) -> bool:
    """Whether two listings of one pair of teams that start then can be one game."""
    if abs(one - other) <= window_of(league):
        return True
    return not _is_played_twice_a_day(league) and local_date(one, league) == local_date(other, league)


def moved_window_of(league: League) -> timedelta:
    """The widest distance at which a provider's new listing can stand for one that vanished."""
    return _MOVED_IN_BASEBALL if _is_played_twice_a_day(league) else _HALF_A_DAY


def local_date(start: datetime, league: League) -> date:
    """The calendar day of the league's schedule on which a game starts."""
    return start.astimezone(ZoneInfo(league.traits.zone)).date()


def _is_played_twice_a_day(league: League) -> bool:
    return league.traits.sport in _PLAYED_TWICE_A_DAY
