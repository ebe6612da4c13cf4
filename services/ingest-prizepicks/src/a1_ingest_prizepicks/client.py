"""PrizePicks' endpoints: the path, the parameters and the targets of each."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from a1_ingest_kit.requests import Cadence, Request, Target
from a1_ingest_kit.responses import ResponseClass, Rule
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.topics import MULTI
from a1_schemas.vocabulary import PollReason

BLOCKED = ResponseClass(PollReason.BLOCKED, pause=timedelta(minutes=30))
CHALLENGE = re.compile(r"captcha|Access to this page has been denied|blockScript|jsClientSrc|cf-chl", re.IGNORECASE)

RULES = (
    Rule(status=401, response_class=BLOCKED),
    Rule(status=403, response_class=BLOCKED),
    Rule(status=200, says=CHALLENGE, response_class=BLOCKED),
    Rule(
        status=200,
        says=re.compile(r"^\s*<"),
        response_class=ResponseClass(PollReason.NOT_JSON, pause=timedelta(minutes=1)),
    ),
)
"""There are no keys, so 401 and 403 both mean that we are blocked. A challenge may have any status."""


def leagues(*, cadence: Cadence, read: Callable[[bytes], Any]) -> Request:
    """Return the request for the catalogue of leagues, with their ids."""
    return Request(
        feed="leagues",
        targets=(Target(MULTI, target_of(Provider.PRIZEPICKS, "leagues", MULTI)),),
        path="/leagues",
        cadence=cadence,
        read=read,
    )


def projections(
    league_id: str, page: int, leagues: Sequence[str], *, cadence: Cadence, read: Callable[[bytes], Any]
) -> Request:
    """Return the request for one page of a board, with a target for each of our leagues on it.

    Nearly every board has one page.
    """
    parts = (league_id,) if page == 1 else (league_id, str(page))
    params = {"league_id": league_id, "per_page": "1000"} | ({} if page == 1 else {"page": str(page)})
    return Request(
        feed="projections",
        targets=tuple(
            Target(league, target_of(Provider.PRIZEPICKS, "projections", league, *parts)) for league in leagues
        ),
        path="/projections",
        params=params,
        cadence=cadence,
        read=read,
    )
