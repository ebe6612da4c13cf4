"""The registered teams of a league, as reviewed data: canonical ids, names, abbreviations, native ids and aliases."""

from collections.abc import Mapping
from importlib.resources import files

import msgspec

from a1_schemas.leagues import League


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """A team. An alias is a spelling of this team and of no other team in its league."""

    team_id: str
    name: str
    abbreviation: str | None = None
    abbreviations: tuple[str, ...] = ()
    """The abbreviations of all providers, including the first."""
    aliases: tuple[str, ...] = ()
    native_ids: Mapping[str, tuple[str, ...]] = {}
    """The provider's ids of the team, by provider."""


def registered_teams(league: League) -> list[Team]:
    """Return the teams of a league. Reads the package's data."""
    document = files("a1_identity").joinpath("registry", league.registry_file).read_bytes()
    return msgspec.json.decode(document, type=list[Team])
