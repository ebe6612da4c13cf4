"""A row of the board joined with its resources: the pair of sides that it names, its statistic and its line.

A row whose facts are those of the body before is the same object, so that what follows from it need not be found again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from a1_mappers.extracted import Line, Reject
from a1_mappers.parsing import ParseError, parse_optional_time, parse_side_name, parse_text
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.included import Included
from a1_mappers.prizepicks.lines import line_of, status_faults
from a1_mappers.prizepicks.references import GameReference, Pair
from a1_mappers.prizepicks.stat_words import meaning_of
from a1_mappers.prizepicks.vocabulary import (
    DURATIONS,
    FULL,
    FULL_DURATION_ID,
    PLAYER_IS_SIDE,
    BoardMeaning,
    board_of,
)
from a1_schemas.stats import StatType, other_stat
from a1_schemas.vocabulary import Period, RejectReason

_BRACKET = re.compile(r"\s*\([^()]*\)$")
_SEGMENT = re.compile(
    r"\s+(?:1st half|2nd half|[12]h|(?:1st|2nd|3rd|4th) (?:quarter|period|set|inning)|[1-4][qp]|maps? [\d+-]+"
    r"|\d(?:\+\d)* innings?)$",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"^(?:vs\.?|@|at)\s+", re.IGNORECASE)
_WITHIN_COMBO = "/"


class Row(msgspec.Struct, kw_only=True, eq=False):
    """A projection joined with its resources. `player` is None if missing from the body.

    `path` is where the newest body has it. Nothing else ever changes.
    """

    path: str
    projection: wire.Projection
    player: wire.Player | None
    player_id: str
    board: BoardMeaning
    period: Period | None
    """What the statistic's name, the duration or the board says; None if that word is unknown or missing."""
    native_period: str | None
    native_stat: str
    stat_type: StatType | None
    statistic: tuple[str, Period] | None
    """The statistic as records have it, and the period; None where either is unknown."""
    line: Line
    """Without a type where it is refused."""
    is_combo: bool
    """Whether the row is about several players together."""
    game_ref: str | None
    """The id of the included game that the row links to."""
    reference: GameReference | None
    is_whole: bool
    """Whether nothing of the row is refused."""

    @property
    def league(self) -> str:
        """The league of the game, for boards of a part of the game too."""
        return self.board.league

    @property
    def game_id(self) -> str | None:
        """The game's own id, an opaque text. Many rows of old boards lack it."""
        return self.projection.attributes.game_id or None


def rows_of(
    projections: Iterable[tuple[str, wire.Projection] | Reject], included: Included, last: Mapping[str, Row]
) -> Iterator[Row | Reject]:
    """Yield each row, and a reject for each that cannot be read or has a part that is refused.

    `last` holds the rows of the body before by the projections' ids.
    """
    references: dict[GameReference, GameReference] = {}
    players: dict[str, wire.Player | None] = {}
    if not included.has_same("league", "duration"):
        last = {}
    for found in projections:
        if isinstance(found, Reject):
            yield found
            continue
        path, projection = found
        row = last.get(projection.id)
        if row is not None and row.is_whole and row.projection == projection:
            if row.player_id not in players:
                players[row.player_id] = included.player(projection.relationships.new_player)
            if row.player is players[row.player_id]:
                row.path = path
                yield row
                continue
        yield from _read(path, projection, included, references)


