"""What clients may write for the registered teams of a league, and the bookmakers that are known without a quote."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from a1_identity.registered_teams import registered_teams
from a1_schemas.bookmakers import LINK_HOSTS
from a1_schemas.leagues import League

BOOKMAKERS = frozenset(LINK_HOSTS)
_SHORTEST = 4
"""Shorter words of a name are too much like others."""


@cache
def team_words(league: League) -> str:
    """Return the words by which records of registered teams are found: each between blanks, in lower case."""
    teams = registered_teams(league)
    words = (word for team in teams for word in (team.team_id, team.name, team.abbreviation) if word)
    return "\n".join(f" {word.casefold()} " for word in words)


@cache
def team_spellings(league: League) -> Mapping[str, tuple[str, ...]]:
    """Return what a client may have written, in lower case → the ids and names of the registered teams it may mean."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for team in registered_teams(league):
        for spelling in {team.team_id, team.name, *team.abbreviations, *team.aliases, *long_words(team.name)}:
            found[spelling.casefold()] |= dict.fromkeys((team.team_id, team.name))
    return {spelling: tuple(values) for spelling, values in found.items()}


def long_words(name: str) -> list[str]:
    """Return the words of a name that are long enough to be meant alone."""
    return [word for word in name.split() if len(word) >= _SHORTEST]
