"""Sportradar: a key in a header, plan headers, HTML errors from the gateway, JSON errors from soccer."""

import json
import re
from datetime import UTC, date, datetime

from a1_sandbox.exchange import HTML, Answer, Question
from a1_sandbox.leagues import SPORTRADAR_PRODUCTS
from a1_sandbox.providers.api import Headers, Query
from a1_schemas.providers import Provider

_PRODUCT = re.compile(r"^(?:nfl/official|[a-z]+)/(trial|production)/(?:v\d+(?:\.\d+)?/)?(?:stream/)?en/")
_ITEM = re.compile(r"/(?:games|sport_events|teams)/([^/]+)/(?:summary|statistics|lineups|profile)\.json$")
_DAY = re.compile(r"/(?:games|schedules)/(\d{4})[/-](\d{1,2})[/-](\d{1,2})/schedules?\.json$")
_FEED_BY_ENDING = (
    ("/schedule.json", "schedule"),
    ("/schedules.json", "schedule"),
    ("/summary.json", "game-summary"),
    ("/statistics.json", "game-summary"),  # football has no summary
    ("/lineups.json", "lineups"),
    ("/league/hierarchy.json", "hierarchy"),
    ("/league/injuries.json", "injuries"),
    ("/standings.json", "standings"),
    ("/standings/season.json", "standings"),
    ("/profile.json", "team-profile"),
    ("/stream/en/events/subscribe", "push"),
)
_MAX_AGE_S = {"schedule": 120, "game-summary": 2, "hierarchy": 3600, "injuries": 300}
_CALLS_A_SECOND = {"trial": 1, "production": 25}


class SportradarApi:
    """Counts the calls of each key against its plan."""

    provider = Provider.SPORTRADAR

    def __init__(self, calls_a_month: int) -> None:
        self._allotted = calls_a_month
        self._used: dict[str, int] = {}

    def key_of(self, query: Query, headers: Headers) -> str | None:
        """The header, or the old way: in the query."""
        return headers.get("x-api-key") or query.get("api_key")

    def rejection(self, query: Query, headers: Headers, now: datetime) -> Answer | None:  # noqa: ARG002
        """403 for the key and for the plan; the header distinguishes them."""
        key = self.key_of(query, headers)
        if not key or key == "invalid":
            return forbidden("Developer Inactive", "ERR_403_DEVELOPER_INACTIVE")
        if self._used.get(key, 0) >= self._allotted:
            return forbidden("Developer Over Rate", "ERR_403_DEVELOPER_OVER_RATE")
        return None

    def question(self, path: str, query: Query) -> Question | Answer:
        """A feed of one of the products; an unknown product is not known to the gateway at all."""
        product = path.split("/", 1)[0]
        if not _PRODUCT.match(path) or product not in SPORTRADAR_PRODUCTS:
            return Answer(b"<h1>596 Service Not Found</h1>", 596, HTML)
        feed = next((feed for ending, feed in _FEED_BY_ENDING if path.endswith(ending)), None)
        if feed is None:
            return Answer(b"", 404, HTML)
        item = _ITEM.search(path)
        day = _DAY.search(path)
        return Question(
            Provider.SPORTRADAR,
            feed,
            product,
            item.group(1) if item else None,
            _date(*day.groups()) if day else None,
            {**query, "access": _access(path), "path": path},
        )

    def missing(self, question: Question, now: datetime) -> Answer:
        """Soccer says so in JSON; the league products have nothing to say."""
        if question.place != "soccer":
            return Answer(b"", 404, HTML)
        document = {"generated_at": now.astimezone(UTC).isoformat(), "schema": "", "message": "No data found."}
        return Answer(json.dumps(document).encode(), 404)

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:  # noqa: ARG002
        """The plan's allotment and use, and how long the body may be kept."""
        key = self.key_of(query, headers) or ""
        self._used[key] = self._used.get(key, 0) + 1
        return {
            "X-Plan-Qps-Allotted": str(_CALLS_A_SECOND[question.parameters["access"]]),
            "X-Plan-Qps-Current": "1",
            "X-Plan-Quota-Allotted": str(self._allotted),
            "X-Plan-Quota-Current": str(self._used[key]),
            "Cache-Control": f"public, max-age={_MAX_AGE_S.get(question.feed, 0)}",
        }


def place_of_recorded(path: str) -> str:
    """The product of a recorded request, in old URL layouts (`/nba-t3/...`) too."""
    return re.split(r"[/-]", path.lstrip("/"), maxsplit=1)[0]


def forbidden(title: str, code: str) -> Answer:
    """The gateway's 403: the cause stands in its headers and in a line of HTML."""
    headers = {"X-Mashery-Error-Code": code, "X-Error-Detail-Header": title}
    return Answer(f"<h1>{title}</h1>".encode(), 403, HTML, headers)


def _access(path: str) -> str:
    found = _PRODUCT.match(path)
    return found.group(1) if found else "trial"


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
