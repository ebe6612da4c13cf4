"""The players: invented people on real teams, each with an id at every provider and a place in the team."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from a1_sandbox.world import chance
from a1_sandbox.world.names import names
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport

_POSITIONS = {
    Sport.BASKETBALL: ("G", "G", "F", "F", "C", "G", "F", "G", "C"),
    Sport.AMERICAN_FOOTBALL: ("QB", "RB", "WR", "WR", "TE", "RB", "WR", "PK", "LB", "LB", "S", "CB"),
    Sport.BASEBALL: ("SS", "CF", "RF", "1B", "DH", "3B", "LF", "2B", "C", "SP", "RP", "RP"),
    Sport.ICE_HOCKEY: ("C", "LW", "RW", "D", "D", "C", "LW", "RW", "D", "D", "C", "LW", "G"),
    Sport.SOCCER: ("F", "M", "M", "F", "M", "D", "D", "M", "D", "D", "G", "F", "M"),
}


@dataclass(frozen=True, slots=True)
class Player:
    """A player as the world knows one; `slot` is the place in the team's order."""

    slot: int
    first_name: str
    last_name: str
    suffix: str
    position: str
    jersey: str
    espn_id: str
    sportradar_id: str
    prizepicks_id: str

    @property
    def name(self) -> str:
        """The full name as ESPN, Sportradar and PrizePicks write it."""
        return " ".join(part for part in (self.first_name, self.last_name, self.suffix) if part)

    def name_at(self, provider: Provider) -> str:
        """The Odds API's books write no accents and no dots."""
        if provider is not Provider.ODDS:
            return self.name
        plain = unicodedata.normalize("NFKD", self.name.replace(".", ""))
        return "".join(letter for letter in plain if not unicodedata.combining(letter))

    @property
    def short_name(self) -> str:
        return f"{self.first_name[0]}. {self.last_name}"


def roster_of(seed: int, league: League, team: Team) -> tuple[Player, ...]:
    """A team's players in their order."""
    return _rosters(seed, league)[team.espn_id]


@lru_cache(maxsize=64)
def _rosters(seed: int, league: League) -> dict[str, tuple[Player, ...]]:
    """All players of a league: no two share a name, no two of a team a last name."""
    taken: set[tuple[str, str]] = set()
    return {team.espn_id: _roster(seed, league, team, taken) for team in teams_of(league)}


def _roster(seed: int, league: League, team: Team, taken: set[tuple[str, str]]) -> tuple[Player, ...]:
    draw = chance.sequence(seed, "roster", league, team.espn_id)
    first_names = names().womens_first if league is League.WNBA else names().first
    positions = _POSITIONS[sport_of(league)]
    last_names = draw.sample(names().last, len(positions))
    jerseys = draw.sample(range(1, 99), len(positions))
    players: list[Player] = []
    for slot, (position, last_name, jersey) in enumerate(zip(positions, last_names, jerseys, strict=True)):
        first_name = draw.choice([name for name in first_names if (name, last_name) not in taken])
        taken.add((first_name, last_name))
        number = 10_000 * list(League).index(league) + len(taken)
        players.append(
            Player(
                slot=slot,
                first_name=first_name,
                last_name=last_name,
                suffix="Jr." if slot == 3 and league is not League.WNBA else "",
                position=position,
                jersey=str(jersey),
                espn_id=str(4_000_000 + number),
                sportradar_id=_sportradar_id(seed, league, number),
                prizepicks_id=str(200_000 + number),
            )
        )
    return tuple(players)


def _sportradar_id(seed: int, league: League, number: int) -> str:
    if sport_of(league) is Sport.SOCCER:
        return f"sr:player:{1_000_000 + number}"
    return chance.uuid(seed, "sportradar player", number)
