"""Merges the reports of all providers on a game's players into its box score.

A figure is that of the report that counts first. Providers that report another one are listed beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from a1_gateway.snapshot.box_score_shapes import Figure, OtherFigure, PlayerFigures, Side, SideTotals, StatisticsReport
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.played_time import is_to_the_second, same_time, seconds_of
from a1_gateway.snapshot.reported_players import player_of
from a1_gateway.snapshot.trust import Trust, trust_of
from a1_schemas import fast
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind

_NOT_SUMMED = frozenset(
    {
        StatType.MINUTES,
        StatType.PLUS_MINUS,
        StatType.COMPLETION_PERCENTAGE,
        StatType.RUSHING_YARDS_PER_ATTEMPT,
        StatType.LONGEST_COMPLETION,
        StatType.LONGEST_RUSH,
        StatType.LONGEST_RECEPTION,
        StatType.LONGEST_FIELD_GOAL,
        StatType.SHORTEST_FIELD_GOAL,
    }
)
"""Statistics whose sum over players means nothing."""
_SIDES: tuple[Side | None, ...] = ("home", "away", None)


class _Report(NamedTuple):
    statistics: fast.PlayerStats
    is_fresh: bool
    is_to_the_second: bool


def box_score(records: LeagueRecords, event_id: str, providers: frozenset[str] = frozenset()) -> list[PlayerFigures]:
    """Return a game's players by side, starters first, as if only these providers reported; all without any."""
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, event_id)
    if event is None:
        return []
    statistics: list[fast.PlayerStats] = [
        each for each in records.of_event(Kind.PLAYER_STATS, event_id) if not providers or each.provider in providers
    ]
    minutes = defaultdict[str, list[fast.Number]](list)
    for each in statistics:
        minutes[each.provider] += [value for stat, value in each.stats.items() if stat == StatType.MINUTES]
    to_the_second = {provider for provider, known in minutes.items() if is_to_the_second(known)}
    by_player = defaultdict[str, list[_Report]](list)
    for each in statistics:
        report = _Report(each, records.freshness.is_fresh(each.target), each.provider in to_the_second)
        by_player[each.player.player_id].append(report)
    return sorted((_player_figures(event, reports) for reports in by_player.values()), key=_place)


def totals_of(event: fast.SportingEvent, players: Iterable[PlayerFigures]) -> list[SideTotals]:
    """Return the totals of the home and the away side."""
    sums: dict[Side, defaultdict[str, fast.Number]] = {"home": defaultdict(int), "away": defaultdict(int)}
    for player in players:
        if player.side is not None:
            for stat, figure in player.stats.items():
                sums[player.side][stat] += figure.value
    teams: dict[Side, fast.Team] = {"home": event.home, "away": event.away}
    return [SideTotals(side, teams[side], _summed(found)) for side, found in sums.items()]


def differing(players: Iterable[PlayerFigures]) -> int:
    """Return how many figures two providers report differently."""
    return sum(bool(figure.differs) for player in players for figure in player.stats.values())


def _summed(sums: Mapping[str, fast.Number]) -> dict[str, fast.Number]:
    return {stat: _shortest(round(value, 2)) for stat, value in sorted(sums.items()) if stat not in _NOT_SUMMED}


def _shortest(value: fast.Number) -> fast.Number:
    return int(value) if value == int(value) else value


def _player_figures(event: fast.SportingEvent, found: Sequence[_Report]) -> PlayerFigures:
    reports = sorted(found, key=_trust)
    side = _side(event, [each.statistics.player.team for each in reports])
    return PlayerFigures(
        event_id=event.event_id,
        league=event.league,
        player=player_of([each.statistics.player for each in reports]),
        team=None if side is None else event.home if side == "home" else event.away,
        side=side,
        starter=next((each.statistics.starter for each in reports if each.statistics.starter is not None), None),
        seconds=_seconds(reports),
        stats=_figures(reports),
        reports=[_statistics_report(each) for each in reports],
        changed_at=max(each.statistics.changed_at for each in reports),
        freshness="fresh" if any(each.is_fresh for each in reports) else "stale",
    )


def _trust(report: _Report) -> Trust:
    return trust_of(report.statistics.provider, report.statistics.feed, is_fresh=report.is_fresh)


def _minutes_first(reports: Sequence[_Report]) -> list[_Report]:
    """Return the reports in the order of their minutes: fresh before stale, then seconds before whole minutes."""
    return sorted(reports, key=lambda report: (not report.is_fresh, not report.is_to_the_second))


def _seconds(reports: Sequence[_Report]) -> int | None:
    for report in _minutes_first(reports):
        if StatType.MINUTES in report.statistics.stats:
            return seconds_of(report.statistics.stats[StatType.MINUTES]) if report.is_to_the_second else None
    return None


def _figures(reports: Sequence[_Report]) -> dict[str, Figure]:
    """Return the merged figures by statistic."""
    stats = sorted({stat for report in reports for stat in report.statistics.stats})
    return {stat: _figure(stat, _values(stat, reports)) for stat in stats}


def _values(stat: str, reports: Sequence[_Report]) -> dict[str, fast.Number]:
    """Return each provider's value, the one that counts first at the front."""
    values: dict[str, fast.Number] = {}
    for report in _minutes_first(reports) if stat == StatType.MINUTES else reports:
        if stat in report.statistics.stats:
            values.setdefault(report.statistics.provider, report.statistics.stats[stat])
    return values


def _figure(stat: str, values: Mapping[str, fast.Number]) -> Figure:
    """Return the figure of the first provider, and what the others report instead."""
    value = next(iter(values.values()))
    agreeing = [provider for provider, other in values.items() if _agree(stat, value, other)]
    others = [OtherFigure(provider, other) for provider, other in values.items() if provider not in agreeing]
    return Figure(value, agreeing, others)


def _agree(stat: str, one: fast.Number, other: fast.Number) -> bool:
    return one == other or (stat == StatType.MINUTES and same_time(one, other))


def _statistics_report(report: _Report) -> StatisticsReport:
    statistics = report.statistics
    return StatisticsReport(
        provider=statistics.provider,
        feed=statistics.feed,
        native_id=statistics.player.native_id,
        changed_at=statistics.changed_at,
        freshness="fresh" if report.is_fresh else "stale",
    )


def _side(event: fast.SportingEvent, teams: Iterable[str | None]) -> Side | None:
    for team in teams:
        if team is not None and team == event.home.team_id:
            return "home"
        if team is not None and team == event.away.team_id:
            return "away"
    return None


def place_of(player: PlayerFigures) -> int:
    """Return the place of a row: home before away before unknown, starters before the others."""
    return 2 * _SIDES.index(player.side) + (not player.starter)


def _place(player: PlayerFigures) -> tuple[int, str]:
    return (place_of(player), player.player.player_id)
