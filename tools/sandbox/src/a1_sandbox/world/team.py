"""The teams of the nine leagues with the ids and spellings of each provider, from reviewed data."""

from functools import cache
from importlib.resources import files

import msgspec

from a1_schemas.leagues import League


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """A real team. Where a provider's id could not be learned, the data holds one of our own making."""

    name: str
    location: str
    nickname: str
    short_name: str
    abbreviation: str
    slug: str
    espn_id: str
    sportradar_id: str
    sportradar_market: str
    sportradar_name: str
    sportradar_alias: str
    sr_id: str
    odds_name: str
    prizepicks_code: str


@cache
def teams_of(league: League) -> tuple[Team, ...]:
    """All teams of a league, by name."""
    document = files("a1_sandbox.world.teams").joinpath(f"{league}.json").read_bytes()
    return tuple(msgspec.json.decode(document, type=list[Team]))
