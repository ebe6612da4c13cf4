"""The season so far: every team's results and its place in the table. A made-up one: it follows from no game."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from a1_sandbox.world import chance
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

_PLAYED = {
    Sport.BASKETBALL: 18,
    Sport.AMERICAN_FOOTBALL: 11,
    Sport.BASEBALL: 150,
    Sport.ICE_HOCKEY: 22,
    Sport.SOCCER: 13,
}
_IN_ONE_TABLE = frozenset({League.EPL})
_WITH_TIES = frozenset({Sport.SOCCER, Sport.AMERICAN_FOOTBALL})


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a table."""

    team: Team
    wins: int
    losses: int
    ties: int | None
    overtime_losses: int | None
    rank: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a conference, or of a league that has none, best first."""

    conference: str | None
    rows: Sequence[Standing]


@cache
def tables_of(league: League) -> tuple[Table, ...]:
    """The league's tables. Teams stand in a conference by their names, wherever they really play."""
    teams = teams_of(league)
    if league in _IN_ONE_TABLE:
        return (Table(None, _ranked(league, teams)),)
    half = len(teams) // 2
    return (
        Table("Eastern Conference", _ranked(league, teams[:half])),
        Table("Western Conference", _ranked(league, teams[half:])),
    )


def _ranked(league: League, teams: Sequence[Team]) -> tuple[Standing, ...]:
    rows = sorted((_results(league, team) for team in teams), key=lambda row: (-row[0], row[3].name))
    return tuple(
        Standing(
            team=team,
            wins=wins,
            losses=losses,
            ties=drawn if league.traits.sport in _WITH_TIES else None,
            overtime_losses=drawn if league.traits.sport is Sport.ICE_HOCKEY else None,
            rank=rank,
        )
        for rank, (wins, losses, drawn, team) in enumerate(rows, 1)
    )


def _results(league: League, team: Team) -> tuple[int, int, int, Team]:
    """Games won, lost, and drawn or lost in overtime."""
    played = _PLAYED[league.traits.sport]
    drawn = {Sport.SOCCER: 3, Sport.ICE_HOCKEY: 3}.get(league.traits.sport, 0)
    drawn = chance.number("drawn", league, team.espn_id) % (drawn + 1)
    wins = chance.number("won", league, team.espn_id) % (played - drawn + 1)
    return wins, played - drawn - wins, drawn, team
