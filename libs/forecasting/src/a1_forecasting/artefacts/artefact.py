"""Models as plain data: parameters in JSON, known by the sha256 of their bytes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from a1_betting.refused import Refused
from a1_forecasting.ordered_logit import OrderedLogit
from a1_forecasting.ratings.elo import EloRules, Margin
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League


@dataclass(frozen=True, slots=True)
class LeagueElo:
    """What an Elo forecast of a league needs besides ratings."""

    rules: EloRules
    draws: OrderedLogit | None
    """Null where a draw is no result."""


@dataclass(frozen=True, slots=True)
class EloArtefact:
    """The parameters of Elo in every league that it was measured in."""

    sha256: str
    leagues: Mapping[League, LeagueElo]

    def of(self, league: League) -> LeagueElo:
        """Return the parameters of a league. Raises Refused: `model-unknown` where there are none."""
        if league not in self.leagues:
            raise Refused(RefusalReason.MODEL_UNKNOWN, f"Elo was never measured in {league}")
        return self.leagues[league]


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the document as canonical JSON: sorted names, one line end."""
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode()


def sha256_of(content: bytes) -> str:
    """Return the sha256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def elo_document(leagues: Mapping[League, LeagueElo], manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the artefact's document: the parameters, and the manifest of what they were fitted on."""
    return {
        "model": "elo",
        "leagues": {league: asdict(parameters) for league, parameters in leagues.items()},
        "manifest": dict(manifest),
    }


def read_elo(content: bytes) -> EloArtefact:
    """Return the artefact of these bytes."""
    document = json.loads(content)
    return EloArtefact(
        sha256_of(content),
        MappingProxyType({League(name): _league(each) for name, each in document["leagues"].items()}),
    )


def _league(document: Mapping[str, Any]) -> LeagueElo:
    rules: dict[str, Any] = document["rules"]
    draws: dict[str, float] | None = document["draws"]
    margin = Margin(rules.pop("margin"))
    return LeagueElo(EloRules(margin=margin, **rules), None if draws is None else OrderedLogit(**draws))


@cache
def published_elo() -> EloArtefact:
    """Return the artefact that is shipped."""
    return read_elo(_shipped("elo.json"))


@cache
def market_sha256() -> str:
    """Return the sha256 of what the market model is: a document without parameters."""
    return sha256_of(_shipped("market.json"))


def _shipped(name: str) -> bytes:
    return resources.files("a1_forecasting.artefacts").joinpath(name).read_bytes()
