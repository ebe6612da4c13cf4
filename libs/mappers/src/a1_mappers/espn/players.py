"""Box scores of a summary: tables of columns, or rosters in soccer. `stats` is empty for players who did not play."""

from collections.abc import Iterator
from decimal import Decimal

from a1_mappers.espn.statistics import statistics_of, table_of
from a1_mappers.extracted import Contest, Player, PlayerBoxScore, Side
from a1_mappers.parsing import ParseError, parse_number
from a1_mappers.untyped import Json, dig, items, text, texts
from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Sport

_Lines = dict[str, tuple[Player, bool | None, dict[StatType, Decimal]]]
"""By athlete: the player, whether the player started, and the statistics."""


def lines_of(summary: Json, contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield one box score for each player, merging all tables that list the player."""
    sport = _sport(contest.league)
    lines: _Lines = {}
    for team in items(summary, "boxscore", "players"):
        side = side_of(dig(team, "team"))
        for table in items(team, "statistics"):
            name = text(table, "name") or text(table, "type")
            keys = texts(table, "keys")
            known = table_of(sport, name) if sport else {}
            for athlete in items(table, "athletes"):
                written = texts(athlete, "stats")
                _add(lines, athlete, side, statistics_of(keys, written, known), bool(written))
    for team in items(summary, "rosters"):
        side = side_of(dig(team, "team"))
        for athlete in items(team, "roster"):
            stats = _roster_statistics(athlete, sport)
            _add(lines, athlete, side, stats, any(items(athlete, "stats")))
    for player, starter, stats in lines.values():
        yield PlayerBoxScore(
            contest_id=contest.native_id,
            league=contest.league,
            player=player,
            starter=starter,
            stats=stats,
            game_status=contest.status,
        )


def side_of(team: Json) -> Side:
    """Return a team as a side."""
    return Side(
        name=text(team, "displayName") or text(team, "name"),
        native_id=text(team, "id"),
        abbreviation=text(team, "abbreviation"),
    )


def player_of(athlete: Json, side: Side | None) -> Player | None:
    """Return an athlete as a player, or None without a name."""
    name = text(athlete, "displayName") or text(athlete, "fullName")
    if name is None:
        return None
    return Player(
        name=name,
        native_id=text(athlete, "id"),
        team=side,
        position=text(athlete, "position", "abbreviation"),
        jersey=text(athlete, "jersey"),
    )


def _add(
    lines: _Lines,
    athlete: Json,
    side: Side,
    stats: dict[StatType, Decimal],
    has_entry: bool,  # noqa: FBT001 - whether the row says anything
) -> None:
    player = player_of(dig(athlete, "athlete"), side)
    if player is None or not has_entry or dig(athlete, "didNotPlay") is True:
        return
    starter = dig(athlete, "starter")
    is_known = isinstance(starter, bool)
    *_, known = lines.setdefault(player.native_id or player.name, (player, starter if is_known else None, {}))
    for stat, number in stats.items():
        known.setdefault(stat, number)


def _roster_statistics(athlete: Json, sport: Sport | None) -> dict[StatType, Decimal]:
    known = table_of(sport, None) if sport else {}
    found: dict[StatType, Decimal] = {}
    for entry in items(athlete, "stats"):
        stat = known.get(text(entry, "name") or "")
        value = dig(entry, "value")
        if stat is None or value is None:
            continue
        try:
            found[stat] = parse_number(value)
        except ParseError:
            continue
    return found


def _sport(league: str) -> Sport | None:
    try:
        return League(league).traits.sport
    except ValueError:
        return None
