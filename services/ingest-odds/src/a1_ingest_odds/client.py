"""The Odds API v4: the path, the parameters, the cost in credits and the target of each endpoint."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from a1_ingest_kit.requests import Cadence, Request, Target
from a1_ingest_kit.responses import ResponseClass, Rule
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.topics import MULTI
from a1_schemas.vocabulary import PollReason

ACCOUNT = "odds"
BOOKS_PER_REGION = 10
BETWEEN_CALLS_S = 0.05
"""Twenty calls a second. The API rejects more than thirty, and fewer when it is busy."""

_DETAILS = {"includeLinks": "true", "includeSids": "true", "includeBetLimits": "true"}

RULES = (
    Rule(
        status=401,
        says=re.compile("OUT_OF_USAGE_CREDITS"),
        response_class=ResponseClass(PollReason.QUOTA_EXHAUSTED, pause=timedelta(hours=1)),
    ),
    Rule(status=401, says=re.compile("HISTORICAL_UNAVAILABLE"), response_class=ResponseClass(PollReason.NOT_ENTITLED)),
)
"""401 has opposite meanings: no credits left, or a bad key (the kit's default)."""


def credits_left(headers: Mapping[str, str]) -> int | None:
    """Return the credits that remain this month, from the response's headers, or None."""
    text = headers.get("x-requests-remaining", "").strip()
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsApi:
    """Builds requests for the configured regions and markets."""

    regions: Sequence[str]
    bookmakers: Sequence[str]
    markets: Sequence[str]
    with_details: bool
    """Whether links, ids and limits of selections are requested. They cost nothing beside the prices."""

    def sports(self, *, cadence: Cadence) -> Request:
        """Return the request for all sports; free."""
        return Request(
            feed="sports",
            targets=(Target(MULTI, target_of(Provider.ODDS, "sports", MULTI)),),
            path="/v4/sports",
            cadence=cadence,
            account=ACCOUNT,
            cost=0,
        )

    def events(self, league: League, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
        """Return the request for the league's games, without prices; free."""
        return Request(
            feed="events",
            targets=(_target("events", league),),
            path=f"{_path(league)}/events",
            params={"dateFormat": "iso"},
            cadence=cadence,
            read=read,
            account=ACCOUNT,
            cost=0,
        )

    def odds(self, league: League, *, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
        """Return the request for featured markets of all the league's games: one credit per market and region."""
        return Request(
            feed="odds",
            targets=(_target("odds", league, self._books, ",".join(self.markets)),),
            path=f"{_path(league)}/odds",
            params=self._choice(self.markets),
            cadence=cadence,
            read=read,
            account=ACCOUNT,
            cost=self._regions_charged * len(self.markets),
        )

    def event_markets(
        self, league: League, event_id: str, *, cadence: Cadence, read: Callable[[bytes], Any]
    ) -> Request:
        """Return the request for the keys of the markets that bookmakers have on one game: one credit."""
        return Request(
            feed="event-markets",
            targets=(_target("event-markets", league, event_id, self._books),),
            path=f"{_path(league)}/events/{event_id}/markets",
            params={"dateFormat": "iso"} | self._choice_of_books,
            cadence=cadence,
            read=read,
            account=ACCOUNT,
            cost=1,
        )

    def event_odds(
        self, league: League, event_id: str, wanted: Sequence[str], markets: Sequence[str], *, cadence: Cadence
    ) -> Request:
        """Return the request for some of the wanted markets of one game: those that bookmakers have.

        The API charges for the markets returned. The cost is an upper bound: all requested markets. The target has the
        wanted ones, for what is not requested is not offered: its answer is complete for all of them.
        """
        multipliers = {"includeMultipliers": "true"} if self.with_details else {}
        return Request(
            feed="event-odds",
            targets=(_target("event-odds", league, event_id, self._books, ",".join(wanted)),),
            path=f"{_path(league)}/events/{event_id}/odds",
            params=self._choice(markets) | multipliers,
            cadence=cadence,
            account=ACCOUNT,
            cost=self._regions_charged * len(markets),
        )

    def scores(self, league: League, *, cadence: Cadence) -> Request:
        """Return the request for live scores and those of the last day: two credits."""
        return Request(
            feed="scores",
            targets=(_target("scores", league, "1"),),
            path=f"{_path(league)}/scores",
            params={"daysFrom": "1", "dateFormat": "iso"},
            cadence=cadence,
            account=ACCOUNT,
            cost=2,
        )

    def _choice(self, markets: Sequence[str]) -> dict[str, str]:
        choice = {"markets": ",".join(markets), "oddsFormat": "decimal", "dateFormat": "iso"}
        return choice | self._choice_of_books | (_DETAILS if self.with_details else {})

    @property
    def _choice_of_books(self) -> dict[str, str]:
        return {"bookmakers": self._books} if self.bookmakers else {"regions": self._books}

    @property
    def _books(self) -> str:
        return ",".join(self.bookmakers or self.regions)

    @property
    def _regions_charged(self) -> int:
        return ceil(len(self.bookmakers) / BOOKS_PER_REGION) if self.bookmakers else len(self.regions)


def _target(feed: str, league: League, *parts: str) -> Target:
    return Target(league, target_of(Provider.ODDS, feed, league, *parts))


def _path(league: League) -> str:
    return f"/v4/sports/{league.traits.odds_api_key}"
