"""Maps Sportradar's statistics to ours, by the place where a feed keeps them.

Keys in no table are averages, ratings, and splits by strength, period or zone. They are not read.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from a1_mappers.parsing import ParseError, parse_number
from a1_schemas.stats import StatType as S

Json = Any

PLAYER_ROW = {
    # Basketball keeps them flat
    "statistics.minutes": S.MINUTES,
    "statistics.points": S.POINTS,
    "statistics.field_goals_made": S.FIELD_GOALS_MADE,
    "statistics.field_goals_att": S.FIELD_GOALS_ATTEMPTED,
    "statistics.two_points_made": S.TWO_POINTERS_MADE,
    "statistics.two_points_att": S.TWO_POINTERS_ATTEMPTED,
    "statistics.three_points_made": S.THREE_POINTERS_MADE,
    "statistics.three_points_att": S.THREE_POINTERS_ATTEMPTED,
    "statistics.free_throws_made": S.FREE_THROWS_MADE,
    "statistics.free_throws_att": S.FREE_THROWS_ATTEMPTED,
    "statistics.offensive_rebounds": S.OFFENSIVE_REBOUNDS,
    "statistics.defensive_rebounds": S.DEFENSIVE_REBOUNDS,
    "statistics.rebounds": S.REBOUNDS,
    "statistics.assists": S.ASSISTS,
    "statistics.turnovers": S.TURNOVERS,
    "statistics.steals": S.STEALS,
    "statistics.blocks": S.BLOCKS,
    "statistics.personal_fouls": S.FOULS,
    "statistics.tech_fouls": S.TECHNICAL_FOULS,
    "statistics.pls_min": S.PLUS_MINUS,
    # Ice hockey: by strength; only the total is read
    "time_on_ice.total": S.MINUTES,
    "statistics.total.goals": S.GOALS,
    "statistics.total.assists": S.ASSISTS,
    "statistics.total.points": S.POINTS,
    "statistics.total.shots": S.SHOTS_ON_GOAL,
    "statistics.total.hits": S.HITS,
    "statistics.total.blocked_shots": S.BLOCKED_SHOTS,
    "statistics.total.faceoffs_won": S.FACEOFFS_WON,
    "statistics.total.faceoffs_lost": S.FACEOFFS_LOST,
    "statistics.total.penalty_minutes": S.PENALTY_MINUTES,
    "statistics.total.plus_minus": S.PLUS_MINUS,
    "statistics.total.takeaways": S.TAKEAWAYS,
    "statistics.total.giveaways": S.GIVEAWAYS,
    "statistics.powerplay.goals": S.POWER_PLAY_GOALS,
    "goaltending.total.saves": S.SAVES,
    "goaltending.total.shots_against": S.SHOTS_AGAINST,
    "goaltending.total.goals_against": S.GOALS_AGAINST,
    # Baseball: by side of the ball; `ip_1` counts outs
    "statistics.hitting.overall.ab": S.AT_BATS,
    "statistics.hitting.overall.rbi": S.RUNS_BATTED_IN,
    "statistics.hitting.overall.onbase.h": S.HITS,
    "statistics.hitting.overall.onbase.s": S.SINGLES,
    "statistics.hitting.overall.onbase.d": S.DOUBLES,
    "statistics.hitting.overall.onbase.t": S.TRIPLES,
    "statistics.hitting.overall.onbase.hr": S.HOME_RUNS,
    "statistics.hitting.overall.onbase.tb": S.TOTAL_BASES,
    "statistics.hitting.overall.onbase.bb": S.WALKS,
    "statistics.hitting.overall.runs.total": S.RUNS,
    "statistics.hitting.overall.outs.ktotal": S.BATTER_STRIKEOUTS,
    "statistics.hitting.overall.steal.stolen": S.STOLEN_BASES,
    "statistics.pitching.overall.ip_1": S.PITCHING_OUTS,
    "statistics.pitching.overall.pitch_count": S.PITCHES_THROWN,
    "statistics.pitching.overall.onbase.h": S.HITS_ALLOWED,
    "statistics.pitching.overall.onbase.hr": S.HOME_RUNS_ALLOWED,
    "statistics.pitching.overall.onbase.bb": S.WALKS_ALLOWED,
    "statistics.pitching.overall.runs.total": S.RUNS_ALLOWED,
    "statistics.pitching.overall.runs.earned": S.EARNED_RUNS_ALLOWED,
    "statistics.pitching.overall.outs.ktotal": S.PITCHER_STRIKEOUTS,
}
FOOTBALL: dict[str, dict[str, S]] = {
    "passing": {
        "attempts": S.PASSING_ATTEMPTS,
        "completions": S.PASSING_COMPLETIONS,
        "yards": S.PASSING_YARDS,
        "touchdowns": S.PASSING_TOUCHDOWNS,
        "interceptions": S.PASSING_INTERCEPTIONS,
        "longest": S.LONGEST_COMPLETION,
        "sacks": S.SACKS_TAKEN,
    },
    "rushing": {
        "attempts": S.RUSHING_ATTEMPTS,
        "yards": S.RUSHING_YARDS,
        "touchdowns": S.RUSHING_TOUCHDOWNS,
        "longest": S.LONGEST_RUSH,
    },
    "receiving": {
        "receptions": S.RECEPTIONS,
        "targets": S.TARGETS,
        "yards": S.RECEIVING_YARDS,
        "touchdowns": S.RECEIVING_TOUCHDOWNS,
        "longest": S.LONGEST_RECEPTION,
    },
    "defense": {
        "tackles": S.SOLO_TACKLES,
        "assists": S.ASSISTED_TACKLES,
        "combined": S.TACKLES_ASSISTS,
        "sacks": S.SACKS,
        "interceptions": S.INTERCEPTIONS,
        "passes_defended": S.PASSES_DEFENDED,
    },
    "fumbles": {"fumbles": S.FUMBLES, "lost_fumbles": S.FUMBLES_LOST},
    "field_goals": {"made": S.FIELD_GOALS_MADE, "attempts": S.FIELD_GOALS_ATTEMPTED},
    "kicks": {"made": S.EXTRA_POINTS_MADE, "attempts": S.EXTRA_POINTS_ATTEMPTED},
    "punts": {"attempts": S.PUNTS, "yards": S.PUNT_YARDS},
    "kick_returns": {"yards": S.KICK_RETURN_YARDS},
    "punt_returns": {"yards": S.PUNT_RETURN_YARDS},
}
SOCCER = {
    "minutes_played": S.MINUTES,
    "goals_scored": S.GOALS,
    "assists": S.ASSISTS,
    "own_goals": S.OWN_GOALS,
    "shots_on_target": S.SHOTS_ON_TARGET,
    "shots_on_goal": S.SHOTS_ON_TARGET,
    "offsides": S.OFFSIDES,
    "yellow_cards": S.YELLOW_CARDS,
    "red_cards": S.RED_CARDS,
    "fouls_committed": S.FOULS,
    "was_fouled": S.FOULS_DRAWN,
    "interceptions": S.INTERCEPTIONS,
    "crosses_total": S.CROSSES,
    "clearances": S.CLEARANCES,
    "passes_total": S.PASSES_ATTEMPTED,
    "passes_successful": S.PASSES_COMPLETED,
    "tackles_total": S.TACKLES,
    "chances_created": S.SHOTS_ASSISTED,
    "shots_faced_saved": S.SAVES,
    "shots_saved": S.SAVES,
    "goals_conceded": S.GOALS_AGAINST,
}
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")


def statistics_of(row: Mapping[str, Json], table: Mapping[str, S]) -> dict[S, Decimal]:
    """Return the statistics of a row that the table knows, by dotted path. Values that are no number are left out."""
    return {stat: number for stat, number in _found(row, table) if number is not None}


def _found(row: Mapping[str, Json], table: Mapping[str, S]) -> Iterator[tuple[S, Decimal | None]]:
    for path, stat in table.items():
        value: Json = row
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            yield stat, _number(value)


def _number(value: Json) -> Decimal | None:
    """Return a number, or minutes from `30:33`."""
    clock = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if clock:
        minutes = Decimal(clock[1]) + Decimal(clock[2]) / 60
        return minutes.quantize(Decimal("0.01")).normalize() + 0
    try:
        return parse_number(value)
    except ParseError:
        return None
