"""Reads the box scores of Sportradar's summaries: players' rows, or football's tables by part of the game."""

import re
from typing import Any

from tests.recordings.truth.rows import Rows, flat
from tests.recordings.truth.words import team_id

_BASKETBALL = {
    "minutes": "minutes",
    "field_goals_made": "field-goals-made",
    "field_goals_att": "field-goals-attempted",
    "three_points_made": "three-pointers-made",
    "three_points_att": "three-pointers-attempted",
    "two_points_made": "two-pointers-made",
    "two_points_att": "two-pointers-attempted",
    "free_throws_made": "free-throws-made",
    "free_throws_att": "free-throws-attempted",
    "offensive_rebounds": "offensive-rebounds",
    "defensive_rebounds": "defensive-rebounds",
    "personal_fouls": "fouls",
    "tech_fouls": "technical-fouls",
    "pls_min": "plus-minus",
    **{word: word for word in ("rebounds", "assists", "turnovers", "steals", "blocks", "points")},
}
_HOCKEY = {
    "shots": "shots-on-goal",
    "blocked_shots": "blocked-shots",
    "faceoffs_won": "faceoffs-won",
    "faceoffs_lost": "faceoffs-lost",
    "penalty_minutes": "penalty-minutes",
    "plus_minus": "plus-minus",
    **{word: word for word in ("goals", "assists", "points", "hits", "takeaways", "giveaways")},
}
_GOALTENDING = {"saves": "saves", "shots_against": "shots-against", "goals_against": "goals-against"}
_BASEBALL = {
    "hitting.ab": "at-bats",
    "hitting.rbi": "runs-batted-in",
    "hitting.onbase.h": "hits",
    "hitting.onbase.s": "singles",
    "hitting.onbase.d": "doubles",
    "hitting.onbase.t": "triples",
    "hitting.onbase.hr": "home-runs",
    "hitting.onbase.tb": "total-bases",
    "hitting.onbase.bb": "walks",
    "hitting.runs.total": "runs",
    "hitting.outs.ktotal": "batter-strikeouts",
    "hitting.steal.stolen": "stolen-bases",
    "pitching.ip_1": "pitching-outs",
    "pitching.pitch_count": "pitches-thrown",
    "pitching.onbase.h": "hits-allowed",
    "pitching.onbase.hr": "home-runs-allowed",
    "pitching.onbase.bb": "walks-allowed",
    "pitching.runs.total": "runs-allowed",
    "pitching.runs.earned": "earned-runs-allowed",
    "pitching.outs.ktotal": "pitcher-strikeouts",
}
_FOOTBALL = {
    "passing": {
        "attempts": "passing-attempts",
        "completions": "passing-completions",
        "yards": "passing-yards",
        "touchdowns": "passing-touchdowns",
        "interceptions": "passing-interceptions",
        "sacks": "sacks-taken",
        "longest": "longest-completion",
    },
    "rushing": {
        "attempts": "rushing-attempts",
        "yards": "rushing-yards",
        "touchdowns": "rushing-touchdowns",
        "longest": "longest-rush",
    },
    "receiving": {
        "receptions": "receptions",
        "targets": "targets",
        "yards": "receiving-yards",
        "touchdowns": "receiving-touchdowns",
        "longest": "longest-reception",
    },
    "defense": {
        "tackles": "solo-tackles",
        "assists": "assisted-tackles",
        "combined": "tackles-assists",
        "sacks": "sacks",
        "interceptions": "interceptions",
        "passes_defended": "passes-defended",
    },
    "fumbles": {"fumbles": "fumbles", "lost_fumbles": "fumbles-lost"},
    "field_goals": {"made": "field-goals-made", "attempts": "field-goals-attempted"},
    "kicks": {"made": "extra-points-made", "attempts": "extra-points-attempted"},
    "punts": {"attempts": "punts", "yards": "punt-yards"},
    "kick_returns": {"yards": "kick-return-yards"},
    "punt_returns": {"yards": "punt-return-yards"},
}


def read(game: Any, league: str, status: str) -> Rows:
    """Return every field of the box scores, one a player."""
    rows: Rows = {}
    for side in ("home", "away"):
        if league == "nfl":
            rows |= _football(game, game["statistics"][side], league, status)
            continue
        team = game[side]
        for row in team.get("players", ()):
            stats = _ROWS[league](row)
            if stats:
                who = {
                    "name": row.get("full_name") or f"{row.get('preferred_name')} {row['last_name']}",
                    "native_id": row["id"],
                    "team": team_id(league, f"{team['market']} {team['name']}"),
                    "position": row.get("primary_position") or row.get("position"),
                    "jersey": row.get("jersey_number"),
                }
                facts = {"player": who, "stats": stats, "starter": row.get("starter"), "game_status": status}
                rows |= flat(("stats", game["id"], row["id"]), facts)
    return rows


def _basketball(row: Any) -> dict[str, float]:
    return _figures(row.get("statistics", {}), _BASKETBALL)


def _baseball(row: Any) -> dict[str, float]:
    found: dict[str, float] = {}
    for path, word in _BASEBALL.items():
        part, *rest = path.split(".")
        value = row.get("statistics", {}).get(part, {}).get("overall", {})
        for step in rest:
            value = value.get(step, {})
        if value != {}:
            found[word] = float(value)
    return found


def _hockey(row: Any) -> dict[str, float]:
    figures = row.get("statistics", {})
    stats = _figures(figures.get("total", {}), _HOCKEY) | _figures(row.get("time_on_ice", {}), {"total": "minutes"})
    stats |= _figures(figures.get("powerplay", {}), {"goals": "power-play-goals"})
    return stats | _figures(row.get("goaltending", {}).get("total", {}), _GOALTENDING)


_ROWS = {"nba": _basketball, "mlb": _baseball, "nhl": _hockey}


def _football(game: Any, team: Any, league: str, status: str) -> Rows:
    rows: Rows = {}
    tables = team | {"kicks": team["extra_points"]["kicks"]}
    for part, words in _FOOTBALL.items():
        for row in tables.get(part, {}).get("players", ()):
            who = {
                "name": row["name"],
                "native_id": row["id"],
                "team": team_id(league, f"{team['market']} {team['name']}"),
                "position": row["position"],
                "jersey": row["jersey"],
            }
            facts = {"player": who, "stats": _figures(row, words), "game_status": status}
            rows |= flat(("stats", game["id"], row["id"]), facts)
    return rows


def _figures(row: Any, words: dict[str, str]) -> dict[str, float]:
    return {word: _number(row[key]) for key, word in words.items() if key in row}


def _number(written: Any) -> float:
    if isinstance(written, str) and (clock := re.fullmatch(r"(\d+):(\d\d)", written)):
        return round(int(clock[1]) + int(clock[2]) / 60, 2)
    return float(written)
