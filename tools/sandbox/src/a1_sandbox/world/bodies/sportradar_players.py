"""Players' statistics in Sportradar's summaries, one layout for each sport."""

from a1_sandbox.world.bodies.sportradar_parts import Json, minutes, player_head
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import Player, roster_of
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.team import Team
from a1_schemas.stats import StatType as S

Line = dict[S, int]
_STARTERS = 11
"""Of a side in soccer."""

_BASKETBALL = {
    "field_goals_made": S.FIELD_GOALS_MADE,
    "field_goals_att": S.FIELD_GOALS_ATTEMPTED,
    "three_points_made": S.THREE_POINTERS_MADE,
    "three_points_att": S.THREE_POINTERS_ATTEMPTED,
    "free_throws_made": S.FREE_THROWS_MADE,
    "free_throws_att": S.FREE_THROWS_ATTEMPTED,
    "offensive_rebounds": S.OFFENSIVE_REBOUNDS,
    "defensive_rebounds": S.DEFENSIVE_REBOUNDS,
    "rebounds": S.REBOUNDS,
    "assists": S.ASSISTS,
    "turnovers": S.TURNOVERS,
    "steals": S.STEALS,
    "blocks": S.BLOCKS,
    "personal_fouls": S.FOULS,
    "points": S.POINTS,
}
_SKATER = {
    "goals": S.GOALS,
    "assists": S.ASSISTS,
    "shots": S.SHOTS_ON_GOAL,
    "hits": S.HITS,
    "blocked_shots": S.BLOCKED_SHOTS,
    "faceoffs_won": S.FACEOFFS_WON,
    "faceoffs_lost": S.FACEOFFS_LOST,
}
_FOOTBALL = {
    "passing": {
        "attempts": S.PASSING_ATTEMPTS,
        "completions": S.PASSING_COMPLETIONS,
        "yards": S.PASSING_YARDS,
        "touchdowns": S.PASSING_TOUCHDOWNS,
        "interceptions": S.PASSING_INTERCEPTIONS,
    },
    "rushing": {"attempts": S.RUSHING_ATTEMPTS, "yards": S.RUSHING_YARDS, "touchdowns": S.RUSHING_TOUCHDOWNS},
    "receiving": {
        "receptions": S.RECEPTIONS,
        "targets": S.TARGETS,
        "yards": S.RECEIVING_YARDS,
        "touchdowns": S.RECEIVING_TOUCHDOWNS,
    },
    "defense": {"tackles": S.TACKLES, "combined": S.TACKLES, "interceptions": S.INTERCEPTIONS},
    "field_goals": {"attempts": S.FIELD_GOALS_ATTEMPTED, "made": S.FIELD_GOALS_MADE},
}
_SOCCER = {
    "assists": S.ASSISTS,
    "goals_scored": S.GOALS,
    "shots_on_target": S.SHOTS_ON_TARGET,
    "yellow_cards": S.YELLOW_CARDS,
    "red_cards": S.RED_CARDS,
    "own_goals": S.OWN_GOALS,
    "offsides": S.OFFSIDES,
}
_SOCCER_ZEROS = ("corner_kicks", "shots_blocked", "substituted_in", "substituted_out", "yellow_red_cards")


def players(game: Game, state: Situation, side: int) -> list[tuple[Player, Line]]:
    """One side's players with what they have done; the last of the roster does not dress."""
    team = (game.home, game.away)[side]
    return [
        (player, state.tally.box.get((side, player.slot), {}))
        for player in roster_of(game.seed, game.league, team)[:-1]
    ]


def basketball_players(game: Game, state: Situation, side: int) -> list[Json]:
    """`players[].statistics`, flat."""
    found: list[Json] = []
    for player, line in players(game, state, side):
        statistics: Json = {"minutes": minutes(state, player.slot)}
        statistics |= {name: line.get(stat, 0) for name, stat in _BASKETBALL.items()}
        statistics |= {"tech_fouls": 0, "flagrant_fouls": 0, "pls_min": 0}
        found.append(
            player_head(player)
            | {"played": state.has_begun, "active": True, "starter": player.slot < 5}
            | ({"statistics": statistics} if state.has_begun else {})
        )
    return found


def hockey_players(game: Game, state: Situation, side: int) -> list[Json]:
    """`players[].statistics.total` for skaters, `goaltending.total` for the goalie, who is the last of the roster."""
    team = (game.home, game.away)[side]
    found: list[Json] = []
    for player in roster_of(game.seed, game.league, team):
        line = state.tally.box.get((side, player.slot), {})
        document = player_head(player) | {"played": state.has_begun}
        if state.has_begun:
            total: Json = {name: line.get(stat, 0) for name, stat in _SKATER.items()}
            total |= {"points": total["goals"] + total["assists"], "penalty_minutes": 0, "plus_minus": 0}
            total |= {"takeaways": 0, "giveaways": 0, "missed_shots": 0}
            document["statistics"] = {"total": total}
            document["time_on_ice"] = {"total": minutes(state, player.slot), "shifts": 20}
        if state.has_begun and player.position == "G":
            saves, against = line.get(S.SAVES, 0), line.get(S.SHOTS_AGAINST, 0)
            document["goaltending"] = {
                "total": {
                    "saves": saves,
                    "shots_against": against,
                    "goals_against": line.get(S.GOALS_AGAINST, 0),
                    "saves_pct": round(saves / against, 3) if against else 0,
                }
            }
        found.append(document)
    return found