def _read(
    path: str, projection: wire.Projection, included: Included, references: dict[GameReference, GameReference]
) -> Iterator[Row | Reject]:
    """Yield what is refused of a row, then the row if it has a player and a time that can be read.

    `references` holds one object for equal references.
    """
    links, facts = projection.relationships, projection.attributes
    rejects: list[Reject] = []
    player = included.player(links.new_player)
    if player is None and links.new_player.data is not None:
        detail = f"new_player {links.new_player.data.id}"
        rejects.append(Reject(RejectReason.DANGLING_REFERENCE, path, detail))
    board = _board(links, player, included)
    duration = included.name_of(links.duration, "duration")
    period, native_period = _period(board, links.duration, duration)
    native_stat = parse_text(facts.stat_type) or ""
    stat_type, named_period = meaning_of(board.league, native_stat)
    if period is Period.GAME and named_period is not None:
        period = named_period
    statistic = stat_type or other_stat(native_stat)
    line = Line(line=None, line_type=None, native_id=projection.id)
    try:
        if links.new_player.data is None:
            raise ParseError(RejectReason.MISSING_FIELD, "no new_player")
        reference = _reference(projection, player, board, duration)
    except ParseError as error:
        yield error.at(path)
        return
    try:
        line = line_of(projection)
    except ParseError as error:
        rejects.append(error.at(path))
    else:
        rejects += status_faults(facts.status, path)
    yield from rejects
    yield Row(
        path=path,
        projection=projection,
        player=player,
        player_id=links.new_player.data.id,
        board=board,
        period=period,
        native_period=native_period,
        native_stat=native_stat,
        stat_type=stat_type,
        statistic=None if statistic is None or period is None else (statistic, period),
        line=line,
        is_combo=player is not None and bool(player.combo),
        game_ref=None if links.game.data is None else links.game.data.id,
        reference=None if reference is None else references.setdefault(reference, reference),
        is_whole=not rejects,
    )


def _board(links: wire.ProjectionLinks, player: wire.Player | None, included: Included) -> BoardMeaning:
    name = included.name_of(links.league, "league") or (None if player is None else player.league)
    return board_of("" if links.league.data is None else links.league.data.id, name)


def _period(board: BoardMeaning, link: wire.Link, duration: str | None) -> tuple[Period | None, str | None]:
    """Return the period and the provider's word for it. The period is None if that word is unknown or missing."""
    if link.data is None or duration == FULL or (duration is None and link.data.id == FULL_DURATION_ID):
        return board.period, duration
    if duration is None:
        return None, f"duration {link.data.id}"
    return DURATIONS.get(duration), duration


def _reference(
    projection: wire.Projection, player: wire.Player | None, board: BoardMeaning, duration: str | None
) -> GameReference | None:
    """Return the game that the row names by its sides; raises ParseError for a start that is no time."""
    facts = projection.attributes
    start_time = parse_optional_time(facts.start_time)
    pair = _pair(facts.description, player, board, duration)
    if player is None or pair is None:
        return None
    own, opponent = sorted(pair)
    pair = (own, opponent)
    game_id = facts.game_id or None
    return GameReference(board.league, pair, start_time, game_id, frozenset(pair), is_loose=bool(player.combo))


def _pair(
    description: str | None, player: wire.Player | None, board: BoardMeaning, duration: str | None
) -> Pair | None:
    """Return own side and opponent, if the row names exactly one pair."""
    if player is None or not board.names_games:
        return None
    own = parse_side_name(player.name if board.league in PLAYER_IS_SIDE and not player.combo else player.team)
    opponent = _opponent(description, duration)
    if own is None or opponent is None:
        return None
    if player.combo:
        sides = dict.fromkeys(side.strip() for text in (own, opponent) for side in text.split(_WITHIN_COMBO))
        if len(sides) != 2 or not all(parse_side_name(side) for side in sides):
            return None
        own, opponent = sides
    return None if own.casefold() == opponent.casefold() else (own, opponent)


def _opponent(description: str | None, duration: str | None) -> str | None:
    """Return the description without bracket and segment: `IND 1st Half`, `Canada (T20)`, `FaZe MAPS 1-2`."""
    text = parse_text(description)
    if text is None:
        return None
    text = _BRACKET.sub("", text)
    if duration is not None:
        text = text.removesuffix(f" {duration}")
    return parse_side_name(_VERSUS.sub("", _SEGMENT.sub("", text)))
