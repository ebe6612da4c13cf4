"""How far apart the starts of two listings of one game may be, by sport.

A pair of teams meets twice within a day in baseball alone; elsewhere the window reaches to what a late change of time
makes of one game, and stays below the distance at which the same pair really plays again.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from a1_schemas.leagues import LEAGUES
from a1_schemas.vocabulary import League, Sport

SAME_GAME = {
    Sport.BASEBALL: timedelta(hours=2, minutes=30),
    Sport.BASKETBALL: timedelta(hours=12),
    Sport.ICE_HOCKEY: timedelta(hours=12),
    Sport.AMERICAN_FOOTBALL: timedelta(hours=48),
    Sport.SOCCER: timedelta(hours=36),
}

SAME_LISTING_MOVED = {**SAME_GAME, Sport.BASEBALL: timedelta(minutes=45)}
"""How far a provider's new listing may be from one that vanished before it and still be the same game."""


def window_of(league: League) -> timedelta:
    """The widest distance of starts at which two listings can be one game."""
    return SAME_GAME[LEAGUES[league].sport]


def moved_window_of(league: League) -> timedelta:
    """The widest distance at which a provider's new listing can stand for one that vanished."""
    return SAME_LISTING_MOVED[LEAGUES[league].sport]


def local_date(start: datetime, league: League) -> date:
    """The calendar day of the league's schedule on which a game starts."""
    return start.astimezone(ZoneInfo(LEAGUES[league].zone)).date()
