"""Reads Sportradar's schedules, results and summaries with plain JSON: what each field of a game must be."""

import re
from datetime import UTC, datetime
from typing import Any

from tests.recordings.truth import sportradar_figures
from tests.recordings.truth.rows import Rows, flat
from tests.recordings.truth.words import line_score, period_label, regulation, side_name

_STATUSES = {"scheduled": "scheduled", "inprogress": "live", "closed": "final", "complete": "final"}
_SEASONS = {"PRE": "preseason", "REG": "regular", "PST": "postseason"}


def read(body: Any, row: dict[str, Any]) -> Rows:
    """Return every field of a schedule's games or a result's matches, or of one game and its box scores."""
    league = row["league"]
    rows: Rows = {}
    if "results" in body:
        for result in body["results"]:
            rows |= _match(result, body["generated_at"], league)
        return rows
    if "games" in body:
        for game in body["games"]:
            rows |= _game(game, league)
        return rows
    game = body.get("game", body)
    return _game(game, league) | sportradar_figures.read(game, league, _STATUSES[game["status"]])


def _game(game: Any, league: str) -> Rows:
    apart = game.get("summary", game)
    sides = {side: apart[side] for side in ("home", "away")}
    status = _STATUSES[game["status"]]
    has_begun = status in ("live", "final")
    points = {side: _points(game, side, sides[side]) if has_begun else None for side in sides}
    has_score = None not in points.values()
    facts = {
        "start_time": _in_utc(game["scheduled"]),
        "start_time_confirmed": True,
        "status": status,
        "score": points | {"source": "sportradar"} if has_score else None,
        "neutral_site": game.get("neutral_site"),
        "venue": _venue(apart.get("venue"), league),
        "broadcasts": _broadcasts(game),
        "weather": _weather(game.get("weather")),
        "pitchers": {
            side: _name(sides[side].get("starting_pitcher") or sides[side].get("probable_pitcher")) for side in sides
        },
        "season": _season(apart.get("season")),
        "week": apart.get("week", {}).get("sequence"),
        **{side: {"name": _side(sides[side]), "score": points[side]} for side in sides},
    }
    return flat(("game", game["id"]), facts | _course(game, sides, league, status))


def _course(game: Any, sides: Any, league: str, status: str) -> dict[str, Any]:
    key = "runs" if league == "mlb" else "points"
    scoring = [
        [each[key] if each[key] != "X" else None for each in sides[side].get("scoring", ())]
        for side in ("home", "away")
    ]
    periods = line_score(league, *scoring)
    period = game.get("quarter") or game.get("period") or game.get("final", {}).get("inning")
    return {
        "period": period,
        "period_label": period and period_label(league, period),
        "periods": periods,
        "regulation": regulation(league, periods, is_over=status == "final"),
    }


def _points(game: Any, side: str, team: Any) -> Any:
    return team.get("points", team.get("runs", game.get(f"{side}_points")))


def _side(team: Any) -> str:
    return side_name(f"{team['market']} {team['name']}" if "market" in team else team["name"])


def _venue(venue: Any, league: str) -> dict[str, Any] | None:
    if venue is None:
        return None
    roof = {"dome": True, "outdoor": False}.get(venue.get("roof_type"))
    places = {
        "city": venue.get("city", venue.get("city_name")),
        "country": venue.get("country", venue.get("country_name")),
    }
    return {"name": venue["name"], "state": venue.get("state"), "indoor": roof} | places


def _broadcasts(game: Any) -> list[dict[str, Any]]:
    found = game.get("broadcasts") or ([game["broadcast"]] if "broadcast" in game else [])
    return [
        {"name": each["network"], "market": each.get("locale", "").casefold() or None}
        for each in found
        if "network" in each
    ]


def _weather(written: str | None) -> dict[str, Any] | None:
    found = re.fullmatch(r"(.*) Temp: (\d+) F, Humidity: \d+%, Wind: \w+ (\d+) mph", written or "")
    if found is None:
        return None
    celsius, kilometres = round((int(found[2]) - 32) * 5 / 9, 1), round(int(found[3]) * 1.609344, 1)
    return {"text": found[1], "temperature_c": celsius, "wind_kmh": kilometres}


def _season(season: Any) -> dict[str, Any] | None:
    return season and {"year": season["year"], "type": _SEASONS[season["type"]]}


def _name(person: Any) -> str | None:
    return person and f"{person['preferred_name']} {person['last_name']}"


def _match(result: Any, observed_at: str, league: str) -> Rows:
    match, status = result["sport_event"], result["sport_event_status"]
    sides = {each["qualifier"]: each["name"] for each in match["competitors"]}
    scores = {side: status[f"{side}_score"] for side in sides}
    points = [[each[f"{side}_score"] for each in status["period_scores"]] for side in ("home", "away")]
    periods = line_score(league, *points)
    facts = {
        "start_time": _in_utc(match["scheduled"]),
        "start_time_confirmed": not match["start_time_tbd"],
        "status": _STATUSES[status["status"]],
        "observed_at": _in_utc(observed_at),
        "score": scores | {"source": "sportradar"},
        "period": periods[-1]["number"],
        "period_label": periods[-1]["label"],
        "periods": periods,
        "regulation": regulation(league, periods, is_over=True),
        "season": {"year": 2000 + int(match["season"]["year"].split("/")[0])},
        "round": str(match["tournament_round"]["number"]),
        "venue": _venue(match["venue"], league),
        **{side: {"name": side_name(name.removesuffix(" FC")), "score": scores[side]} for side, name in sides.items()},
    }
    return flat(("game", match["id"]), facts)


def _in_utc(written: str) -> str:
    return datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
