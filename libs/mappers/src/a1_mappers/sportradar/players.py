"""Players of game feeds: their box scores and injuries, from wherever the sport keeps them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from a1_mappers.extracted import Contest, Player, PlayerBoxScore, Side
from a1_mappers.parsing import parse_text
from a1_mappers.sportradar.statistics import FOOTBALL, PLAYER_ROW, SOCCER, statistics_of
from a1_schemas.stats import StatType

Json = Any
_SPLIT_SHOTS = ("shots_on_target", "shots_off_target", "shots_blocked")


def league_lines(game: Mapping[str, Json], contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield box scores of basketball, ice hockey and baseball: `players` of each side."""
    for side, team in _sides(game, contest):
        for row in rows(team.get("players")):
            if row.get("statistics") or row.get("goaltending"):
                yield from _line(contest, row, side, statistics_of(row, PLAYER_ROW))


def football_lines(game: Mapping[str, Json], contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield box scores of football. Rows of one player in several categories become one record."""
    statistics = game.get("statistics")
    if not isinstance(statistics, dict):
        return
    players: dict[str, tuple[Mapping[str, Json], Side, dict[StatType, Decimal]]] = {}
    for side, team in _sides(statistics, contest):
        for category, row in _categorised(team):
            known = players.setdefault(_identity(row), (row, side, {}))
            known[2].update(statistics_of(row, FOOTBALL.get(category, {})))
    for row, side, stats in players.values():
        yield from _line(contest, row, side, stats)


def match_lines(match: Mapping[str, Json], contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield box scores of matches: `statistics.totals.competitors` in v4, flat rows of `statistics.teams` in v3."""
    statistics = match.get("statistics")
    if not isinstance(statistics, dict):
        return
    totals = statistics.get("totals")
    for team in (
        *rows(totals.get("competitors") if isinstance(totals, dict) else None),
        *rows(statistics.get("teams")),
    ):
        side = _side_named(team, contest)
        for row in rows(team.get("players")):
            entry = row.get("statistics") if "statistics" in row else row
            if isinstance(entry, dict) and entry:
                yield from _line(contest, row, side, _soccer(entry))


def player_of(row: Mapping[str, Json], side: Side | None) -> Player | None:
    """Return a player, or None without a name. Soccer writes the last name first."""
    name = parse_text(row.get("full_name")) or _joined(row) or _turned(parse_text(row.get("name")))
    if name is None:
        return None
    primary = parse_text(row.get("primary_position"))
    position = parse_text(row.get("position")) or parse_text(row.get("type"))
    jersey = row.get("jersey_number", row.get("jersey"))
    return Player(
        name=name,
        native_id=parse_text(row.get("id")),
        team=side,
        position=primary if primary and primary != "NA" else position,
        jersey=parse_text(str(jersey)) if isinstance(jersey, str | int) else None,
    )


def rows(value: Json) -> Iterator[dict[str, Json]]:
    """Iterate over the objects of a list."""
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, dict))


def _line(
    contest: Contest, row: Mapping[str, Json], side: Side | None, stats: dict[StatType, Decimal]
) -> Iterator[PlayerBoxScore]:
    player = player_of(row, side)
    starter = row.get("starter")
    if player is not None:
        yield PlayerBoxScore(
            contest_id=contest.native_id,
            league=contest.league,
            player=player,
            starter=starter if isinstance(starter, bool) else None,
            stats=stats,
            game_status=contest.status,
            observed_at=contest.observed_at,
        )


def _sides(holder: Mapping[str, Json], contest: Contest) -> Iterator[tuple[Side, dict[str, Json]]]:
    for side, team in ((contest.home, holder.get("home")), (contest.away, holder.get("away"))):
        if isinstance(team, dict):
            yield side, team


def _side_named(team: Mapping[str, Json], contest: Contest) -> Side | None:
    return next((side for side in (contest.home, contest.away) if side.native_id == team.get("id")), None)


def _categorised(team: Mapping[str, Json]) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield each row with its category. `extra_points` has categories of its own."""
    for category, found in team.items():
        if not isinstance(found, dict):
            continue
        yield from ((category, row) for row in rows(found.get("players")))
        for inner, nested in found.items():
            if isinstance(nested, dict):
                yield from ((inner, row) for row in rows(nested.get("players")))


def _soccer(entry: Mapping[str, Json]) -> dict[StatType, Decimal]:
    stats = statistics_of(entry, SOCCER)
    split = [value for key in _SPLIT_SHOTS if isinstance(value := entry.get(key), int)]
    if len(split) == len(_SPLIT_SHOTS):
        stats[StatType.SHOTS] = Decimal(sum(split))
    return stats


def _identity(row: Mapping[str, Json]) -> str:
    return str(row.get("id") or row.get("name"))


def _joined(row: Mapping[str, Json]) -> str | None:
    """Return first and last name. Baseball's first name is the preferred one."""
    first = parse_text(row.get("preferred_name")) or parse_text(row.get("first_name"))
    last = parse_text(row.get("last_name"))
    return f"{first} {last}" if first and last else None


def _turned(name: str | None) -> str | None:
    last, comma, first = (name or "").partition(", ")
    return f"{first} {last}" if comma else name
