"""ESPN's endpoints: the path, the parameters and the target of each."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from a1_ingest_kit.requests import Cadence, Request, Target
from a1_ingest_kit.responses import ResponseClass, Rule
from a1_schemas.espn_boards import board_address, site_path
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import PollReason

RULES = (
    Rule(
        status=200,
        says=re.compile(r'^\s*\{\s*"(error|code)"\s*:.*\b404\b', re.DOTALL),
        response_class=ResponseClass(PollReason.NOT_FOUND),
    ),
    Rule(
        status=200,
        says=re.compile(r'^\s*\{\s*"(error|code)"\s*:.*\b5\d\d\b', re.DOTALL),
        response_class=ResponseClass(PollReason.SERVER_ERROR, retry=True),
    ),
    Rule(
        status=200,
        says=re.compile(r'^\s*\{\s*"(error|code)"\s*:'),
        response_class=ResponseClass(PollReason.BAD_REQUEST),
    ),
)
"""ESPN also reports errors with status 200. Its 403 means blocked (the kit's default): the agent or the address."""


def scoreboard(league: League, day: date, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
    """Return the request for the games of one day, US Eastern."""
    path, params = board_address(league, day)
    parts = (params[name] for name in ("dates", "groups") if name in params)
    return Request(
        feed="scoreboard",
        targets=(_target("scoreboard", league, *parts),),
        path=path,
        params=params,
        cadence=cadence,
        read=read,
    )


def summary(league: League, event_id: str, *, cadence: Cadence) -> Request:
    """Return the request for box score, status and odds of one game."""
    return Request(
        feed="summary",
        targets=(_target("summary", league, event_id),),
        path=site_path(league, "summary"),
        params={"event": event_id},
        cadence=cadence,
    )


def news(league: League, *, cadence: Cadence) -> Request:
    """Return the request for the newest articles."""
    return _listing("news", league, {"limit": "50"}, cadence)


def injuries(league: League, *, cadence: Cadence) -> Request:
    """Return the request for all teams' injured players."""
    return _listing("injuries", league, {}, cadence)


def teams(league: League, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
    """Return the request for all teams."""
    return Request(
        feed="teams",
        targets=(_target("teams", league),),
        path=site_path(league, "teams"),
        params={"limit": "1000"},
        cadence=cadence,
        read=read,
    )


def roster(league: League, team_id: str, *, cadence: Cadence, starts_within: timedelta) -> Request:
    """Return the request for one team's players."""
    return Request(
        feed="roster",
        targets=(_target("roster", league, team_id),),
        path=site_path(league, f"teams/{team_id}/roster"),
        cadence=cadence,
        starts_within=starts_within,
    )


def standings(league: League, *, cadence: Cadence) -> Request:
    """Return the request for the tables. The same path below `/apis/site` answers a link alone."""
    path = f"/apis/v2/sports/{league.traits.espn.path}/standings"
    return Request(feed="standings", targets=(_target("standings", league),), path=path, cadence=cadence)


def _listing(feed: str, league: League, params: dict[str, str], cadence: Cadence) -> Request:
    return Request(
        feed=feed, targets=(_target(feed, league),), path=site_path(league, feed), params=params, cadence=cadence
    )


def _target(feed: str, league: League, *parts: str) -> Target:
    return Target(league, target_of(Provider.ESPN, feed, league, *parts))
