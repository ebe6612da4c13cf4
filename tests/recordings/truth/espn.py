"""Reads ESPN's scoreboards and summaries with plain JSON: what each field of a game must be."""

import re
from typing import Any

from tests.recordings.truth import espn_figures, espn_offers
from tests.recordings.truth.rows import Rows, flat
from tests.recordings.truth.words import SOCCER, line_score, period_label, regulation, side_name

_STATUSES = {
    "STATUS_SCHEDULED": "scheduled",
    "STATUS_IN_PROGRESS": "live",
    "STATUS_HALFTIME": "live",
    "STATUS_END_PERIOD": "live",
    "STATUS_FIRST_HALF": "live",
    "STATUS_SECOND_HALF": "live",
    "STATUS_RAIN_DELAY": "live",
    "STATUS_FINAL": "final",
    "STATUS_FULL_TIME": "final",
    "STATUS_POSTPONED": "postponed",
}
_SEASONS = {1: "preseason", 2: "regular", 3: "postseason", 5: "postseason"}
_BASES = {"onFirst": 1, "onSecond": 2, "onThird": 3}


def read(body: Any, row: dict[str, Any]) -> Rows:
    """Return every field of a scoreboard's games and offers, or of a summary's game, offers and box scores."""
    league = row["league"]
    if "events" in body:
        rows: Rows = {}
        for event in body["events"]:
            competition = event["competitions"][0]
            game = _game(event, competition, league)
            rows |= flat(("game", competition["id"]), game)
            rows |= espn_offers.read(competition["id"], competition.get("odds"), game["status"], league)
        return rows
    header = body["header"]
    competition = header["competitions"][0]
    if "venue" in body.get("gameInfo", {}):
        competition = {"venue": body["gameInfo"]["venue"]} | competition
    game = _game(header, competition, league)
    rows = flat(("game", competition["id"]), game)
    rows |= espn_offers.read(competition["id"], body.get("pickcenter"), game["status"], league)
    return rows | espn_figures.read(competition["id"], body, league, game["status"])


def _game(event: Any, competition: Any, league: str) -> dict[str, Any]:
    shown = competition["status"]
    sides = {side["homeAway"]: side for side in competition["competitors"]}
    status = _STATUSES[shown["type"]["name"]]
    has_begun = status in ("live", "final")
    season = event.get("season", {})
    is_play_off = _SEASONS.get(season.get("type")) == "postseason"
    scores = {side: int(sides[side]["score"]) if has_begun else None for side in sides}
    return {
        "start_time": competition["date"].replace("Z", ":00Z")
        if len(competition["date"]) == 17
        else competition["date"],
        "start_time_confirmed": competition.get("timeValid") is not False,
        "status": status,
        "score": scores | {"source": "espn"} if has_begun else None,
        "detail": shown["type"]["detail"] if status != "scheduled" else None,
        "season": {"year": season.get("year"), "type": _SEASONS.get(season.get("type"))},
        "week": week.get("number") if isinstance(week := event.get("week"), dict) else week,
        "neutral_site": competition.get("neutralSite"),
        "venue": _venue(competition.get("venue")),
        "broadcasts": _broadcasts(competition),
        "weather": _weather(event.get("weather")),
        "pitchers": {side: _pitcher(sides[side]) for side in sides},
        **{side: {"name": side_name(sides[side]["team"]["displayName"]), "score": scores[side]} for side in sides},
        **(_course(shown, competition, sides, league, status, is_play_off=is_play_off) if has_begun else {}),
        **_of_notes(competition, sides, league, is_play_off=is_play_off),
    }


def _course(shown: Any, competition: Any, sides: Any, league: str, status: str, *, is_play_off: bool) -> dict[str, Any]:
    points = [
        [each.get("value", each.get("displayValue")) for each in sides[side].get("linescores", ())]
        for side in ("home", "away")
    ]
    points = [[None if each is None else int(float(each)) for each in side] for side in points]
    periods = line_score(league, *points, is_play_off=is_play_off)
    period = shown.get("period") or (periods[-1]["number"] if periods and status == "final" else None)
    words = re.match(r"(top|mid|bot|end)", shown["type"]["detail"], re.IGNORECASE)
    half = None
    if league == "mlb" and status == "live" and words:
        half = {"top": "top", "mid": "top", "bot": "bottom", "end": "bottom"}[words[1].casefold()]
    label = period and period_label(league, period, half=half, is_play_off=is_play_off)
    is_break = shown["type"]["name"] == "STATUS_HALFTIME"
    found = {
        "period": period,
        "half": half,
        "period_label": "HT" if is_break else label,
        "periods": periods,
        "regulation": regulation(league, periods, is_over=status == "final"),
    }
    if status == "live":
        found |= {
            "situation": _situation(competition, sides, league),
            "clock": _clock(shown, league, is_break=is_break),
        }
    return found


