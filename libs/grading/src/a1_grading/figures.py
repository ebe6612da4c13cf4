"""A player's figure of a statistic in one report: as it stands there, or as its parts add up to it."""

from collections.abc import Mapping
from decimal import Decimal

from a1_schemas.player_stats import PlayerStats
from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import Sport

SUMS: Mapping[S, tuple[S, ...]] = {
    S.REBOUNDS: (S.OFFENSIVE_REBOUNDS, S.DEFENSIVE_REBOUNDS),
    S.POINTS_REBOUNDS: (S.POINTS, S.REBOUNDS),
    S.POINTS_ASSISTS: (S.POINTS, S.ASSISTS),
    S.REBOUNDS_ASSISTS: (S.REBOUNDS, S.ASSISTS),
    S.POINTS_REBOUNDS_ASSISTS: (S.POINTS, S.REBOUNDS, S.ASSISTS),
    S.BLOCKS_STEALS: (S.BLOCKS, S.STEALS),
    S.PASSING_RUSHING_YARDS: (S.PASSING_YARDS, S.RUSHING_YARDS),
    S.RUSHING_RECEIVING_YARDS: (S.RUSHING_YARDS, S.RECEIVING_YARDS),
    S.PASSING_RUSHING_RECEIVING_YARDS: (S.PASSING_YARDS, S.RUSHING_YARDS, S.RECEIVING_YARDS),
    S.RUSHING_RECEIVING_TOUCHDOWNS: (S.RUSHING_TOUCHDOWNS, S.RECEIVING_TOUCHDOWNS),
    S.PASSING_RUSHING_RECEIVING_TOUCHDOWNS: (S.PASSING_TOUCHDOWNS, S.RUSHING_TOUCHDOWNS, S.RECEIVING_TOUCHDOWNS),
    S.TACKLES_ASSISTS: (S.SOLO_TACKLES, S.ASSISTED_TACKLES),
    S.HITS_RUNS_RUNS_BATTED_IN: (S.HITS, S.RUNS, S.RUNS_BATTED_IN),
    S.SHOTS_ON_GOAL_BLOCKED_SHOTS: (S.SHOTS_ON_GOAL, S.BLOCKED_SHOTS),
    S.GOALS_ASSISTS: (S.GOALS, S.ASSISTS),
    S.CARDS: (S.YELLOW_CARDS, S.RED_CARDS),
}
"""Statistics that are the sum of others."""

_WEIGHTED: Mapping[S, tuple[tuple[S, int], ...]] = {
    S.SINGLES: ((S.HITS, 1), (S.DOUBLES, -1), (S.TRIPLES, -1), (S.HOME_RUNS, -1)),
    S.TOTAL_BASES: ((S.HITS, 1), (S.DOUBLES, 1), (S.TRIPLES, 2), (S.HOME_RUNS, 3)),
    S.TWO_POINTERS_MADE: ((S.FIELD_GOALS_MADE, 1), (S.THREE_POINTERS_MADE, -1)),
    S.TWO_POINTERS_ATTEMPTED: ((S.FIELD_GOALS_ATTEMPTED, 1), (S.THREE_POINTERS_ATTEMPTED, -1)),
    S.KICKING_POINTS: ((S.FIELD_GOALS_MADE, 3), (S.EXTRA_POINTS_MADE, 1)),
    **{total: tuple((part, 1) for part in parts) for total, parts in SUMS.items()},
}

_YES_FROM: Mapping[S, tuple[S, ...]] = {
    S.ANYTIME_GOAL: (S.GOALS,),
    S.RECEIVES_CARD: (S.YELLOW_CARDS, S.RED_CARDS),
    S.RECEIVES_RED_CARD: (S.RED_CARDS,),
}
"""Yes/no statistics: 1 where any of the parts is there, 0 where none is."""
_YES_IF_REPORTED: Mapping[S, tuple[S, ...]] = {S.ANYTIME_TOUCHDOWN: (S.RUSHING_TOUCHDOWNS, S.RECEIVING_TOUCHDOWNS)}
"""Yes where any of the parts is there. None of them proves nothing: no box score has touchdowns of returns."""

_DOUBLES: Mapping[S, int] = {S.DOUBLE_DOUBLE: 2, S.TRIPLE_DOUBLE: 3}
_OF_DOUBLES = (S.POINTS, S.REBOUNDS, S.ASSISTS, S.STEALS, S.BLOCKS)

FORMULA_UNKNOWN = frozenset({S.FANTASY_POINTS, S.PITCHER_FANTASY_POINTS})
"""Statistics that every operator counts by its own formula."""

_TABLES = frozenset(
    {
        *(S.PASSING_YARDS, S.PASSING_TOUCHDOWNS, S.PASSING_ATTEMPTS, S.PASSING_COMPLETIONS, S.PASSING_INTERCEPTIONS),
        *(S.RUSHING_YARDS, S.RUSHING_ATTEMPTS, S.RUSHING_TOUCHDOWNS),
        *(S.RECEIVING_YARDS, S.RECEIVING_TOUCHDOWNS, S.RECEPTIONS, S.TARGETS),
    }
)
"""Football's box scores list a player in the tables of what he did. One without a row there has 0."""


def figure_of(report: PlayerStats, stat: S) -> Decimal | None:
    """Return the figure of a statistic in a report, or None where the report does not prove it."""
    found = report.stats.get(stat)
    if found is not None:
        return found
    if stat in _WEIGHTED:
        return _sum(report, _WEIGHTED[stat])
    if stat in _YES_FROM:
        parts = _sum(report, tuple((part, 1) for part in _YES_FROM[stat]))
        return None if parts is None else Decimal(parts > 0)
    if stat in _YES_IF_REPORTED:
        return Decimal(1) if any(figure_of(report, part) for part in _YES_IF_REPORTED[stat]) else None
    if stat in _DOUBLES:
        return _multiple_double(report, _DOUBLES[stat])
    is_zero = stat in _TABLES and report.league.traits.sport is Sport.AMERICAN_FOOTBALL and bool(report.stats)
    return Decimal(0) if is_zero else None


def _sum(report: PlayerStats, parts: tuple[tuple[S, int], ...]) -> Decimal | None:
    total = Decimal(0)
    for part, weight in parts:
        figure = figure_of(report, part)
        if figure is None:
            return None
        total += weight * figure
    return total


def _multiple_double(report: PlayerStats, needed: int) -> Decimal | None:
    """Return 1 or 0 by how many of five statistics reach ten. Missing ones matter only where they could decide."""
    figures = [figure_of(report, stat) for stat in _OF_DOUBLES]
    reached = sum(figure is not None and figure >= 10 for figure in figures)
    if reached >= needed:
        return Decimal(1)
    return Decimal(0) if reached + figures.count(None) < needed else None
