"""Pieces that Sportradar's bodies have in common: teams, venues, statuses, clocks."""

from datetime import datetime
from typing import Any

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import Player
from a1_sandbox.world.rules import rules_of, sport_of
from a1_sandbox.world.situation import Phase, Situation
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, Sport

Json = dict[str, Any]

_NAMES = {
    League.NBA: "NBA",
    League.WNBA: "WNBA",
    League.NCAAM: "NCAA MEN",
    League.NFL: "National Football League",
    League.NCAAF: "NCAA Football",
    League.MLB: "Major League Baseball",
    League.NHL: "NHL",
}


def league_document(league: League) -> Json:
    alias = league.traits.sportradar.aliases[-1]
    return {"id": chance.uuid("sportradar league", league), "name": _NAMES[league], "alias": alias}


def season(league: League, moment: datetime) -> Json:
    return {"id": chance.uuid("sportradar season", league), "year": moment.year, "type": "REG", "name": "REG"}


def stamp(moment: datetime) -> str:
    """Sportradar's times: seconds and a numeric offset."""
    return moment.isoformat(timespec="seconds")


def full_name(team: Team) -> str:
    return f"{team.sportradar_market} {team.sportradar_name}".strip()


def listed_team(league: League, team: Team) -> Json:
    """A side of a schedule: one full name; baseball keeps market and nickname apart."""
    if league is League.MLB:
        return {
            "name": team.sportradar_name,
            "market": team.sportradar_market or team.location,
            "abbr": team.sportradar_alias,
            "id": team.sportradar_id,
        }
    document: Json = {"name": full_name(team), "alias": team.sportradar_alias, "id": team.sportradar_id}
    if team.sr_id:
        prefix = "sr:competitor" if league in {League.NFL, League.NCAAF, League.NCAAM} else "sr:team"
        document["sr_id"] = f"{prefix}:{team.sr_id}"
    return document


def playing_team(league: League, team: Team) -> Json:
    """A side of a summary: nickname and market."""
    document = listed_team(league, team)
    return document | {"name": team.sportradar_name, "market": team.sportradar_market or team.location}


def venue(game: Game) -> Json:
    host = game.home
    return {
        "id": chance.uuid("sportradar venue", game.league, host.sportradar_id),
        "name": f"{host.short_name} Arena",
        "capacity": 20_000,
        "address": "1 Main Street",
        "city": host.location,
        "state": "NY",
        "zip": "10001",
        "country": "USA",
        "location": {"lat": "40.750500", "lng": "-73.993400"},
    }


def status(state: Situation) -> str:
    """The word of the US league feeds."""
    match state.status:
        case EventStatus.SCHEDULED:
            return "scheduled"
        case EventStatus.POSTPONED:
            return "postponed"
        case EventStatus.FINAL:
            return "closed" if state.is_closed else "complete"
        case _ if state.phase is Phase.HALF_TIME:
            return "halftime"
        case _:
            return "inprogress"


def game_head(game: Game, state: Situation) -> Json:
    """What schedule and summary say of a game alike."""
    document: Json = {
        "id": game.id_at(Provider.SPORTRADAR),
        "status": status(state),
        "coverage": "full",
        "scheduled": stamp(game.starts_at),
        "sr_id": f"sr:match:{50_000_000 + chance.number(game.seed, 'sr-match', game.key) % 9_999_991}",
        "reference": str(chance.number(game.seed, "reference", game.key) % 100_000),
    }
    if sport_of(game.league) is Sport.BASEBALL:
        document |= {
            "game_number": game.game_number or 1,
            "double_header": game.game_number is not None,
            "day_night": "N",
            "mlb_id": document.pop("reference"),
            "home_team": game.home.sportradar_id,
            "away_team": game.away.sportradar_id,
        }
    if sport_of(game.league) is Sport.BASKETBALL:
        document |= {"track_on_court": True, "neutral_site": False}
    return document


def clock(state: Situation) -> Json:
    """Clock and period under the name that the sport has for it."""
    if not state.has_begun or sport_of(state.game.league) is Sport.BASEBALL:
        return {}
    left = state.remaining_s if state.status is EventStatus.LIVE else 0
    shown = f"{left // 60:02d}:{left % 60:02d}"
    return {"clock": shown, period_word(state.game.league): state.period}


def period_word(league: League) -> str:
    if league is League.NCAAM:
        return "half"
    return {Sport.ICE_HOCKEY: "period", Sport.BASEBALL: "inning"}.get(sport_of(league), "quarter")


def scoring(game: Game, state: Situation, side: int) -> list[Json]:
    """What one side scored in each period begun."""
    unit = "runs" if sport_of(game.league) is Sport.BASEBALL else "points"
    return [
        {
            "id": chance.uuid("period", game.key, number),
            "type": period_word(game.league),
            "number": number,
            "sequence": number,
            unit: scores[side],
        }
        for number, scores in enumerate(state.tally.by_period[: state.period], 1)
    ]


def player_head(player: Player) -> Json:
    return {
        "id": player.sportradar_id,
        "full_name": player.name,
        "first_name": player.first_name,
        "last_name": player.last_name,
        "position": player.position,
        "primary_position": player.position,
        "jersey_number": player.jersey,
    }


def share_played(state: Situation, slot: int) -> float:
    return state.progress * (1.0 if slot < 5 else 0.5)


def minutes(state: Situation, slot: int) -> str:
    """Time on court or ice so far."""
    rules = rules_of(state.game.league)
    seconds = int(rules.periods * rules.period_s * 0.7 * share_played(state, slot))
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
