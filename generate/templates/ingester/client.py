"""NewProvider's endpoints: for each, the path, the parameters, and the target that an answer covers."""

import re

from a1_ingest_kit.asks import Ask, Cadence, Target
from a1_ingest_kit.verdicts import Rule, Verdict
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import PollReason

RULES = (Rule(status=200, says=re.compile(r"^\s*<"), verdict=Verdict(PollReason.NOT_JSON)),)
"""How this API says no where it differs from the kit's defaults for statuses."""


def games(league: League, *, cadence: Cadence) -> Ask:
    """The league's coming, running and finished games."""
    return Ask(
        feed="games",
        targets=(Target(league, target_of(Provider.NEWPROVIDER, "games", league)),),
        path="/games",
        params={"league": league},
        cadence=cadence,
    )
