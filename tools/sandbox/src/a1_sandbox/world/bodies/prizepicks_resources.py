"""What PrizePicks' rows refer to: players, teams, games, scores, statistics, each included once."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from a1_sandbox.leagues import PRIZEPICKS_NAMES, PRIZEPICKS_SEGMENTS
from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import Player
from a1_sandbox.world.props import Ladder
from a1_sandbox.world.rules import rules_of, sport_of
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.team import Team
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Sport

Json = dict[str, Any]
Included = dict[tuple[str, str], Json]
"""Each resource once, by type and id."""

_EASTERN = ZoneInfo("America/New_York")
_SCORED = {
    StatType.POINTS: "Points",
    StatType.REBOUNDS: "Rebounds",
    StatType.ASSISTS: "Assists",
    StatType.THREE_POINTERS_MADE: "ThreePointersMade",
    StatType.STEALS: "Steals",
    StatType.TURNOVERS: "Turnovers",
    StatType.BLOCKS: "BlockedShots",
    StatType.OFFENSIVE_REBOUNDS: "OffensiveRebounds",
    StatType.DEFENSIVE_REBOUNDS: "DefensiveRebounds",
    StatType.FIELD_GOALS_MADE: "FieldGoalsMade",
    StatType.FIELD_GOALS_ATTEMPTED: "FieldGoalsAttempted",
    StatType.THREE_POINTERS_ATTEMPTED: "ThreePointersAttempted",
    StatType.FREE_THROWS_MADE: "FreeThrowsMade",
    StatType.FREE_THROWS_ATTEMPTED: "FreeThrowsAttempted",
    StatType.FOULS: "PersonalFouls",
}

_GAME_STATUSES = {
    EventStatus.SCHEDULED: "scheduled",
    EventStatus.LIVE: "in-progress",
    EventStatus.FINAL: "final",
}


def include(included: Included, kind: str, number_: str, attributes: Json, **related: Json) -> Json:
    document: Json = {"type": kind, "id": number_, "attributes": attributes}
    if related:
        document["relationships"] = {name: {"data": each} for name, each in related.items()}
    return included.setdefault((kind, number_), document)


def include_game(included: Included, game: Game, state: Situation) -> Json:
    is_live = state.status is EventStatus.LIVE
    said = _GAME_STATUSES[state.status]
    listed_at = eastern(game.starts_at - timedelta(days=5))
    info: Json = {"teams": {"away": _side(game, game.away), "home": _side(game, game.home)}}
    if is_live:
        info |= _progress(state)
    external = game.id_at(Provider.PRIZEPICKS)
    timing = {
        "completed_at": eastern(state.changed_at) if state.status is EventStatus.FINAL else None,
        "finalized_at": None,
        "scheduled_at": _utc(game.starts_at),
        "started_at": eastern(game.kick_off) if state.has_begun else None,
    }
    attributes = {
        "created_at": listed_at,
        "end_time": None,
        "external_game_id": external,
        "is_live": is_live,
        "metadata": {
            "game_id": external,
            "game_info": info,
            "league_name": game.league.upper(),
            "on_court_tracking": False,
            "scored_with": "sportradar",
            "status": said,
            "timing": timing,
            "updated_at": _utc(state.changed_at),
        },
        "period_type": "regulation" if is_live else None,
        "sequence": state.period if is_live else None,
        "start_time": eastern(game.starts_at),
        "status": said,
        "updated_at": listed_at,
    }
    return include(
        included,
        "game",
        str(100_000 + chance.number(game.seed, "board-game", game.key) % 899_981),
        attributes,
        home_team_data=reference(include_team(included, game, game.home)) or {},
        away_team_data=reference(include_team(included, game, game.away)) or {},
    )


def _side(game: Game, team: Team) -> Json:
    number_ = chance.number("prizepicks team", game.league, team.espn_id)
    return {
        "abbreviation": team.prizepicks_code,
        "id": f"{game.league.upper()}_team_{number_:x}",
        "name": team.nickname,
    }


def _progress(state: Situation) -> Json:
    """Clock, period and score of a game in play."""
    rules = rules_of(state.game.league)
    total = rules.periods * rules.period_s // 60
    left = state.remaining_s if rules.counts_down else state.played_s
    home, away = state.tally.score
    return {
        "clock": f"{left // 60:02d}:{left % 60:02d}",
        "current_period": {
            "number": state.period,
            "sequence": state.period,
            "type": "regulation",
            "unit": "quarter" if rules.periods == 4 else "period",
        },
        "period": state.period,
        "progress": {"remaining": round(total * (1 - state.progress)), "total": total, "unit": "minute"},
        "score": {"away": away, "home": home},
    }


def include_team(included: Included, game: Game, team: Team) -> Json:
    attributes = {
        "abbreviation": team.prizepicks_code,
        "market": team.location,
        "name": team.nickname,
        "primary_color": "1D428A",
        "secondary_color": "FFFFFF",
        "tertiary_color": "1D428A",
    }
    return include(included, "team", str(1000 + chance.number("team", game.league, team.espn_id) % 89_989), attributes)


def include_player(included: Included, place: str, game: Game, team: Team, player: Player) -> Json:
    attributes = {
        "combo": False,
        "display_name": player.name,
        "image_url": f"https://static.prizepicks.com/images/players/{player.prizepicks_id}.webp",
        "jersey_number": player.jersey,
        "league": PRIZEPICKS_NAMES[place],
        "league_id": int(place),
        "market": team.location,
        "name": player.name,
        "position": player.position,
        "ppid": f"pp_{player.prizepicks_id}",
        "team": team.prizepicks_code,
        "team_name": team.nickname,
    }
    return include(
        included,
        "new_player",
        player.prizepicks_id,
        attributes,
        league={"type": "league", "id": place},
        team_data=reference(include_team(included, game, team)) or {},
    )


def include_stat(included: Included, place: str, ladder: Ladder) -> Json:
    name = ladder.stat.prizepicks_name
    number_ = str(10 + chance.number("stat", place, name) % 9_973)
    return include(included, "stat_type", number_, {"lfg_ignored_leagues": [], "name": name, "rank": 3})


def include_score(included: Included, game: Game, ladder: Ladder, state: Situation) -> Json | None:
    """Rows in play carry what the player has done so far."""
    line = state.tally.box.get((ladder.side, ladder.slot))
    if state.status is not EventStatus.LIVE or not line:
        return None
    details: Json = {name: line[stat] for stat, name in _SCORED.items() if line.get(stat)}
    if sport_of(game.league) is Sport.BASKETBALL:
        details |= _basketball_details(line, state)
    attributes = {
        "details": details,
        "is_final": False,
        "is_off_the_board": False,
        "score": line.get(ladder.stat.stat, 0),
        "unders_win_dnp": False,
    }
    words = (game.seed, "score", game.key, ladder.side, ladder.slot, ladder.stat.stat)
    return include(included, "score", str(5_000_000 + chance.number(*words) % 4_999_999), attributes)


def _basketball_details(line: dict[StatType, int], state: Situation) -> Json:
    """What basketball's box scores add; zeros are left out here too."""
    made, tried = line.get(StatType.FIELD_GOALS_MADE, 0), line.get(StatType.FIELD_GOALS_ATTEMPTED, 0)
    threes, threes_tried = line.get(StatType.THREE_POINTERS_MADE, 0), line.get(StatType.THREE_POINTERS_ATTEMPTED, 0)
    seconds = int(1800 * state.progress)
    counted = {
        "FieldGoalsMissed": tried - made,
        "TwoPointersMade": made - threes,
        "TwoPointersAttempted": tried - threes_tried,
        "FantasyScore": round(line.get(StatType.POINTS, 0) + 1.2 * line.get(StatType.REBOUNDS, 0), 1),
        "MinutesPlayed": round(seconds / 60, 3),
    }
    shown = {"Minutes": f"{seconds // 60:02d}:{seconds % 60:02d}"}
    return {name: value for name, value in counted.items() if value} | shown


def league_attributes(place: str, count: int) -> Json:
    part = PRIZEPICKS_SEGMENTS.get(place)
    return {
        "active": True,
        "f2p_enabled": True,
        "icon": "sports",
        "image_url": f"https://static.prizepicks.com/images/leagues/production/{place}.svg",
        "last_five_games_enabled": True,
        "league_icon_id": int(place),
        "name": PRIZEPICKS_NAMES[place],
        "parent_id": None if part is None else int(part.parent.id),
        "parent_name": None if part is None else part.parent.name,
        "projections_count": count,
        "rank": 30,
        "show_trending": True,
    }


def reference(document: Json | None) -> Json | None:
    return None if document is None else {"type": document["type"], "id": document["id"]}


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def eastern(moment: datetime) -> str:
    """Eastern time with milliseconds and a numeric offset."""
    return moment.astimezone(_EASTERN).isoformat(timespec="milliseconds")
