"""ESPN's site API: no keys, a rule for user agents, four shapes of error bodies."""

import json
import re
from datetime import date, datetime

from a1_sandbox.exchange import HTML, Answer, Question
from a1_sandbox.providers.api import Headers, Query
from a1_schemas.providers import Provider

_LEAGUE = r"(?P<league>[a-z-]+/[a-z0-9.-]+)"
_PATHS = (
    re.compile(rf"apis/site/v2/sports/{_LEAGUE}/(?P<feed>scoreboard|summary|news|injuries|teams)"),
    re.compile(rf"apis/site/v2/sports/{_LEAGUE}/teams/(?P<id>\d+)/(?P<feed>roster)"),
    re.compile(rf"apis/v2/sports/{_LEAGUE}/(?P<feed>standings)"),
)
_MAX_AGE_S = {"scoreboard": 5, "summary": 5, "news": 60, "injuries": 300, "teams": 3600, "standings": 60, "roster": 600}


class EspnApi:
    """Answers a day's scoreboard, one event's summary, one team's roster, and what there is of a league."""

    provider = Provider.ESPN

    def key_of(self, query: Query, headers: Headers) -> str | None:  # noqa: ARG002
        """There are no keys."""
        return None

    def rejection(self, query: Query, headers: Headers, now: datetime) -> Answer | None:  # noqa: ARG002
        """Agents that pretend to be a browser, or say nothing, are answered 403."""
        agent = headers.get("user-agent", "")
        if agent and not agent.startswith("Mozilla"):
            return None
        return Answer(b"<html><head><title>403 Forbidden</title></head></html>", 403, HTML)

    def question(self, path: str, query: Query) -> Question | Answer:
        """A route of the site API; anything else is its bare 404."""
        found = next((match for pattern in _PATHS if (match := pattern.fullmatch(path))), None)
        if not found:
            return _error({"code": 404}, 404)
        asked = found.groupdict()
        feed = asked["feed"]
        native_id = query.get("event") if feed == "summary" else asked.get("id")
        if feed == "summary" and not native_id:
            return _error({"code": 400, "message": "Failed to get summary."}, 400)
        day = _day(query["dates"]) if feed == "scoreboard" and "dates" in query else None
        if isinstance(day, Answer):
            return day
        return Question(Provider.ESPN, feed, asked["league"], native_id, day, dict(query))

    def missing(self, question: Question, now: datetime) -> Answer:  # noqa: ARG002
        """An unknown event has a code of its own; an unknown league is a bare 404."""
        if question.native_id:
            return _error({"code": 404, "message": f"No event found with id: {question.native_id}"}, 404)
        return _error({"code": 404}, 404)

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:  # noqa: ARG002
        """A cache age by feed."""
        return {"Cache-Control": f"max-age={_MAX_AGE_S[question.feed]}"}


def _day(dates: str) -> date | Answer | None:
    """`YYYYMMDD`; month and year forms ask for no single day; ranges are rejected since September 2026."""
    if "-" in dates or not dates.isdigit():
        return _error({"code": 400, "message": "Failed to get events endpoint."}, 400)
    if len(dates) != len("YYYYMMDD"):
        return None
    try:
        return datetime.strptime(dates, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return _error({"code": 400, "message": "Failed to get events endpoint."}, 400)


def _error(document: dict[str, object], status: int) -> Answer:
    return Answer(json.dumps(document, separators=(",", ":")).encode(), status)
