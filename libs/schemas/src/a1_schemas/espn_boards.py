"""The addresses of ESPN's site API. A scoreboard is of one day, US Eastern."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from a1_schemas.leagues import League

BOARD_ZONE = ZoneInfo("America/New_York")
"""The zone whose calendar days boards have."""
LARGEST_PAGE = 500
"""The most games that can be asked for. For more, ESPN silently returns `CUT_SHORT`."""
CUT_SHORT = 25
"""The number of games that may mean a list cut short."""


class BoardAddress(NamedTuple):
    """Where a scoreboard is."""

    path: str
    params: Mapping[str, str]


def board_address(league: League, day: date) -> BoardAddress:
    """Return the address of the games of one day.

    Without a date ESPN omits games; date ranges are rejected. College leagues need their group, or most games are
    left out.
    """
    groups = league.traits.espn.group
    params = {"dates": f"{day:%Y%m%d}", "limit": str(LARGEST_PAGE)}
    return BoardAddress(site_path(league, "scoreboard"), params if groups is None else params | {"groups": groups})


def site_path(league: League, endpoint: str) -> str:
    """Return the path of an endpoint of a league."""
    return f"/apis/site/v2/sports/{league.traits.espn.path}/{endpoint}"
