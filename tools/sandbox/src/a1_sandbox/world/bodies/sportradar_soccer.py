"""Sportradar's soccer product: a day's schedule over all competitions, and summary and line-ups of a match."""

from collections.abc import Sequence
from datetime import timedelta

from a1_sandbox.world.bodies.sportradar_parts import Json, stamp
from a1_sandbox.world.bodies.sportradar_players import soccer_lineup, soccer_players
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.situation import Phase, Situation
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus

_COMPETITIONS = {
    League.EPL: (17, "Premier League", "England", "ENG", 1),
    League.MLS: (242, "Major League Soccer", "USA", "USA", 26),
}
_LINEUPS_BEFORE = timedelta(hours=1)
_DATES = {"start_date": "2026-08-15", "end_date": "2027-05-25", "year": "26/27"}
_UNCOUNTED = (
    *("corner_kicks", "free_kicks", "goal_kicks", "injuries", "offsides", "red_cards", "shots_blocked"),
    *("substitutions", "throw_ins", "yellow_red_cards"),
)
_COVERAGE = [
    "lineups",
    "venue",
    "extended_player_stats",
    "extended_team_stats",
    "ballspotting",
    "commentary",
    "fun_facts",
    "goal_scorers",
    "goal_scorers_live",
    "game_clock",
    "deeper_play_by_play",
    "deeper_player_stats",
    "deeper_team_stats",
    "basic_play_by_play",
    "basic_player_stats",
    "basic_team_stats",
]


def day_schedule(games: Sequence[Game], moment: Moment) -> Json:
    """All matches of one UTC day."""
    entries = [
        {"sport_event": _sport_event(game), "sport_event_status": _status(game, moment.situation(game))}
        for game in games
    ]
    changed = [moment.situation(game).changed_at for game in games]
    return {"generated_at": stamp(moment.stamp(max(changed, default=moment.began_at))), "schedules": entries}


def summary(game: Game, moment: Moment) -> Json:
    """One match with its players."""
    state = moment.situation(game)
    document: Json = {
        "generated_at": stamp(moment.stamp(state.changed_at)),
        "sport_event": _sport_event(game)
        | {
            "sport_event_conditions": {
                "referees": [{"id": "sr:referee:1", "name": "Doe, Pat", "type": "main_referee"}],
                "weather": {"pitch_conditions": "good", "overall_conditions": "medium"},
                "ground": {"neutral": False},
                "lineups": {"confirmed": state.has_begun},
            }
        },
        "sport_event_status": _status(game, state),
    }
    if state.has_begun:
        document["sport_event_status"]["clock"] = {"played": _played(state)}
        sides = [_totals(game, state, side) for side in (0, 1)]
        document["statistics"] = {"totals": {"competitors": sides}}
    return document


def lineups(game: Game, moment: Moment) -> Json:
    """The line-ups of one match, which are named an hour before it starts."""
    named_at = game.starts_at - _LINEUPS_BEFORE
    document: Json = {
        "generated_at": stamp(moment.stamp(max(named_at, moment.began_at))),
        "sport_event": _sport_event(game),
        "lineups": {"competitors": []},
    }
    if moment.at >= named_at:
        teams = ((game.home, "home"), (game.away, "away"))
        document["lineups"]["competitors"] = [
            {
                "id": team.sportradar_id,
                "name": team.sportradar_name,
                "qualifier": qualifier,
                "players": soccer_lineup(game, team),
            }
            for team, qualifier in teams
        ]
    return document


