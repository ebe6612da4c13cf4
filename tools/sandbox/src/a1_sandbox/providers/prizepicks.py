"""PrizePicks' board: no keys, JSON:API bodies, and a bot wall that answers HTML or JSON as the client accepts."""

import json
from datetime import datetime

from a1_sandbox.exchange import HTML, Answer, Question
from a1_sandbox.providers.api import Headers, Query
from a1_schemas.providers import Provider

JSON_API = "application/vnd.api+json; charset=utf-8"
ALL_BOARDS = "all"


class PrizePicksApi:
    """Answers the list of leagues and the board of one league."""

    provider = Provider.PRIZEPICKS

    def key_of(self, query: Query, headers: Headers) -> str | None:  # noqa: ARG002
        """There are no keys."""
        return None

    def rejection(self, query: Query, headers: Headers, now: datetime) -> Answer | None:  # noqa: ARG002
        """A client that does not say who it is meets the bot wall."""
        return None if headers.get("user-agent") else challenge(headers)

    def question(self, path: str, query: Query) -> Question | Answer:
        """`/leagues` and `/projections`."""
        if path == "leagues":
            return Question(Provider.PRIZEPICKS, "leagues", "leagues", parameters=dict(query))
        if path == "projections":
            place = query.get("league_id", ALL_BOARDS)
            return Question(Provider.PRIZEPICKS, "projections", place, parameters=dict(query))
        return _not_found()

    def missing(self, question: Question, now: datetime) -> Answer:  # noqa: ARG002
        """A board that is not there."""
        return _not_found()

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:  # noqa: ARG002
        """Not to be kept by caches."""
        return {"Cache-Control": "max-age=0, private, must-revalidate"}


def challenge(headers: Headers) -> Answer:
    """The bot wall: a page for those who accept pages, a document otherwise."""
    if "json" in headers.get("accept", ""):
        document = {
            "appId": "PXsandbox",
            "jsClientSrc": "/sandbox/init.js",
            "firstPartyEnabled": True,
            "uuid": "00000000-0000-0000-0000-000000000000",
            "hostUrl": "/sandbox/xhr",
            "blockScript": "/sandbox/captcha/captcha.js",
        }
        return Answer(json.dumps(document).encode(), 403)
    page = (
        "<!DOCTYPE html><html><head><title>Access to this page has been denied</title></head>"
        '<body><div id="px-captcha"></div></body></html>'
    )
    return Answer(page.encode(), 403, HTML)


def _not_found() -> Answer:
    document = {"errors": [{"status": "404", "title": "Not Found"}]}
    return Answer(json.dumps(document).encode(), 404)
