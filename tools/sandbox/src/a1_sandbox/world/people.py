"""The players: invented people on real teams, each with an id at every provider and a place in the team."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from a1_sandbox.world import chance
from a1_sandbox.world.names import names
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.team import Team
from a1_schemas.vocabulary import League, Provider, Sport

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


@lru_cache(maxsize=512)
def roster_of(seed: int, league: League, team: Team) -> tuple[Player, ...]:
    """A team's players; no two of a team share a last name."""
    draw = chance.sequence(seed, "roster", league, team.espn_id)
    first_names = names().womens_first if league is League.WNBA else names().first
    positions = _POSITIONS[sport_of(league)]
    last_names = draw.sample(names().last, len(positions))
    jerseys = draw.sample(range(1, 99), len(positions))
    players: list[Player] = []
    for slot, (position, last_name, jersey) in enumerate(zip(positions, last_names, jerseys, strict=True)):
        words = (league, team.espn_id, slot)
        numeral = chance.number(seed, "player", *words)
        players.append(
            Player(
                slot=slot,
                first_name=draw.choice(first_names),
                last_name=last_name,
                suffix="Jr." if slot == 3 and league is not League.WNBA else "",
                position=position,
                jersey=str(jersey),
                espn_id=str(4_000_000 + numeral % 999_983),
                sportradar_id=_sportradar_id(league, seed, words),
                prizepicks_id=str(100_000 + numeral % 299_993),
            )
        )
    return tuple(players)


def _sportradar_id(league: League, seed: int, words: tuple[object, ...]) -> str:
    if sport_of(league) is Sport.SOCCER:
        return f"sr:player:{1_000_000 + chance.number(seed, 'sr-player', *words) % 1_999_993}"
    return chance.uuid(seed, "sr-player", *words)
