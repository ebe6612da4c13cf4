"""The Odds API: a key in the query, credits in the headers, an error code in every rejection."""

import json
import re
from datetime import datetime, timedelta

from a1_sandbox.exchange import Answer, Question
from a1_sandbox.providers.api import Headers, Query
from a1_schemas.providers import Provider

_SPORTS = re.compile(r"^v4/sports/?$")
_SPORT = re.compile(r"^v4/sports/([a-z0-9_]+)/(events|odds|scores)/?$")
_EVENT = re.compile(r"^v4/sports/([a-z0-9_]+)/events/([^/]+)/(odds|markets)/?$")
_INCLUDES = {
    "includeLinks": "INVALID_INCLUDE_LINKS",
    "includeSids": "INVALID_INCLUDE_SIDS",
    "includeBetLimits": "INVALID_INCLUDE_BET_LIMITS",
    "includeMultipliers": "INVALID_INCLUDE_MULTIPLIERS",
}
_FEATURED = frozenset({"h2h", "spreads", "totals", "outrights", "h2h_lay", "outrights_lay"})
_DETAILS_URL = "https://the-odds-api.com/liveapi/guides/v4/api-error-codes.html"
CALLS_A_SECOND = 30


class OddsApi:
    """Checks parameters as the vendor documents and counts the credits of each key."""

    provider = Provider.ODDS

    def __init__(self, credits_a_month: int) -> None:
        self._credits = credits_a_month
        self._used: dict[str, int] = {}
        self._recent: dict[str, list[datetime]] = {}

    def key_of(self, query: Query, headers: Headers) -> str | None:  # noqa: ARG002
        """The key is a query parameter; there is no header form."""
        return query.get("apiKey")

    def rejection(self, query: Query, headers: Headers, now: datetime) -> Answer | None:
        """401 for a missing or wrong key and for spent credits, 429 above thirty calls a second."""
        key = self.key_of(query, headers)
        if not key:
            return error("API key is missing", "MISSING_KEY", 401)
        if key == "invalid":
            return error("API key is not valid", "INVALID_KEY", 401)
        if self._used.get(key, 0) >= self._credits:
            message = "Usage quota has been reached. See usage plans at https://the-odds-api.com"
            return error(message, "OUT_OF_USAGE_CREDITS", 401)
        recent = [moment for moment in self._recent.get(key, []) if now - moment < timedelta(seconds=1)]
        self._recent[key] = [*recent, now]
        if len(recent) >= CALLS_A_SECOND:
            return error("Requests are too frequent", "EXCEEDED_FREQ_LIMIT", 429)
        return None

    def question(self, path: str, query: Query) -> Question | Answer:
        """A route of version 4, with its parameters checked."""
        if _SPORTS.match(path):
            return Question(Provider.ODDS, "sports", "sports", parameters=dict(query))
        event = _EVENT.match(path)
        if event:
            place, native_id, part = event.groups()
            return _odds_fault(query, featured_only=False) or Question(
                Provider.ODDS, f"event-{part}", place, native_id, parameters=dict(query)
            )
        sport = _SPORT.match(path)
        if not sport:
            return Answer(b'{"message":"Not found"}', 404)
        place, feed = sport.groups()
        fault = _odds_fault(query, featured_only=True) if feed == "odds" else None
        if feed == "scores" and query.get("daysFrom", "1") not in {"1", "2", "3"}:
            fault = error("Invalid daysFrom parameter", "INVALID_SCORES_DAYS_FROM", 422)
        return fault or Question(Provider.ODDS, feed, place, parameters=dict(query))

    def missing(self, question: Question, now: datetime) -> Answer:  # noqa: ARG002
        """An event that is over, or a sport that is not listed."""
        if question.native_id:
            return error(f"Event not found: {question.native_id}", "EVENT_NOT_FOUND", 404)
        return error("Unknown sport", "UNKNOWN_SPORT", 404)

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:
        """What this call cost and what is left of the month."""
        key = self.key_of(query, headers) or ""
        cost = _cost(question, answer) if answer.status == 200 else 0
        self._used[key] = self._used.get(key, 0) + cost
        return {
            "x-requests-remaining": str(max(0, self._credits - self._used[key])),
            "x-requests-used": str(self._used[key]),
            "x-requests-last": str(cost),
        }


def _odds_fault(query: Query, *, featured_only: bool) -> Answer | None:
    if not query.get("regions") and not query.get("bookmakers"):
        return error("Missing regions parameter", "MISSING_REGION", 422)
    if query.get("oddsFormat", "decimal") not in {"decimal", "american"}:
        return error("Invalid oddsFormat parameter", "INVALID_ODDS_FORMAT", 422)
    if query.get("dateFormat", "iso") not in {"iso", "unix"}:
        return error("Invalid dateFormat parameter", "INVALID_DATE_FORMAT", 422)
    for name, code in _INCLUDES.items():
        if query.get(name, "false") not in {"true", "false"}:
            return error(f"Invalid {name} parameter", code, 422)
    unknown = set(query.get("markets", "h2h").split(",")) - _FEATURED
    if featured_only and unknown:
        return error(f"Markets not supported by this endpoint: {', '.join(sorted(unknown))}", "INVALID_MARKET", 422)
    return None


def _cost(question: Question, answer: Answer) -> int:
    """Regions times markets; event odds cost only the markets that came back, an empty answer nothing."""
    query = question.parameters
    if question.feed in {"sports", "events"} or answer.body in {b"[]", b"{}"}:
        return 0
    if question.feed == "event-markets":
        return 1
    if question.feed == "scores":
        return 2 if "daysFrom" in query else 1
    books = query.get("bookmakers", "")
    regions = -(-len(books.split(",")) // 10) if books else len(query.get("regions", "us").split(","))
    if question.feed == "event-odds":
        document = json.loads(answer.body)
        returned = {market["key"] for book in document["bookmakers"] for market in book["markets"]}
        return regions * len(returned)
    return regions * len(query.get("markets", "h2h").split(","))


def error(message: str, code: str, status: int) -> Answer:
    """The vendor's error document."""
    anchor = code.lower().replace("_", "-")
    document = {"message": message, "error_code": code, "details_url": f"{_DETAILS_URL}#{anchor}"}
    return Answer(json.dumps(document, separators=(",", ":")).encode(), status)
