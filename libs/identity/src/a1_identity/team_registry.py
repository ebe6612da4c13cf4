"""Indexes of the registered teams of a league."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

import msgspec

from a1_identity.names import short_keys, team_key
from a1_identity.registered_teams import Team, registered_teams
from a1_schemas.leagues import League

K = TypeVar("K")


@dataclass(frozen=True, eq=False)
class TeamRegistry:
    """The teams of one league, by native id, name, alias and abbreviation. A key shared by two teams is in no index."""

    teams: Mapping[str, Team]
    by_native_id: Mapping[tuple[str, str], Team] = field(repr=False)
    by_name: Mapping[str, Team] = field(repr=False)
    by_alias: Mapping[str, Team] = field(repr=False)
    by_abbreviation: Mapping[str, Team] = field(repr=False)
    keeps_nicknames: bool
    """Whether a team that moves keeps its nickname and no other team has it, as in professional leagues."""

    @classmethod
    def of(cls, teams: Iterable[Team], *, keeps_nicknames: bool) -> "TeamRegistry":
        """Index these teams."""
        known = {team.team_id: team for team in teams}
        natives = [
            ((provider, native_id), team)
            for team in known.values()
            for provider, native_ids in team.native_ids.items()
            for native_id in native_ids
        ]
        names = [(team_key(team.name), team) for team in known.values()]
        aliases = [
            (key, team)
            for team in known.values()
            for key in dict.fromkeys((*short_keys(team.name), *map(team_key, team.aliases)))
        ]
        abbreviations = [(text.casefold(), team) for team in known.values() for text in team.abbreviations]
        return cls(known, _unique(natives), _unique(names), _unique(aliases), _unique(abbreviations), keeps_nicknames)

    def without_aliases(self) -> "TeamRegistry":
        """Return the registry without aliases: for measuring recognition by names, codes and ids alone."""
        teams = [msgspec.structs.replace(team, aliases=()) for team in self.teams.values()]
        return TeamRegistry.of(teams, keeps_nicknames=self.keeps_nicknames)


@cache
def registry_of(league: League) -> TeamRegistry:
    """Return the registry of a league. Reads the package's data once, then returns the cached registry."""
    return TeamRegistry.of(registered_teams(league), keeps_nicknames=league.traits.keeps_nicknames)


def _unique(pairs: Iterable[tuple[K, Team]]) -> dict[K, Team]:
    """Keep the keys that belong to one team only."""
    found: dict[K, Team | None] = {}
    for key, team in pairs:
        found[key] = team if found.get(key, team) is team else None
    return {key: team for key, team in found.items() if team is not None}
