"""What four providers answer about a slate, each in its own shape, written as recordings with their manifest."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.slates.slate import SlateGame, Spelled

from a1_schemas.leagues import League, prizepicks_boards
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport

FETCHED_AT = datetime(2026, 9, 5, 12, tzinfo=UTC)
EASTERN = ZoneInfo("America/New_York")
PRODUCTS = {
    League.NBA: "nba/trial/v8/en/games/2026/09/05/schedule.json",
    League.WNBA: "wnba/trial/v8/en/games/2026/09/05/schedule.json",
    League.NCAAM: "ncaamb/trial/v8/en/games/2026/09/05/schedule.json",
    League.NFL: "nfl/official/trial/v7/en/games/current_week/schedule.json",
    League.NCAAF: "ncaafb/trial/v7/en/games/current_week/schedule.json",
    League.MLB: "mlb/trial/v8/en/games/2026/09/05/schedule.json",
    League.NHL: "nhl/trial/v7/en/games/2026/09/05/schedule.json",
}
COMPETITIONS = {League.EPL: ("sr:competition:17", "Premier League"), League.MLS: ("sr:competition:242", "MLS")}


def write(folder: Path, games: list[SlateGame]) -> None:
    """The slate as recordings: a folder of bodies with their manifest."""
    rows: list[dict[str, Any]] = []
    for league in League:
        ours = [game for game in games if game.league is league]
        for provider, feed, path, parameters, body in _bodies(league, ours):
            name = f"{provider}-{league}-{feed}.json"
            (folder / name).write_text(json.dumps(body))
            rows.append(_row(name, provider, feed, league, path, parameters))
    soccer = [game for game in games if game.league.traits.sport is Sport.SOCCER]
    for provider, feed, path, parameters, body in _mixed_bodies(soccer):
        name = f"{provider}-soccer-{feed}.json"
        (folder / name).write_text(json.dumps(body))
        rows.append(_row(name, provider, feed, "multi", path, parameters))
    (folder / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


Body = tuple[Provider, str, str, dict[str, str], Any]


def _row(
    name: str, provider: Provider, feed: str, league: str, path: str, parameters: dict[str, str]
) -> dict[str, Any]:
    return {
        "file": name,
        "provider": provider,
        "feed": feed,
        "sport": "any",
        "league": league,
        "request": {"path": path, "params": parameters},
        "status": 200,
        "fetched_at": _text(FETCHED_AT),
        "format": "json",
    }


def _bodies(league: League, games: list[SlateGame]) -> Iterator[Body]:
    espn, odds = f"/apis/site/v2/sports/{league.traits.espn.path}", f"/v4/sports/{league.traits.odds_api_key}"
    yield Provider.ESPN, "scoreboard", f"{espn}/scoreboard", {}, _scoreboard(games)
    yield Provider.ODDS, "odds", f"{odds}/odds", {"oddsFormat": "decimal"}, _odds(games)
    if league in PRODUCTS:
        yield Provider.SPORTRADAR, "schedule", f"/{PRODUCTS[league]}", {}, _schedule(league, games)
    board = league.prizepicks_board.id
    if league.traits.sport is not Sport.SOCCER:
        yield Provider.PRIZEPICKS, "projections", "/projections", {"league_id": board}, _projections(board, games)


def _mixed_bodies(games: list[SlateGame]) -> Iterator[Body]:
    path = "/soccer/trial/v4/en/schedules/2026-09-05/schedules.json"
    yield Provider.SPORTRADAR, "schedule", path, {}, {"schedules": [_sport_event(game) for game in games]}
    board = League.EPL.prizepicks_board.id
    yield Provider.PRIZEPICKS, "projections", "/projections", {"league_id": board}, _projections(board, games)


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _scoreboard(games: list[SlateGame]) -> dict[str, Any]:
    return {"events": [_espn_event(game) for game in games]}


def _espn_event(game: SlateGame) -> dict[str, Any]:
    start = _text(game.starts[Provider.ESPN])
    status = {"type": {"name": "STATUS_SCHEDULED", "state": "pre", "completed": False}}
    competitors = [
        {
            "homeAway": place,
            "score": "0",
            "team": {"displayName": side.names[Provider.ESPN], "abbreviation": side.code},
        }
        for place, side in zip(("home", "away"), game.sides(Provider.ESPN), strict=True)
    ]
    native_id = game.ids[Provider.ESPN]
    competition = {"id": native_id, "date": start, "timeValid": True, "competitors": competitors, "status": status}
    return {"id": native_id, "date": start, "status": status, "competitions": [competition]}


def _odds(games: list[SlateGame]) -> list[dict[str, Any]]:
    return [_odds_event(game) for game in games]


def _odds_event(game: SlateGame) -> dict[str, Any]:
    home, away = (side.names[Provider.ODDS] for side in game.sides(Provider.ODDS))
    outcomes = [{"name": home, "price": 1.8}, {"name": away, "price": 2.1}]
    updated = _text(FETCHED_AT - timedelta(minutes=1))
    market = {"key": "h2h", "last_update": updated, "outcomes": outcomes}
    return {
        "id": game.ids[Provider.ODDS],
        "sport_key": game.league.traits.odds_api_key,
        "commence_time": _text(game.starts[Provider.ODDS]),
        "home_team": home,
        "away_team": away,
        "bookmakers": [{"key": "fanduel", "title": "FanDuel", "last_update": updated, "markets": [market]}],
    }


def _schedule(league: League, games: list[SlateGame]) -> dict[str, Any]:
    rows = [
        {
            "id": game.ids[Provider.SPORTRADAR],
            "status": "scheduled",
            "scheduled": _text(game.starts[Provider.SPORTRADAR]),
            "home": {"name": game.sides(Provider.SPORTRADAR)[0].names[Provider.SPORTRADAR]},
            "away": {"name": game.sides(Provider.SPORTRADAR)[1].names[Provider.SPORTRADAR]},
        }
        for game in games
    ]
    if league.traits.sport is Sport.AMERICAN_FOOTBALL:
        return {"week": {"games": rows}}
    return {"date": "2026-09-05", "games": rows}


def _sport_event(game: SlateGame) -> dict[str, Any]:
    competition_id, name = COMPETITIONS[game.league]
    competitors = [
        {"id": f"sr:competitor:{9_000_000 + number}", "name": side.names[Provider.SPORTRADAR], "qualifier": qualifier}
        for number, (qualifier, side) in enumerate(zip(("home", "away"), game.sides(Provider.SPORTRADAR), strict=True))
    ]
    return {
        "sport_event": {
            "id": game.ids[Provider.SPORTRADAR],
            "start_time": _text(game.starts[Provider.SPORTRADAR]),
            "start_time_confirmed": True,
            "sport_event_context": {"competition": {"id": competition_id, "name": name}},
            "competitors": competitors,
        },
        "sport_event_status": {"status": "not_started", "match_status": "not_started"},
    }


def _projections(board: str, games: list[SlateGame]) -> dict[str, Any]:
    """One player of each home team, with one line."""
    data: list[dict[str, Any]] = []
    included: list[dict[str, Any]] = [{"type": "league", "id": board, "attributes": {"name": "board"}}]
    name = next(each.name for each in prizepicks_boards() if each.id == board)
    included[0]["attributes"]["name"] = name
    for number, game in enumerate(games, 1):
        home, away = game.sides(Provider.PRIZEPICKS)
        start = game.starts[Provider.PRIZEPICKS].astimezone(EASTERN).isoformat()
        included.append(_prizepicks_player(number, name, home))
        included.append(_prizepicks_game(number, game, home, away, start))
        data.append(_projection(board, number, game, away, start))
    return {"data": data, "included": included, "meta": {"current_page": 1, "total_pages": 1}}


def _prizepicks_player(number: int, league: str, team: Spelled) -> dict[str, Any]:
    attributes = {"name": f"Player Number{number}", "team": team.code, "league": league, "combo": False}
    return {"type": "new_player", "id": f"p{number}", "attributes": attributes}


def _prizepicks_game(number: int, game: SlateGame, home: Spelled, away: Spelled, start: str) -> dict[str, Any]:
    teams = {"home": {"abbreviation": home.code}, "away": {"abbreviation": away.code}}
    metadata = {"game_info": {"teams": teams}, "league_name": game.league.upper(), "status": "scheduled"}
    native_id = game.ids[Provider.PRIZEPICKS]
    attributes = {"external_game_id": native_id, "start_time": start, "status": "scheduled", "metadata": metadata}
    return {"type": "game", "id": f"g{number}", "attributes": attributes}


def _projection(board: str, number: int, game: SlateGame, away: Spelled, start: str) -> dict[str, Any]:
    statistic = {
        Sport.BASKETBALL: "Points",
        Sport.AMERICAN_FOOTBALL: "Pass Yards",
        Sport.BASEBALL: "Total Bases",
        Sport.ICE_HOCKEY: "Shots On Goal",
        Sport.SOCCER: "Shots",
    }[game.league.traits.sport]
    related = {"new_player": f"p{number}", "league": board, "game": f"g{number}"}
    return {
        "type": "projection",
        "id": f"{board}{number:04}",
        "attributes": {
            "line_score": 12.5,
            "stat_type": statistic,
            "odds_type": "standard",
            "status": "pre_game",
            "description": away.code,
            "start_time": start,
            "game_id": game.ids[Provider.PRIZEPICKS],
        },
        "relationships": {name: {"data": {"type": name, "id": each}} for name, each in related.items()},
    }
