"""Rule profiles: the files of `profiles/`, one a bookmaker under The Odds API's key, and `a1`, the neutral one."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from a1_grading.families import Family
from a1_grading.rules import UNKNOWN, Rule, Rules
from a1_schemas.leagues import League

NEUTRAL = "a1"
"""The profile by which predictions are graded."""


class ProfileError(ValueError):
    """A profile's file is no profile: the text has file, key and reason."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The rules of one bookmaker, by league and family."""

    key: str
    """The bookmaker's key, or `a1`."""
    name: str
    """The bookmaker's name."""
    stated: tuple[Rule, ...]
    """Every rule with its source, in the order of the file."""
    _rules: Mapping[tuple[League, Family], Rules]

    def rules(self, league: League, family: Family) -> Rules:
        """Return what is known of a family in a league: nothing of most."""
        return self._rules.get((league, family), UNKNOWN)


def read_profile(key: str, text: str) -> Profile:
    """Return the profile of a TOML document. Raises ProfileError with file, key and reason where it is not one."""
    file = f"{key}.toml"
    try:
        document = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{file}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "rule"
        raise ProfileError(f"{file}: {where}: {first['msg']}") from error
    facts: defaultdict[tuple[League, Family], dict[str, Any]] = defaultdict(dict)
    for index, rule in enumerate(document.rule):
        ((fact, value),) = rule.stated.items()
        for place in ((league, family) for league in rule.leagues for family in rule.families):
            if fact in facts[place]:
                raise ProfileError(f"{file}: rule.{index}.{fact}: stated twice for {place[0]} {place[1]}")
            facts[place][fact] = value
    rules = MappingProxyType({place: Rules(**stated) for place, stated in facts.items()})
    return Profile(key, document.name, document.rule, rules)


def _shipped() -> dict[str, Profile]:
    found = (file for file in files("a1_grading").joinpath("profiles").iterdir() if file.name.endswith(".toml"))
    texts = {file.name.removesuffix(".toml"): file.read_text() for file in found}
    return {key: read_profile(key, texts[key]) for key in sorted(texts)}


PROFILES: Mapping[str, Profile] = MappingProxyType(_shipped())
"""Every known profile by its key. The rules of a bookmaker that is not here are unknown."""
