"""PrizePicks' bodies: the list of leagues, and a league's board as one JSON:API document."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from a1_sandbox.leagues import PRIZEPICKS_BOARDS
from a1_sandbox.world import chance
from a1_sandbox.world.bodies.odds_api import number
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.people import Player, roster_of
from a1_sandbox.world.props import Ladder, Rung, prizepicks_ladders
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.team import Team
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, LineType, Provider

Json = dict[str, Any]

_EASTERN = ZoneInfo("America/New_York")
_DURATION = "11"
_SINGLE_STAT = "2"
_ODDS_TYPES = {LineType.STANDARD: "standard", LineType.DISCOUNTED: "goblin", LineType.BOOSTED: "demon"}
_SCORED = {
    StatType.POINTS: "Points",
    StatType.REBOUNDS: "Rebounds",
    StatType.ASSISTS: "Assists",
    StatType.THREE_POINTERS_MADE: "ThreePointersMade",
    StatType.STEALS: "Steals",
    StatType.TURNOVERS: "Turnovers",
}


def leagues(boards: Mapping[str, Sequence[Game]], moment: Moment) -> Json:
    """The catalogue, with the number of rows on each board."""
    counts = {
        place: sum(len(ladder.rungs) for game in games for ladder in prizepicks_ladders(game, moment))
        for place, games in boards.items()
    }
    return {"data": [_league(place) | {"attributes": _league_attributes(place, counts[place])} for place in counts]}


def board(place: str, games: Sequence[Game], moment: Moment) -> Json:
    """All lines of a league. An empty board has no `included`."""
    rows: list[Json] = []
    included: dict[tuple[str, str], Json] = {}
    for game in games:
        if Provider.PRIZEPICKS not in game.carried_by:
            continue
        for ladder in prizepicks_ladders(game, moment):
            rows += _rows(place, game, ladder, moment, included)
    document: Json = {"data": rows}
    if rows:
        document["included"] = list(included.values())
    document["links"] = {"self": f"partner-api.prizepicks.com/projections?league_id={place}"}
    document["meta"] = {"current_page": 1, "total_pages": 1}
    return document


def _rows(place: str, game: Game, ladder: Ladder, moment: Moment, included: dict[tuple[str, str], Json]) -> list[Json]:
    state = moment.situation(game)
    team, opponent = (game.home, game.away) if ladder.side == 0 else (game.away, game.home)
    player = roster_of(game.seed, game.league, team)[ladder.slot]
    related = {
        "duration": _include(included, "duration", _DURATION, {"name": "Full"}),
        "game": _include_game(included, game, state),
        "league": _include(included, "league", place, _league_attributes(place, 0)),
        "new_player": _include_player(included, place, game, team, player),
        "projection_type": _include(included, "projection_type", _SINGLE_STAT, {"name": "Single Stat"}),
        "score": _include_score(included, game, ladder, state),
        "stat_type": _include_stat(included, place, ladder),
    }
    return [
        _row(game, ladder, rung, rung.line, opponent, state, related) for rung in ladder.rungs if rung.line is not None
    ]


def _row(
    game: Game,
    ladder: Ladder,
    rung: Rung,
    line: Decimal,
    opponent: Team,
    state: Situation,
    related: dict[str, Json | None],
) -> Json:
    words = (game.seed, game.key, ladder.stat.stat, ladder.side, ladder.slot, line, rung.line_type)
    is_live = state.status is EventStatus.LIVE
    standard = rung.line_type is LineType.STANDARD
    ids = {name: (each or {}).get("id") for name, each in related.items()}
    game_id = game.id_at(Provider.PRIZEPICKS)
    return {
        "type": "projection",
        "id": str(20_000_000 + chance.number("projection", *words) % 79_999_987),
        "attributes": {
            "adjusted_odds": None if standard else True,
            "board_time": _eastern(game.starts_at - timedelta(hours=20)),
            "custom_image": None,
            "description": opponent.prizepicks_code,
            "end_time": None,
            "event_type": "team",
            "flash_sale_line_score": None,
            "game_id": game_id,
            "group_key": f"{ids['new_player']}-{ids['stat_type']}-{game_id}-{_DURATION}-false",
            "hr_20": True,
            "in_game": is_live,
            "is_live": is_live,
            "is_live_scored": True,
            "is_promo": False,
            "line_score": number(line),
            "odds_type": _ODDS_TYPES[rung.line_type],
            "projection_type": "Single Stat",
            "rank": 1 + chance.number("rank", *words) % 900,
            "refundable": True,
            "start_time": _eastern(game.starts_at),
            "stat_display_name": ladder.stat.prizepicks_name,
            "stat_type": ladder.stat.prizepicks_name,
            "status": "in_progress" if is_live else "pre_game",
            "today": True,
            "trending_count": chance.number("trend", *words) % 5000,
            "tv_channel": None,
            "updated_at": _eastern(ladder.moved.at),
        },
        "relationships": {name: {"data": _reference(each)} for name, each in related.items()},
    }


def _include(included: dict[tuple[str, str], Json], kind: str, number_: str, attributes: Json, **related: Json) -> Json:
    document: Json = {"type": kind, "id": number_, "attributes": attributes}
    if related:
        document["relationships"] = {name: {"data": each} for name, each in related.items()}
    return included.setdefault((kind, number_), document)


def _include_game(included: dict[tuple[str, str], Json], game: Game, state: Situation) -> Json:
    is_live = state.status is EventStatus.LIVE
    said = "in-progress" if is_live else "scheduled"
    listed_at = _eastern(game.starts_at - timedelta(days=5))
    info: Json = {
        "teams": {
            "away": {"abbreviation": game.away.prizepicks_code},
            "home": {"abbreviation": game.home.prizepicks_code},
        }
    }
    external = game.id_at(Provider.PRIZEPICKS)
    attributes = {
        "created_at": listed_at,
        "end_time": None,
        "external_game_id": external,
        "is_live": is_live,
        "metadata": {"game_id": external, "game_info": info, "league_name": game.league.upper(), "status": said},
        "start_time": _eastern(game.starts_at),
        "status": said,
        "updated_at": listed_at,
    }
    return _include(
        included,
        "game",
        str(100_000 + chance.number(game.seed, "board-game", game.key) % 899_981),
        attributes,
        home_team_data=_reference(_include_team(included, game, game.home)) or {},
        away_team_data=_reference(_include_team(included, game, game.away)) or {},
    )


def _include_team(included: dict[tuple[str, str], Json], game: Game, team: Team) -> Json:
    attributes = {
        "abbreviation": team.prizepicks_code,
        "market": team.location,
        "name": team.nickname,
        "primary_color": "1D428A",
        "secondary_color": "FFFFFF",
        "tertiary_color": "1D428A",
    }
    return _include(included, "team", str(1000 + chance.number("team", game.league, team.espn_id) % 89_989), attributes)


def _include_player(included: dict[tuple[str, str], Json], place: str, game: Game, team: Team, player: Player) -> Json:
    attributes = {
        "combo": False,
        "display_name": player.name,
        "image_url": f"https://static.prizepicks.com/images/players/{player.prizepicks_id}.webp",
        "jersey_number": player.jersey,
        "league": PRIZEPICKS_BOARDS[place][0],
        "league_id": int(place),
        "market": team.location,
        "name": player.name,
        "position": player.position,
        "ppid": f"pp_{player.prizepicks_id}",
        "team": team.prizepicks_code,
        "team_name": team.nickname,
    }
    return _include(
        included,
        "new_player",
        player.prizepicks_id,
        attributes,
        league={"type": "league", "id": place},
        team_data=_reference(_include_team(included, game, team)) or {},
    )


def _include_stat(included: dict[tuple[str, str], Json], place: str, ladder: Ladder) -> Json:
    name = ladder.stat.prizepicks_name
    number_ = str(10 + chance.number("stat", place, name) % 9_973)
    return _include(included, "stat_type", number_, {"lfg_ignored_leagues": [], "name": name, "rank": 3})


def _include_score(included: dict[tuple[str, str], Json], game: Game, ladder: Ladder, state: Situation) -> Json | None:
    """Rows in play carry what the player has done so far."""
    line = state.tally.box.get((ladder.side, ladder.slot))
    if state.status is not EventStatus.LIVE or not line:
        return None
    details = {name: line[stat] for stat, name in _SCORED.items() if line.get(stat)}
    attributes = {
        "details": details,
        "is_final": False,
        "is_off_the_board": False,
        "score": line.get(ladder.stat.stat, 0),
        "unders_win_dnp": False,
    }
    words = (game.seed, "score", game.key, ladder.side, ladder.slot, ladder.stat.stat)
    return _include(included, "score", str(5_000_000 + chance.number(*words) % 4_999_999), attributes)


def _league(place: str) -> Json:
    return {"type": "league", "id": place, "attributes": {}, "relationships": {"projection_filters": {"data": []}}}


def _league_attributes(place: str, count: int) -> Json:
    return {
        "active": True,
        "f2p_enabled": True,
        "icon": "sports",
        "image_url": f"https://static.prizepicks.com/images/leagues/production/{place}.svg",
        "last_five_games_enabled": True,
        "league_icon_id": int(place),
        "name": PRIZEPICKS_BOARDS[place][0],
        "parent_id": None,
        "parent_name": None,
        "projections_count": count,
        "rank": 30,
        "show_trending": True,
    }


def _reference(document: Json | None) -> Json | None:
    return None if document is None else {"type": document["type"], "id": document["id"]}


def _eastern(moment: datetime) -> str:
    """Eastern time with milliseconds and a numeric offset."""
    return moment.astimezone(_EASTERN).isoformat(timespec="milliseconds")
