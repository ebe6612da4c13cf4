"""ESPN's statistics by sport and table: parallel arrays of texts, with their names in `keys`.

A pair such as `fieldGoalsMade-fieldGoalsAttempted` (6-9) or `completions/passingAttempts` (14/25) is two statistics.
Keys in neither table are averages, ratings and team facts. They are not read, and are listed as such in `fields/`.
"""

import re
from decimal import Decimal

from a1_mappers.parsing import ParseError, parse_number
from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import Sport

_BASKETBALL = {
    "minutes": S.MINUTES,
    "points": S.POINTS,
    "rebounds": S.REBOUNDS,
    "offensiveRebounds": S.OFFENSIVE_REBOUNDS,
    "defensiveRebounds": S.DEFENSIVE_REBOUNDS,
    "assists": S.ASSISTS,
    "steals": S.STEALS,
    "blocks": S.BLOCKS,
    "turnovers": S.TURNOVERS,
    "fouls": S.FOULS,
    "plusMinus": S.PLUS_MINUS,
    "fieldGoalsMade": S.FIELD_GOALS_MADE,
    "fieldGoalsAttempted": S.FIELD_GOALS_ATTEMPTED,
    "threePointFieldGoalsMade": S.THREE_POINTERS_MADE,
    "threePointFieldGoalsAttempted": S.THREE_POINTERS_ATTEMPTED,
    "freeThrowsMade": S.FREE_THROWS_MADE,
    "freeThrowsAttempted": S.FREE_THROWS_ATTEMPTED,
}
_FOOTBALL: dict[str, dict[str, S]] = {
    "passing": {
        "completions": S.PASSING_COMPLETIONS,
        "passingAttempts": S.PASSING_ATTEMPTS,
        "passingYards": S.PASSING_YARDS,
        "passingTouchdowns": S.PASSING_TOUCHDOWNS,
        "interceptions": S.PASSING_INTERCEPTIONS,
        "sacks": S.SACKS_TAKEN,
    },
    "rushing": {
        "rushingAttempts": S.RUSHING_ATTEMPTS,
        "rushingYards": S.RUSHING_YARDS,
        "rushingTouchdowns": S.RUSHING_TOUCHDOWNS,
        "longRushing": S.LONGEST_RUSH,
    },
    "receiving": {
        "receptions": S.RECEPTIONS,
        "receivingYards": S.RECEIVING_YARDS,
        "receivingTouchdowns": S.RECEIVING_TOUCHDOWNS,
        "longReception": S.LONGEST_RECEPTION,
        "receivingTargets": S.TARGETS,
    },
    "fumbles": {"fumbles": S.FUMBLES, "fumblesLost": S.FUMBLES_LOST},
    "defensive": {
        "soloTackles": S.SOLO_TACKLES,
        "totalTackles": S.TACKLES_ASSISTS,
        "sacks": S.SACKS,
        "passesDefended": S.PASSES_DEFENDED,
    },
    "interceptions": {"interceptions": S.INTERCEPTIONS},
    "kickReturns": {"kickReturnYards": S.KICK_RETURN_YARDS},
    "puntReturns": {"puntReturnYards": S.PUNT_RETURN_YARDS},
    "kicking": {
        "fieldGoalsMade": S.FIELD_GOALS_MADE,
        "fieldGoalAttempts": S.FIELD_GOALS_ATTEMPTED,
        "extraPointsMade": S.EXTRA_POINTS_MADE,
        "extraPointAttempts": S.EXTRA_POINTS_ATTEMPTED,
        "totalKickingPoints": S.KICKING_POINTS,
    },
    "punting": {"punts": S.PUNTS, "puntYards": S.PUNT_YARDS},
}
_BASEBALL: dict[str, dict[str, S]] = {
    "batting": {
        "atBats": S.AT_BATS,
        "runs": S.RUNS,
        "hits": S.HITS,
        "RBIs": S.RUNS_BATTED_IN,
        "homeRuns": S.HOME_RUNS,
        "walks": S.WALKS,
        "strikeouts": S.BATTER_STRIKEOUTS,
    },
    "pitching": {
        "hits": S.HITS_ALLOWED,
        "runs": S.RUNS_ALLOWED,
        "earnedRuns": S.EARNED_RUNS_ALLOWED,
        "walks": S.WALKS_ALLOWED,
        "strikeouts": S.PITCHER_STRIKEOUTS,
        "homeRuns": S.HOME_RUNS_ALLOWED,
        "pitches": S.PITCHES_THROWN,
    },
}
_HOCKEY = {
    "goals": S.GOALS,
    "assists": S.ASSISTS,
    "points": S.POINTS,
    "plusMinus": S.PLUS_MINUS,
    "shotsTotal": S.SHOTS_ON_GOAL,
    "shots": S.SHOTS_ON_GOAL,
    "blockedShots": S.BLOCKED_SHOTS,
    "hits": S.HITS,
    "penaltyMinutes": S.PENALTY_MINUTES,
    "faceoffsWon": S.FACEOFFS_WON,
    "faceoffsLost": S.FACEOFFS_LOST,
    "takeaways": S.TAKEAWAYS,
    "giveaways": S.GIVEAWAYS,
    "timeOnIce": S.MINUTES,
    "powerPlayGoals": S.POWER_PLAY_GOALS,
    "saves": S.SAVES,
    "goalsAgainst": S.GOALS_AGAINST,
    "shotsAgainst": S.SHOTS_AGAINST,
}
_SOCCER = {
    "totalGoals": S.GOALS,
    "goalAssists": S.ASSISTS,
    "totalShots": S.SHOTS,
    "shotsOnTarget": S.SHOTS_ON_TARGET,
    "foulsCommitted": S.FOULS,
    "foulsSuffered": S.FOULS_DRAWN,
    "offsides": S.OFFSIDES,
    "yellowCards": S.YELLOW_CARDS,
    "redCards": S.RED_CARDS,
    "ownGoals": S.OWN_GOALS,
    "saves": S.SAVES,
    "shotsFaced": S.SHOTS_AGAINST,
    "goalsConceded": S.GOALS_AGAINST,
}
_WHOLE_SPORT = {Sport.BASKETBALL: _BASKETBALL, Sport.ICE_HOCKEY: _HOCKEY, Sport.SOCCER: _SOCCER}
_BY_TABLE = {Sport.AMERICAN_FOOTBALL: _FOOTBALL, Sport.BASEBALL: _BASEBALL}
_INNINGS = "fullInnings.partInnings"
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_PAIR = re.compile(r"[-/]")
_SECONDS = Decimal(60)


