"""The day on which a game counts as played."""

from datetime import date, datetime, timedelta

_BEGINS = timedelta(hours=6)
"""A day begins at 06:00 UTC, so that an evening in North America is one day."""


def game_day(at: datetime) -> date:
    """Return the day of a game that starts at this time, which is UTC. Raises OverflowError before the first day."""
    return (at - _BEGINS).date()
