"""One athlete's games of a season: /apis/common/v3/sports/{sport}/{league}/athletes/{id}/gamelog (unofficial).

`events` is an object keyed by id. The figures are separate, in columns that `categories` groups into tables. The
athlete is identified only by the request, the athlete's team only by its abbreviation.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.players import side_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.statistics import statistics_of, table_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Contest, Extracted, Player, PlayerBoxScore, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_optional_time
from a1_mappers.untyped import Json, dig, items, text, texts
from a1_schemas.leagues import League
from a1_schemas.raw import RawHeaders
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import RejectReason, Sport

_ID_FROM_END = -2
"""The index of the athlete's id in the path: `…/athletes/3139477/gamelog`."""


def map_game_log(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield each game and the athlete's figures in it. Not a complete list of anything."""
    try:
        log = decode(body, decode_any)
        if not isinstance(dig(log, "events"), dict):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no events by id")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    contests: dict[str, Contest] = {}
    for native_id, event in dig(log, "events").items():
        found = _contest(native_id, event, league)
        yield found
        if isinstance(found, Contest):
            contests[native_id] = found
    yield from _lines(log, contests, _athlete_of(headers.url))


def _contest(native_id: str, event: Json, league: str) -> Contest | Reject:
    path = f"$.events[{native_id}]"
    own = Side(
        name=text(event, "team", "displayName") or text(event, "team", "abbreviation"),
        native_id=text(event, "team", "id"),
        abbreviation=text(event, "team", "abbreviation"),
    )
    sides = {side.native_id: side for side in (side_of(dig(event, "opponent")), own)}
    home, away = (sides.get(text(event, name)) for name in ("homeTeamId", "awayTeamId"))
    if home is None or away is None or home is away:
        return Reject(RejectReason.UNNAMED_SIDE, path, "home and away are not the two teams")
    try:
        start = parse_optional_time(dig(event, "gameDate"))
    except ParseError as error:
        return error.at(f"{path}.gameDate")
    return Contest(native_id=native_id, league=league, home=home, away=away, start_time=start)


def _lines(log: Json, contests: dict[str, Contest], athlete_id: str | None) -> Iterator[PlayerBoxScore]:
    columns = _columns(log, next((contest.league for contest in contests.values()), ""))
    for season in items(log, "seasonTypes"):
        for category in items(season, "categories"):
            for row in items(category, "events"):
                contest = contests.get(text(row, "eventId") or "")
                figures = texts(row, "stats")
                if contest is not None and figures:
                    player = Player(name="", native_id=athlete_id)
                    stats = _statistics(columns, figures)
                    yield PlayerBoxScore(
                        contest_id=contest.native_id, league=contest.league, player=player, stats=stats
                    )


_Column = tuple[list[str], dict[str, StatType]]


def _columns(log: Json, league: str) -> list[_Column]:
    """Return the column names by table, or one table if the log has no categories."""
    sport = League(league).traits.sport if league in list(League) else None
    names = iter(texts(log, "names"))
    found = [_table(sport, text(table, "name"), islice(names, _count(table))) for table in items(log, "categories")]
    return [*found, _table(sport, None, names)]


def _table(sport: Sport | None, name: str | None, columns: Iterator[str]) -> _Column:
    return list(columns), table_of(sport, name) if sport else {}


def _count(table: Json) -> int:
    count = dig(table, "count")
    return count if isinstance(count, int) and count > 0 else 0


def _statistics(columns: list[_Column], figures: list[str]) -> dict[StatType, Decimal]:
    rest = iter(figures)
    stats: dict[StatType, Decimal] = {}
    for names, table in columns:
        stats |= statistics_of(names, list(islice(rest, len(names))), table)
    return stats


def _athlete_of(url: str) -> str | None:
    parts = url.partition("?")[0].split("/")
    return parts[_ID_FROM_END] if len(parts) > 1 and parts[_ID_FROM_END].isdecimal() else None
