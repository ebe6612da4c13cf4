"""Sportradar's standings, and one team's profile with its roster."""

from a1_sandbox.world.bodies.sportradar_leagues import hierarchy
from a1_sandbox.world.bodies.sportradar_parts import Json, league_document, player_head, playing_team
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.season import Standing, tables_of
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League


def standings(league: League) -> Json:
    """The hierarchy with each team's results. Baseball keeps its leagues below the season."""
    rows = {row.team.sportradar_id: _results(row) for table in tables_of(league) for row in table.rows}
    document = hierarchy(league)
    _add(document, rows)
    if league is not League.MLB:
        return document
    return {"league": document["league"] | {"season": {"year": 2026, "leagues": document["leagues"]}}}


def profile(league: League, seed: int, team: Team) -> Json:
    """A team with its players."""
    conference = next(table.conference for table in tables_of(league) for row in table.rows if row.team == team)
    return playing_team(league, team) | {
        "league": league_document(league),
        "conference": {"name": conference, "alias": (conference or "").upper()[:4]},
        "players": [player_head(player) | {"status": "ACT"} for player in roster_of(seed, league, team)],
    }


def _results(row: Standing) -> Json:
    numbers = {
        "wins": row.wins,
        "losses": row.losses,
        "ties": row.ties,
        "overtime_losses": row.overtime_losses,
    }
    return {name: value for name, value in numbers.items() if value is not None} | {"rank": {"conference": row.rank}}


def _add(group: Json, rows: dict[str, Json]) -> None:
    for team in group.get("teams", ()):
        team.update(rows[team["id"]])
    for below in ("leagues", "conferences", "divisions"):
        for inner in group.get(below, ()):
            _add(inner, rows)
