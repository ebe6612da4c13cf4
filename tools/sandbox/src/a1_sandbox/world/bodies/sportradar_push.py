"""Sportradar's push messages: one for each play of the league's games in progress."""

from a1_sandbox.world import chance
from a1_sandbox.world.bodies.sportradar_parts import Json, clock, game_head, playing_team, stamp
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.play import plays_of
from a1_sandbox.world.rules import rules_of
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.sports.plays import Play
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType

_STATISTICS = {
    StatType.FIELD_GOALS_MADE: ("fieldgoal", {"made": True}),
    StatType.ASSISTS: ("assist", {}),
    StatType.REBOUNDS: ("rebound", {}),
    StatType.STEALS: ("steal", {}),
    StatType.BLOCKS: ("block", {}),
    StatType.TURNOVERS: ("turnover", {}),
    StatType.FOULS: ("personalfoul", {}),
}


def messages(game: Game, since: Moment, now: Moment) -> list[Json]:
    """What happened in one game between two ticks."""
    before, state = since.situation(game), now.situation(game)
    played = plays_of(game)[before.tally.plays : state.tally.plays] if state.has_begun else ()
    return [_message(game, play, before.tally.plays + offset, state) for offset, play in enumerate(played)]


def _message(game: Game, play: Play, number: int, state: Situation) -> Json:
    rules = rules_of(game.league)
    match_id = game.id_at(Provider.SPORTRADAR)
    team = (game.home, game.away)[play.side]
    head = game_head(game, state)
    event = {
        "id": chance.uuid(game.seed, "push event", game.key, number),
        "event_type": "play",
        "number": number + 1,
        "sequence": number + 1,
        **{name: value for name, value in clock(state).items() if name == "clock"},
        "updated": stamp(state.changed_at),
        "description": f"{team.nickname} play {number + 1}",
        "home_points": state.tally.score[0],
        "away_points": state.tally.score[1],
        "attribution": playing_team(game.league, team),
        "period": {
            "id": chance.uuid("period", game.key, state.period),
            "number": (play.second - 1) // rules.period_s + 1,
            "sequence": (play.second - 1) // rules.period_s + 1,
            "type": "quarter",
        },
        "statistics": _statistics(game, play),
    }
    sides = {
        where: playing_team(game.league, each) | {"points": state.tally.score[side]}
        for side, (where, each) in enumerate((("home", game.home), ("away", game.away)))
    }
    metadata = {
        "league": game.league.upper(),
        "match": f"sd:match:{match_id}",
        "status": head["status"],
        "event_type": "play",
        "event_category": "play",
        "locale": "en",
        "operation": "update",
        "version": "v8",
    }
    return {"payload": {"game": head | sides, "event": event}, "locale": "en", "metadata": metadata}


def _statistics(game: Game, play: Play) -> list[Json]:
    found: list[Json] = []
    for credit in play.credits:
        if credit.stat not in _STATISTICS:
            continue
        kind, details = _STATISTICS[credit.stat]
        team = (game.home, game.away)[credit.side]
        player = roster_of(game.seed, game.league, team)[credit.slot]
        found.append(
            {
                "type": kind,
                **details,
                "team": playing_team(game.league, team),
                "player": {
                    "full_name": player.name,
                    "jersey_number": player.jersey,
                    "id": player.sportradar_id,
                },
            }
        )
    return found