def table_of(sport: Sport, table: str | None) -> dict[str, S]:
    """Return the statistic of each key for a table (`passing`) of a sport. Empty for a table that is not read."""
    if sport in _WHOLE_SPORT:
        return _WHOLE_SPORT[sport]
    return _BY_TABLE.get(sport, {}).get(table or "", {})


def statistics_of(keys: list[str], values: list[str], table: dict[str, S]) -> dict[S, Decimal]:
    """Return the statistics of one row. A value that is no number, such as `--`, is left out."""
    found: dict[S, Decimal] = {}
    for key, value in zip(keys, values, strict=False):
        if key == _INNINGS:
            _put(found, S.PITCHING_OUTS, _outs(value))
            continue
        names, figures = _PAIR.split(key), [value]
        if len(names) > 1 and key not in table:
            figures = _PAIR.split(value.strip())
            if len(figures) != len(names):
                continue
        elif key in table:
            names = [key]
        for name, figure in zip(names, figures, strict=False):
            if name in table:
                _put(found, table[name], _number(figure))
    return found


def _put(found: dict[S, Decimal], stat: S, number: Decimal | None) -> None:
    if number is not None:
        found.setdefault(stat, number)


def _number(figure: str) -> Decimal | None:
    """Return a number, or minutes from `21:28`."""
    clock = _CLOCK.fullmatch(figure.strip())
    if clock:
        minutes = Decimal(clock[1]) + Decimal(clock[2]) / _SECONDS
        return minutes.quantize(Decimal("0.01")).normalize() + 0
    try:
        return parse_number(figure)
    except ParseError:
        return None


def _outs(innings: str) -> Decimal | None:
    """Return outs from innings: `5.1` innings are five and one third, which are 16 outs."""
    match = re.fullmatch(r"(\d{1,2})(?:\.([012]))?", innings.strip())
    return Decimal(int(match[1]) * 3 + int(match[2] or 0)) if match else None
