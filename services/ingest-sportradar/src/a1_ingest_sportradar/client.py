"""Sportradar's endpoints: the path, the product that pays and the targets of each."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from a1_ingest_kit.requests import Cadence, Request, Target
from a1_ingest_kit.responses import ResponseClass, Rule
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import PollReason, Sport

SOCCER = "soccer"
"""The product of soccer, whose boards list all competitions together."""

TOO_FAST = re.compile(r"\bQPS\b|OVER_QPS|too many requests", re.IGNORECASE)
SPENT = re.compile(r"over[_ ](rate|limit|quota)|quota|limit exceeded", re.IGNORECASE)
BAD_KEY = re.compile(r"inactive|(invalid|unknown)( api)?[_ ]key|authentication error", re.IGNORECASE)

CAUSES = (
    (TOO_FAST, ResponseClass(PollReason.RATE_LIMITED, retry=True)),
    (SPENT, ResponseClass(PollReason.QUOTA_EXHAUSTED, pause=timedelta(hours=1))),
    (BAD_KEY, ResponseClass(PollReason.INVALID_KEY, pause=timedelta(minutes=15))),
)
"""Sportradar's gateway reports "over QPS" for too many calls a second and "over rate" for too many in the period."""

RULES = (
    *(
        Rule(status=403, header="x-mashery-error-code", says=says, response_class=response_class)
        for says, response_class in CAUSES
    ),
    *(Rule(status=403, says=says, response_class=response_class) for says, response_class in CAUSES),
    Rule(status=403, response_class=ResponseClass(PollReason.NOT_ENTITLED)),
    Rule(status=596, response_class=ResponseClass(PollReason.NOT_FOUND)),
)
"""403 means too fast, quota spent, a bad key, or not entitled. A header or the text identifies which."""


def calls_left(headers: Mapping[str, str]) -> int | None:
    """Return the calls that remain in the period, or None: many responses do not report it."""
    for prefix in ("x-plan-quota", "x-packagekey-quota"):
        allotted, used = headers.get(f"{prefix}-allotted", ""), headers.get(f"{prefix}-current", "")
        if allotted.isdigit() and used.isdigit():
            return int(allotted) - int(used)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SportradarApi:
    """Builds requests for the access level of the key."""

    access_level: str
    versions: Mapping[str, str]

    def day_schedule(
        self, leagues: Sequence[League], day: date, *, cadence: Cadence, read: Callable[[bytes], Any]
    ) -> Request:
        """Return the request for the games of a day.

        Soccer's board mixes all competitions and is published under each of our leagues.
        """
        is_soccer = leagues[0].traits.sportradar.product == SOCCER
        rest = f"schedules/{day:%Y-%m-%d}/schedules.json" if is_soccer else f"games/{day:%Y/%m/%d}/schedule.json"
        return self._ask("schedule", leagues, (f"{day:%Y-%m-%d}",), rest, cadence, read)

    def week_schedule(self, league: League, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
        """Return the request for a week of football."""
        return self._ask("schedule", (league,), ("current_week",), "games/current_week/schedule.json", cadence, read)

    def game_summary(self, league: League, game_id: str, *, cadence: Cadence) -> Request:
        """Return the request for one game with its players' statistics."""
        product = league.traits.sportradar.product
        kind = "sport_events" if product == SOCCER else "games"
        page = "statistics" if league.traits.sport is Sport.AMERICAN_FOOTBALL else "summary"
        return self._ask("game-summary", (league,), (game_id,), f"{kind}/{game_id}/{page}.json", cadence)

    def lineups(self, league: League, match_id: str, *, cadence: Cadence) -> Request:
        """Return the request for the line-ups of one match of soccer."""
        return self._ask("lineups", (league,), (match_id,), f"sport_events/{match_id}/lineups.json", cadence)

    def hierarchy(self, league: League, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
        """Return the request for conferences, divisions and teams."""
        return self._ask("hierarchy", (league,), (), "league/hierarchy.json", cadence, read)

    def standings(self, league: League, season: int, *, cadence: Cadence) -> Request:
        """Return the request for the tables of a regular season. Football's path has one part more."""
        page = "standings/season.json" if league.traits.sport is Sport.AMERICAN_FOOTBALL else "standings.json"
        return self._ask("standings", (league,), (), f"seasons/{season}/REG/{page}", cadence)

    def team_profile(self, league: League, team_id: str, *, cadence: Cadence, starts_within: timedelta) -> Request:
        """Return the request for one team with its roster."""
        request = self._ask("team-profile", (league,), (team_id,), f"teams/{team_id}/profile.json", cadence)
        return replace(request, starts_within=starts_within)

    def injuries(self, league: League, *, cadence: Cadence) -> Request:
        """Return the request for all teams' injured players."""
        return self._ask("injuries", (league,), (), "league/injuries.json", cadence)

    def push_path(self, league: League) -> str:
        """Return the path of the push stream of a league's events."""
        return f"/{league.traits.sportradar.product}/{self.access_level}/stream/en/events/subscribe"

    def _ask(
        self,
        feed: str,
        leagues: Sequence[League],
        parts: tuple[str, ...],
        rest: str,
        cadence: Cadence,
        read: Callable[[bytes], Any] | None = None,
    ) -> Request:
        sold = leagues[0].traits.sportradar
        version = self.versions.get(sold.product, sold.version)
        return Request(
            feed=feed,
            targets=tuple(Target(league, target_of(Provider.SPORTRADAR, feed, league, *parts)) for league in leagues),
            path=f"/{sold.product}{sold.segment}/{self.access_level}/{version}/en/{rest}",
            cadence=cadence,
            read=read,
            account=sold.product,
        )
