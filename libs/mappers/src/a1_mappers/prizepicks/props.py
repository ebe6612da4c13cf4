"""Ladders of lines: all rows of one player, statistic, game and duration. There are no prices."""

from collections.abc import Iterator
from decimal import Decimal

from a1_mappers.extracted import Line, Player, Prop, Reject
from a1_mappers.parsing import MAX_LINE, ParseError, parse_optional_number, parse_text
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.rows import Row
from a1_mappers.prizepicks.stat_words import meaning_of
from a1_mappers.prizepicks.vocabulary import LINE_TYPES, OPEN_STATUSES, SIDES, SIDES_OF_TYPE, SUSPENDED
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import LineType, Period, RejectReason, Selection

BOOKMAKER = str(Provider.PRIZEPICKS)
BOOKMAKER_NAME = "PrizePicks"
_AND = "+"
_WITHIN_COMBO = "/"
_Ladder = tuple[str, str, str, str | None, Period]


def props_of(rows: list[Row], games: BoardGames) -> Iterator[Prop | Reject]:
    """Yield one prop for each ladder, and a reject for each row without a line that can be taken."""
    ladders: dict[_Ladder, tuple[Row, list[Line]]] = {}
    for row in rows:
        try:
            line = _line(row.projection)
        except ParseError as error:
            yield error.at(row.path)
            line = Line(line=None, line_type=None, native_id=row.projection.id)
        if (fault := _status_fault(row)) is not None:
            yield fault
        stat = row.projection.attributes.stat_type or ""
        key = (games.contest_id_of(row), row.player_id, stat, row.native_period, row.board.period)
        ladders.setdefault(key, (row, []))[1].append(line)
    for (contest_id, *_), (row, lines) in ladders.items():
        yield _prop(row, contest_id, games, tuple(lines))


def player_of(row: Row, games: BoardGames) -> Player:
    """Return the player. One missing from the body has only an id."""
    if row.player is None:
        return Player(name="", native_id=row.player_id)
    team = None if row.is_combo else parse_text(row.player.team)
    jersey = row.player.jersey_number
    return Player(
        name=parse_text(row.player.name) or "",
        native_id=row.player_id,
        team=None if team is None else games.side_of(row.league, team),
        position=parse_text(row.player.position),
        jersey=None if jersey is None else parse_text(str(jersey)),
    )


def _members(row: Row, games: BoardGames) -> tuple[Player, ...]:
    """Return the players of a combo. Each is on the team at its own place, where there are as many teams."""
    if row.player is None:
        return ()
    names = [name for text in (row.player.name or "").split(_AND) if (name := parse_text(text)) is not None]
    teams = [parse_text(team) for team in (row.player.team or "").split(_WITHIN_COMBO)]
    if len(teams) != len(names):
        teams = [None] * len(names)
    return tuple(
        Player(name=name, team=None if team is None else games.side_of(row.league, team))
        for name, team in zip(names, teams, strict=True)
    )


def _prop(row: Row, contest_id: str, games: BoardGames, lines: tuple[Line, ...]) -> Prop:
    native_stat = parse_text(row.projection.attributes.stat_type) or ""
    stat_type, named_period = meaning_of(row.league, native_stat)
    is_whole = row.period is Period.GAME and named_period is not None
    return Prop(
        contest_id=contest_id,
        league=row.league,
        bookmaker=BOOKMAKER,
        bookmaker_name=BOOKMAKER_NAME,
        player=player_of(row, games),
        is_combo=row.is_combo,
        members=_members(row, games) if row.is_combo else (),
        stat_type=stat_type,
        native_stat=native_stat,
        period=named_period if is_whole else row.period,
        native_period=row.native_period,
        lines=lines,
    )


def _line(projection: wire.Projection) -> Line:
    """Return the line on offer. In a promotion that is the promotional line, with the regular one beside it."""
    facts = projection.attributes
    regular, sale = _number(facts.line_score), _number(facts.flash_sale_line_score)
    line = regular if sale is None else sale
    if line is None:
        raise ParseError(RejectReason.INVALID_LINE, "no line_score")
    line_type = _line_type(facts.odds_type)
    return Line(
        line=line,
        line_type=line_type,
        sides=_sides(facts.allowed_wager_types, line_type),
        is_adjusted=facts.adjusted_odds,
        promo=bool(facts.is_promo) or sale is not None,
        regular_line=None if sale is None else regular,
        suspended=facts.status is not None and facts.status not in OPEN_STATUSES,
        native_id=projection.id,
    )


def _number(value: Decimal | None) -> Decimal | None:
    """Return a line. Promotions use any number (3.14), so quarter points are not required."""
    line = parse_optional_number(value)
    if line is not None and abs(line) > MAX_LINE:
        raise ParseError(RejectReason.INVALID_LINE, f"{line} is no line")
    return line


def _line_type(odds_type: str | None) -> LineType:
    """Return the line type. Boards from before goblins and demons have no type: every line was standard."""
    if odds_type is None:
        return LineType.STANDARD
    line_type = LINE_TYPES.get(odds_type)
    if line_type is None:
        raise ParseError(RejectReason.UNKNOWN_LINE_TYPE, f"{odds_type!r:.80}")
    return line_type


def _sides(written: str | None, line_type: LineType) -> tuple[Selection, ...]:
    """Return the sides that can be taken; raises ParseError for a word in no vocabulary."""
    if written is None:
        return SIDES_OF_TYPE[line_type]
    sides = SIDES.get(written)
    if sides is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"wager type {written!r:.80}")
    return sides


def _status_fault(row: Row) -> Reject | None:
    """Return a reject for a status in no vocabulary. The line is kept as suspended, since it may not be playable."""
    status = row.projection.attributes.status
    if status is None or status in OPEN_STATUSES or status == SUSPENDED:
        return None
    return Reject(RejectReason.UNKNOWN_STATUS, row.path, f"{status!r:.80}")