def _clock(shown: Any, league: str, *, is_break: bool) -> dict[str, Any] | None:
    if league == "mlb":
        return None
    written = shown["displayClock"]
    direction = "up" if league in ("epl", "mls") else "down"
    seconds = shown["clock"] or None
    if match := re.fullmatch(r"(\d+):(\d\d)", written):
        seconds = int(match[1]) * 60 + int(match[2])
    elif re.fullmatch(r"\d+(\.\d+)?", written):
        seconds = float(written)
    return {"text": written, "seconds": seconds, "direction": direction, "running": False if is_break else None}


def _situation(competition: Any, sides: Any, league: str) -> dict[str, Any]:
    found = competition.get("situation", {})
    has_down = found.get("down", 0) > 0
    side = next((side for side in sides if sides[side]["team"]["id"] == found.get("possession")), None)
    bases = [number for key, number in _BASES.items() if found.get(key)]
    cards = {
        side: {
            "yellow": len([each for each in competition["details"] if _is(each, "yellowCard", sides[side])]),
            "red": len([each for each in competition["details"] if _is(each, "redCard", sides[side])]),
        }
        for side in (sides if league in SOCCER else ())
    }
    return {
        "cards": cards,
        "possession": side,
        "down": found["down"] if has_down else None,
        "distance": found["distance"] if has_down else None,
        "yard_line": found.get("possessionText"),
        "bases": bases,
        **{key: found.get(key) for key in ("outs", "balls", "strikes")},
        **{key: found.get(key, {}).get("athlete", {}).get("displayName") for key in ("batter", "pitcher")},
    }


def _is(detail: Any, word: str, side: Any) -> bool:
    return detail[word] and detail["team"]["id"] == side["team"]["id"]


def _of_notes(competition: Any, sides: Any, league: str, *, is_play_off: bool) -> dict[str, Any]:
    headline = next((note["headline"] for note in competition.get("notes", ()) if note.get("headline")), "")
    number = re.search(r"\bgame (\d)", headline, re.IGNORECASE)
    if not is_play_off:
        return {"game_number": int(number[1]) if number and (league == "mlb" or "oubleheader" in headline) else None}
    found = competition.get("series", [])
    series = next((each for each in (found if isinstance(found, list) else [found]) if each["type"] == "playoff"), {})
    wins = {each["id"]: each["wins"] for each in series.get("competitors", ())}
    return {
        "round": re.split(r"\s*[-,]?\s*\bgame \d", headline, flags=re.IGNORECASE)[0] or None,
        "series": {
            "game": int(number[1]) if number else None,
            "of": series.get("totalCompetitions"),
            **{f"{side}_wins": wins.get(sides[side]["id"]) for side in sides},
        },
    }


def _venue(venue: Any) -> dict[str, Any] | None:
    if venue is None:
        return None
    address = venue.get("address", {})
    place = {key: address.get(key) for key in ("city", "state", "country")}
    return {"name": venue["fullName"], "indoor": venue.get("indoor")} | place


def _broadcasts(competition: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in competition.get("broadcasts", ()):
        market = each["market"]["type"].casefold() if isinstance(each["market"], dict) else each["market"]
        if each.get("type", {}).get("shortName") != "Radio":
            names = each.get("names") or [each["media"]["shortName"]]
            found += [{"name": name, "market": market} for name in names]
    return found


def _weather(weather: Any) -> dict[str, Any] | None:
    if weather is None:
        return None
    fahrenheit = weather.get("temperature")
    degrees = None if fahrenheit is None else round((fahrenheit - 32) * 5 / 9, 1)
    return {"text": weather.get("displayValue"), "temperature_c": degrees}


def _pitcher(side: Any) -> str | None:
    names = [
        each["athlete"]["displayName"]
        for each in side.get("probables", ())
        if each["name"] == "probableStartingPitcher"
    ]
    return names[0] if names else None
