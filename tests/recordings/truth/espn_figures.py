"""Reads the box scores of ESPN's summaries: tables of texts under keys, some of them two figures in one."""

import re
from typing import Any

from tests.recordings.truth.rows import Rows, flat
from tests.recordings.truth.words import team_id

_BASKETBALL = {
    "minutes": "minutes",
    "fieldGoalsMade": "field-goals-made",
    "fieldGoalsAttempted": "field-goals-attempted",
    "threePointFieldGoalsMade": "three-pointers-made",
    "threePointFieldGoalsAttempted": "three-pointers-attempted",
    "freeThrowsMade": "free-throws-made",
    "freeThrowsAttempted": "free-throws-attempted",
    "offensiveRebounds": "offensive-rebounds",
    "defensiveRebounds": "defensive-rebounds",
    "plusMinus": "plus-minus",
    **{word: word for word in ("rebounds", "assists", "steals", "blocks", "turnovers", "fouls", "points")},
}
_HOCKEY = {
    "blockedShots": "blocked-shots",
    "plusMinus": "plus-minus",
    "timeOnIce": "minutes",
    "shotsTotal": "shots-on-goal",
    "faceoffsWon": "faceoffs-won",
    "faceoffsLost": "faceoffs-lost",
    "penaltyMinutes": "penalty-minutes",
    "goalsAgainst": "goals-against",
    "shotsAgainst": "shots-against",
    **{word: word for word in ("hits", "takeaways", "giveaways", "goals", "assists", "saves")},
}
_TABLES: dict[str, dict[str, dict[str, str]]] = {
    "nba": {"": _BASKETBALL},
    "nhl": dict.fromkeys(("forwards", "defenses", "goalies", "skaters"), _HOCKEY),
    "mlb": {
        "batting": {
            "atBats": "at-bats",
            "RBIs": "runs-batted-in",
            "homeRuns": "home-runs",
            "strikeouts": "batter-strikeouts",
            **{word: word for word in ("runs", "hits", "walks")},
        },
        "pitching": {
            "fullInnings.partInnings": "pitching-outs",
            "hits": "hits-allowed",
            "runs": "runs-allowed",
            "earnedRuns": "earned-runs-allowed",
            "walks": "walks-allowed",
            "strikeouts": "pitcher-strikeouts",
            "homeRuns": "home-runs-allowed",
            "pitches": "pitches-thrown",
        },
    },
    "nfl": {
        "passing": {
            "completions": "passing-completions",
            "passingAttempts": "passing-attempts",
            "passingYards": "passing-yards",
            "passingTouchdowns": "passing-touchdowns",
            "interceptions": "passing-interceptions",
            "sacks": "sacks-taken",
        },
        "rushing": {
            "rushingAttempts": "rushing-attempts",
            "rushingYards": "rushing-yards",
            "rushingTouchdowns": "rushing-touchdowns",
            "longRushing": "longest-rush",
        },
        "receiving": {
            "receptions": "receptions",
            "receivingYards": "receiving-yards",
            "receivingTouchdowns": "receiving-touchdowns",
            "longReception": "longest-reception",
            "receivingTargets": "targets",
        },
        "fumbles": {"fumbles": "fumbles", "fumblesLost": "fumbles-lost"},
        "defensive": {
            "totalTackles": "tackles-assists",
            "soloTackles": "solo-tackles",
            "sacks": "sacks",
            "passesDefended": "passes-defended",
        },
        "interceptions": {"interceptions": "interceptions"},
        "kickReturns": {"kickReturnYards": "kick-return-yards"},
        "puntReturns": {"puntReturnYards": "punt-return-yards"},
        "kicking": {
            "fieldGoalsMade": "field-goals-made",
            "fieldGoalAttempts": "field-goals-attempted",
            "extraPointsMade": "extra-points-made",
            "extraPointAttempts": "extra-points-attempted",
            "totalKickingPoints": "kicking-points",
        },
        "punting": {"punts": "punts", "puntYards": "punt-yards"},
    },
}
"""Our word by league, table and key."""


def read(game_id: str, summary: Any, league: str, status: str) -> Rows:
    """Return every field of the box scores: one a player, of all tables that list one."""
    rows: Rows = {}
    for team in summary.get("boxscore", {}).get("players", ()):
        for table in team["statistics"]:
            words = _TABLES[league][table.get("name") or table.get("type") or ""]
            for athlete in table["athletes"]:
                if not athlete["stats"] or athlete.get("didNotPlay"):
                    continue
                who = athlete["athlete"]
                name = ("stats", game_id, who["id"])
                found = _figures(table["keys"], athlete["stats"], words)
                player = {
                    "name": who["displayName"],
                    "native_id": who["id"],
                    "team": team_id(league, team["team"]["displayName"]),
                    "position": who.get("position", {}).get("abbreviation"),
                    "jersey": who.get("jersey"),
                }
                rest = {"starter": athlete.get("starter"), "stats": found, "game_status": status}
                rows = flat(name, {"player": player, **rest}) | rows
    return rows


def _figures(keys: list[str], written: list[str], words: dict[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for key, value in zip(keys, written, strict=True):
        names, values = [key], [value]
        if key not in words:
            names, values = re.split(r"[-/]", key), re.split(r"[-/]", value)
        if len(names) == len(values):
            for name, each in zip(names, values, strict=True):
                if name in words and (number := _number(words[name], each)) is not None:
                    found.setdefault(words[name], number)
    return found


def _number(word: str, written: str) -> float | None:
    if word == "pitching-outs":
        innings, _, thirds = written.partition(".")
        return int(innings) * 3 + int(thirds or 0)
    if match := re.fullmatch(r"(\d+):(\d\d)", written):
        return round(int(match[1]) + int(match[2]) / 60, 2)
    try:
        return float(written)
    except ValueError:
        return None