def baseball_players(game: Game, state: Situation, side: int) -> list[Json]:
    """`players[].statistics.hitting.overall` and `.pitching.overall`."""
    found: list[Json] = []
    for player, line in players(game, state, side):
        statistics: Json = {}
        if state.has_begun and player.slot < 9:
            statistics["hitting"] = {"overall": _hitting(line)}
        elif state.has_begun and line:
            statistics["pitching"] = {"overall": _pitching(line)}
        head = player_head(player)
        head["preferred_name"] = head.pop("full_name").partition(" ")[0]
        found.append(head | {"status": "A"} | ({"statistics": statistics} if statistics else {}))
    return found


def _hitting(line: Line) -> Json:
    singles, doubles, homers = (line.get(stat, 0) for stat in (S.SINGLES, S.DOUBLES, S.HOME_RUNS))
    return {
        "ab": line.get(S.AT_BATS, 0),
        "rbi": line.get(S.RUNS_BATTED_IN, 0),
        "ap": line.get(S.AT_BATS, 0) + line.get(S.WALKS, 0),
        "onbase": {
            "s": singles,
            "d": doubles,
            "t": 0,
            "hr": homers,
            "tb": singles + 2 * doubles + 4 * homers,
            "bb": line.get(S.WALKS, 0),
            "ibb": 0,
            "hbp": 0,
            "h": line.get(S.HITS, 0),
        },
        "runs": {"total": line.get(S.RUNS, 0)},
        "outs": {"ktotal": line.get(S.BATTER_STRIKEOUTS, 0)},
        "steal": {"caught": 0, "stolen": 0},
    }


def _pitching(line: Line) -> Json:
    outs = line.get(S.PITCHING_OUTS, 0)
    return {
        "pitch_count": line.get(S.PITCHES_THROWN, 0),
        "ip_1": outs,
        "ip_2": outs // 3 + outs % 3 / 10,
        "onbase": {
            "h": line.get(S.HITS_ALLOWED, 0),
            "bb": line.get(S.WALKS_ALLOWED, 0),
            "hr": line.get(S.HOME_RUNS_ALLOWED, 0),
        },
        "runs": {"total": line.get(S.RUNS_ALLOWED, 0), "earned": line.get(S.EARNED_RUNS_ALLOWED, 0), "unearned": 0},
        "outs": {"ktotal": line.get(S.PITCHER_STRIKEOUTS, 0)},
        "games": {"win": 0, "loss": 0, "save": 0},
    }


def football_statistics(game: Game, state: Situation, side: int) -> Json:
    """Players by category: passing, rushing, receiving, defense, field goals."""
    categories: Json = {}
    for category, stats in _FOOTBALL.items():
        rows: list[Json] = []
        for player, line in players(game, state, side):
            if not any(stat in line for stat in stats.values()):
                continue
            head = {
                "id": player.sportradar_id,
                "name": player.name,
                "jersey": player.jersey,
                "position": "K" if player.position == "PK" else player.position,
            }
            rows.append(head | {name: line.get(stat, 0) for name, stat in stats.items()})
        totals = {name: sum(row[name] for row in rows) for name in stats}
        categories[category] = {"totals": totals, "players": rows}
    return categories


def soccer_players(game: Game, state: Situation, side: int) -> list[Json]:
    """`statistics.totals.competitors[].players`: names with the last name first."""
    team: Team = (game.home, game.away)[side]
    found: list[Json] = []
    for player in roster_of(game.seed, game.league, team)[:_STARTERS]:
        line = state.tally.box.get((side, player.slot), {})
        statistics = {name: line.get(stat, 0) for name, stat in _SOCCER.items()} | dict.fromkeys(_SOCCER_ZEROS, 0)
        statistics["shots_off_target"] = line.get(S.SHOTS, 0) - line.get(S.SHOTS_ON_TARGET, 0)
        found.append(
            {"statistics": statistics, "id": player.sportradar_id, "name": _last_name_first(player), "starter": True}
        )
    return found


def soccer_lineup(game: Game, team: Team) -> list[Json]:
    """`lineups.competitors[].players`: the eleven who start, and those on the bench."""
    return [
        {
            "id": player.sportradar_id,
            "name": _last_name_first(player),
            "type": player.position,
            "jersey_number": int(player.jersey),
            "starter": number < _STARTERS,
        }
        for number, player in enumerate(roster_of(game.seed, game.league, team))
    ]


def _last_name_first(player: Player) -> str:
    first = " ".join(part for part in (player.first_name, player.suffix) if part)
    return f"{player.last_name}, {first}"
