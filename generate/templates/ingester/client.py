"""NewProvider's endpoints: for each, the path, the parameters, and the target that an answer covers."""

import re

from a1_ingest_kit.requests import Cadence, Request, Target
from a1_ingest_kit.responses import ResponseClass, Rule
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import PollReason

RULES = (Rule(status=200, says=re.compile(r"^\s*<"), response_class=ResponseClass(PollReason.NOT_JSON)),)
"""How this API says no where it differs from the kit's defaults for statuses."""


def games(league: League, *, cadence: Cadence) -> Request:
    """The league's coming, running and finished games."""
    return Request(
        feed="games",
        targets=(Target(league, target_of(Provider.NEWPROVIDER, "games", league)),),
        path="/games",
        params={"league": league},
        cadence=cadence,
    )