def _sport_event(game: Game) -> Json:
    number, name, country, code, category = _COMPETITIONS[game.league]
    season = {
        "id": f"sr:season:{130_000 + number}",
        "name": f"{name} 26/27",
        **_DATES,
        "competition_id": f"sr:competition:{number}",
    }
    return {
        "id": game.id_at(Provider.SPORTRADAR),
        "start_time": stamp(game.starts_at),
        "start_time_confirmed": True,
        "sport_event_context": {
            "sport": {"id": "sr:sport:1", "name": "Soccer"},
            "category": {"id": f"sr:category:{category}", "name": country, "country_code": code},
            "competition": {"id": f"sr:competition:{number}", "name": name, "gender": "men"},
            "season": season,
            "stage": {"order": 1, "type": "league", "phase": "regular season"} | _DATES,
            "round": {"number": 12},
            "groups": [{"id": f"sr:league:{90_000 + number}", "name": f"{name} 26/27"}],
        },
        "coverage": {
            "type": "sport_event",
            "sport_event_properties": dict.fromkeys(_COVERAGE, True)
            | {"scores": "live", "lineups_availability": "pre"},
        },
        "competitors": [_competitor(game, game.home, "home"), _competitor(game, game.away, "away")],
        "venue": {
            "id": f"sr:venue:{number}{game.home.sr_id}",
            "name": f"{game.home.short_name} Stadium",
            "capacity": 40_000,
            "city_name": game.home.location,
            "country_name": country,
            "country_code": code,
            "map_coordinates": "53.463150,-2.291444",
            "timezone": "Europe/London" if game.league is League.EPL else "America/New_York",
        },
    }


def _competitor(game: Game, team: Team, qualifier: str) -> Json:
    _, _, country, code, _ = _COMPETITIONS[game.league]
    return {
        "id": team.sportradar_id,
        "name": team.sportradar_name,
        "country": country,
        "country_code": code,
        "abbreviation": team.sportradar_alias,
        "qualifier": qualifier,
        "gender": "male",
    }


def _status(game: Game, state: Situation) -> Json:
    match state.status:
        case EventStatus.SCHEDULED:
            return {"status": "not_started", "match_status": "not_started"}
        case EventStatus.POSTPONED:
            return {"status": "postponed", "match_status": "postponed"}
        case _:
            return _scored(game, state)


def _scored(game: Game, state: Situation) -> Json:
    home, away = state.tally.score
    if state.status is EventStatus.FINAL:
        document: Json = {"status": "closed" if state.is_closed else "ended", "match_status": "ended"}
        if home != away:
            document["winner_id"] = (game.home if home > away else game.away).sportradar_id
    elif state.phase is Phase.HALF_TIME:
        document = {"status": "live", "match_status": "halftime"}
    else:
        document = {"status": "live", "match_status": "1st_half" if state.period == 1 else "2nd_half"}
    periods = [
        {"home_score": ours, "away_score": theirs, "type": "regular_period", "number": number}
        for number, (ours, theirs) in enumerate(state.tally.by_period[: state.period], 1)
    ]
    return document | {"home_score": home, "away_score": away, "period_scores": periods}


def _played(state: Situation) -> str:
    seconds = (state.period - 1) * 45 * 60 + state.second
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _totals(game: Game, state: Situation, side: int) -> Json:
    team = (game.home, game.away)[side]
    lines = [line for (of, _), line in state.tally.box.items() if of == side]

    def total(stat: StatType) -> int:
        return sum(line.get(stat, 0) for line in lines)

    return {
        "id": team.sportradar_id,
        "name": team.sportradar_name,
        "abbreviation": team.sportradar_alias,
        "qualifier": ("home", "away")[side],
        "statistics": {
            "ball_possession": 50,
            "fouls": total(StatType.FOULS),
            "shots_on_target": total(StatType.SHOTS_ON_TARGET),
            "shots_total": total(StatType.SHOTS),
            "shots_saved": total(StatType.SAVES),
            "shots_off_target": total(StatType.SHOTS) - total(StatType.SHOTS_ON_TARGET),
            "yellow_cards": total(StatType.YELLOW_CARDS),
            "cards_given": total(StatType.YELLOW_CARDS),
            **dict.fromkeys(_UNCOUNTED, 0),
        },
        "players": soccer_players(game, state, side),
    }
