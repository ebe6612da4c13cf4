"""Reads PrizePicks' boards with plain JSON: what each field of a game, a prop and a live box score must be."""

from datetime import UTC, datetime
from typing import Any

from tests.recordings.truth.rows import Rows, flat, rung_name
from tests.recordings.truth.words import period_label, side_name, team_id

_STATS = {
    "Points": "points",
    "Rebounds": "rebounds",
    "Assists": "assists",
    "3-PT Made": "three-pointers-made",
    "3-PT Attempted": "three-pointers-attempted",
    "Pts+Rebs": "points-rebounds",
    "Pts+Asts": "points-assists",
    "Rebs+Asts": "rebounds-assists",
    "Pts+Rebs+Asts": "points-rebounds-assists",
    "Fantasy Score": "fantasy-points",
    "Free Throws Made": "free-throws-made",
    "Offensive Rebounds": "offensive-rebounds",
    "Defensive Rebounds": "defensive-rebounds",
    "FG Attempted": "field-goals-attempted",
    "Turnovers": "turnovers",
    "Steals": "steals",
    "Blocked Shots": "blocks",
    "Blks+Stls": "blocks-steals",
}
_LIVE = {
    "Points": "points",
    "Rebounds": "rebounds",
    "Assists": "assists",
    "Steals": "steals",
    "BlockedShots": "blocks",
    "Turnovers": "turnovers",
    "PersonalFouls": "fouls",
    "MinutesPlayed": "minutes",
    "FantasyScore": "fantasy-points",
    "OffensiveRebounds": "offensive-rebounds",
    "DefensiveRebounds": "defensive-rebounds",
    "FieldGoalsMade": "field-goals-made",
    "FieldGoalsAttempted": "field-goals-attempted",
    "TwoPointersMade": "two-pointers-made",
    "TwoPointersAttempted": "two-pointers-attempted",
    "ThreePointersMade": "three-pointers-made",
    "ThreePointersAttempted": "three-pointers-attempted",
    "FreeThrowsMade": "free-throws-made",
    "FreeThrowsAttempted": "free-throws-attempted",
}
_TYPES = {"standard": "standard", "goblin": "discounted", "demon": "boosted"}
_STATUSES = {"scheduled": "scheduled", "in-progress": "live", "closed": "final", "final": "final"}
_OPPONENTS = {"CHI": "Chicago Bulls"}
"""Sides without a player on the board, by code."""


def read(body: Any, row: dict[str, Any]) -> Rows:
    """Return every field of a board's games and rows, and of the box scores so far."""
    league = row["league"]
    included = {(each["type"], each["id"]): each for each in body["included"]}
    codes = _full_names(body)
    rows: Rows = {}
    for (kind, _), game in included.items():
        if kind == "game":
            rows |= _game(game, included, league)
    rows |= _games_without_objects(body, included, codes)
    ladders: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each in body["data"]:
        stat = _STATS[each["attributes"]["stat_type"].removesuffix(" (Combo)")]
        rung = _rung(each["attributes"]) | {"native_id": each["id"]}
        players = _players(each, included, codes, league)
        name = "+".join(player["name"] for player in players)
        ladder = ladders.setdefault((each["attributes"]["game_id"], name, stat), {"lines": {}, "players": players})
        ladder["lines"][rung_name(rung)] = rung
        rows |= _box_score(each, included, players)
    for (game_id, name, stat), ladder in ladders.items():
        rows |= flat(("prop", game_id, "prizepicks", name, stat, "game"), ladder)
    return rows


def _full_names(body: Any) -> dict[str, str]:
    players = [each["attributes"] for each in body["included"] if each["type"] == "new_player"]
    return {
        each["team"]: side_name(f"{each['market']} {each['team_name']}")
        for each in players
        if not each["combo"] and each.get("market") and each.get("team_name")
    }


def _game(game: Any, included: Any, league: str) -> Rows:
    facts, info = game["attributes"], game["attributes"]["metadata"]["game_info"]
    teams = {}
    for side in ("home", "away"):
        team = included["team", game["relationships"][f"{side}_team_data"]["data"]["id"]]["attributes"]
        teams[side] = side_name(f"{team['market']} {team['name']}")
    score = info.get("score") or {}
    period, clock = info.get("period"), info.get("clock")
    return flat(
        ("game", facts["external_game_id"]),
        {
            "start_time": _in_utc(facts["start_time"]),
            "start_time_confirmed": True,
            "status": _STATUSES[facts["status"]],
            "score": score and {"home": score["home"], "away": score["away"], "source": "prizepicks"},
            "period": period,
            "period_label": period and period_label(league, period),
            "clock": clock and {"text": clock, "seconds": _seconds(clock), "direction": "down"},
            **{side: {"name": teams[side], "score": score.get(side)} for side in teams},
        },
    )


def _games_without_objects(body: Any, included: Any, codes: dict[str, str]) -> Rows:
    """Return the games of old boards: the pairs of a player's own side and of the opponent beside it."""
    if any(kind == "game" for kind, _ in included):
        return {}
    rows: Rows = {}
    for each in body["data"]:
        player = included["new_player", each["relationships"]["new_player"]["data"]["id"]]["attributes"]
        if not player["combo"]:
            pair = sorted((player["team"], each["attributes"]["description"]))
            start = _in_utc(each["attributes"]["start_time"])
            names = _OPPONENTS | codes
            sides = {side: {"name": names[code]} for side, code in zip(("home", "away"), pair, strict=True)}
            facts = {"start_time": start, "start_time_confirmed": True, "status": "scheduled"}
            rows |= flat(("game", each["attributes"]["game_id"]), facts | sides)
    return rows


def _players(row: Any, included: Any, codes: dict[str, str], league: str) -> list[dict[str, Any]]:
    reference = row["relationships"]["new_player"]["data"]["id"]
    player = included["new_player", reference]["attributes"]
    if not player["combo"]:
        facts = {"native_id": reference, "position": player["position"], "jersey": player.get("jersey_number")}
        return [{"name": player["name"].strip(), "team": team_id(league, codes[player["team"]])} | facts]
    names = [each.strip() for each in player["name"].split("+")]
    teams = player["team"].split("/")
    return [
        {"name": name, "team": team_id(league, codes[team]) if len(teams) == len(names) else None}
        for name, team in zip(names, teams if len(teams) == len(names) else names, strict=True)
    ]


def _rung(facts: Any) -> dict[str, Any]:
    sale = facts["flash_sale_line_score"]
    line_type = _TYPES[facts["odds_type"]]
    return {
        "line": facts["line_score"] if sale is None else sale,
        "regular_line": None if sale is None else facts["line_score"],
        "line_type": line_type,
        "sides": ["over", "under"] if line_type == "standard" else ["over"],
        "adjusted": facts["adjusted_odds"],
        "promo": bool(facts["is_promo"]) or sale is not None,
        "suspended": facts["status"] == "suspended",
        "mapped": True,
    }


def _box_score(row: Any, included: Any, players: list[dict[str, Any]]) -> Rows:
    reference = row["relationships"].get("score", {}).get("data")
    score = reference and included.get(("score", reference["id"]))
    if not score or len(players) > 1 or not score["attributes"]["details"]:
        return {}
    details = score["attributes"]["details"]
    stats = {word: details[key] for key, word in _LIVE.items() if key in details}
    name = ("stats", row["attributes"]["game_id"], players[0]["native_id"])
    return flat(name, {"player": players[0], "stats": stats})


def _seconds(clock: str) -> int:
    minutes, _, seconds = clock.partition(":")
    return int(minutes) * 60 + int(seconds)


def _in_utc(written: str) -> str:
    return datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
