"""ESPN's standings, and one team's roster."""

from typing import Any

from a1_sandbox.world.bodies.espn_parts import NAMES, Json, athlete, team, uid
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.season import Standing, Table, tables_of
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

_OF_TEAM = frozenset(
    {
        *("id", "uid", "location", "name", "abbreviation", "displayName", "shortDisplayName", "isActive"),
        *("logos", "links"),
    }
)
"""What a table says of a team: no colours."""
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def standings(league: League) -> Json:
    """The tables of a league."""
    return {
        "uid": f"{uid(league)}~g:1",
        "id": "1",
        "name": NAMES[league],
        "abbreviation": league.upper(),
        "children": [_group(league, number, table) for number, table in enumerate(tables_of(league), 1)],
    }


def roster(league: League, seed: int, each: Team) -> Json:
    """A team with its players: by unit in football, flat elsewhere."""
    athletes: list[Json] = [
        athlete(league, player) | {"injuries": [], "status": {"id": "1", "name": "Active", "type": "active"}}
        for player in roster_of(seed, league, each)
    ]
    if league.traits.sport is Sport.AMERICAN_FOOTBALL:
        athletes = [{"position": "offense", "items": athletes}]
    about = team(league, each)
    wanted = ("id", "abbreviation", "location", "name", "displayName", "color", "logo")
    return {
        "status": "success",
        "athletes": athletes,
        "coach": [],
        "team": {name: about[name] for name in wanted} | {"standingSummary": _place(league, each)},
    }


def _group(league: League, number: int, table: Table) -> Json:
    document: Json = {
        "uid": f"{uid(league)}~g:{number + 1}",
        "id": str(number + 1),
        "name": table.conference or f"{NAMES[league]} 2026-2027",
        "abbreviation": (table.conference or "2026")[:4],
        "standings": {"id": "0", "name": "overall", "entries": [_entry(league, row) for row in table.rows]},
    }
    return document | ({"isConference": True} if table.conference else {})


def _entry(league: League, row: Standing) -> Json:
    about = {name: value for name, value in team(league, row.team).items() if name in _OF_TEAM}
    place = "rank" if league.traits.sport is Sport.SOCCER else "playoffSeed"
    numbers = {"wins": row.wins, "losses": row.losses, "ties": row.ties, "otLosses": row.overtime_losses}
    figures = {name: value for name, value in numbers.items() if value is not None} | {place: row.rank}
    return {"team": about, "stats": [_figure(name, value) for name, value in figures.items()]}


def _figure(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "type": name.lower(), "value": float(value), "displayValue": str(value)}


def _place(league: League, each: Team) -> str:
    table, rank = next((table, row.rank) for table in tables_of(league) for row in table.rows if row.team == each)
    return f"{_ORDINALS.get(rank, f'{rank}th')} in {table.conference or NAMES[league]}"
