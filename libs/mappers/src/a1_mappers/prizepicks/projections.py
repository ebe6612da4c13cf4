"""The board of lines: `/projections`, JSON:API, undocumented. See `docs/mapping-rules.md` for what was observed.

Every row's rank changes with every poll, so rows are compared by the facts that are read, not by their bytes.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Contest, Extracted, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.errors import rejected
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.included import Decoded, Included
from a1_mappers.prizepicks.props import Board, board_of_rows, props_of
from a1_mappers.prizepicks.rows import Row, rows_of
from a1_mappers.prizepicks.statistics import Scores, box_scores_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind

T = TypeVar("T")
_decode_whole = msgspec.json.Decoder(wire.WholeBoard)
_decode_board = msgspec.json.Decoder(wire.Board)
_decode_projection = msgspec.json.Decoder(wire.Projection)
_decode_resource = msgspec.json.Decoder(wire.Resource)
_READ = "board"


class _Read(NamedTuple):
    """What was read of a board."""

    resources: Decoded
    rows: dict[str, Row]
    full_names: dict[tuple[str, str], str]
    contests: dict[str, Contest]
    board: Board
    scores: Scores


_NOTHING = _Read({}, {}, {}, {}, {}, {})


def map_projections(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Yield games, ladders and live statistics, those of the target's last body as unchanged."""
    try:
        board = _decoded(body)
    except ParseError as error:
        yield rejected(body, error)
        return
    found = _map_board(board, headers, memory)
    is_one_page = board.meta is None or board.meta.total_pages in (None, 1)
    yield from completed(found, (Kind.LISTINGS, Kind.PROPS)) if is_one_page else found


def _decoded(body: bytes) -> wire.WholeBoard | wire.Board:
    """Return the board; raises ParseError. A piece of another shape must not affect the others."""
    try:
        return decode(body, _decode_whole)
    except ParseError:
        return decode(body, _decode_board)


def _map_board(board: wire.WholeBoard | wire.Board, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    last: _Read = memory.last(_READ) or _NOTHING
    included = Included(_each(board.included or (), _decode_resource, "$.included"), last.resources)
    rows: list[Row] = []
    for found in rows_of(_each(board.data, _decode_projection, "$.data"), included, last.rows):
        if isinstance(found, Reject):
            yield found
        else:
            rows.append(found)
    games = BoardGames(rows, included, headers.league)
    contests: dict[str, Contest] = {}
    for contest in games.contests():
        if isinstance(contest, Contest):
            contests[contest.native_id] = contest
            is_known = last.contests.get(contest.native_id) == contest
            yield Unchanged(Kind.LISTINGS, (contest.native_id,)) if is_known else contest
        else:
            yield contest
    if games.full_names != last.full_names:
        last = _NOTHING
    of_games = board_of_rows(rows, games)
    yield from props_of(of_games, last.board, games)
    box_scores, scores = box_scores_of(rows, included, games, last.scores)
    yield from box_scores
    yield from included.rejects
    yield from games.rejects
    by_id = {row.projection.id: row for row in rows}
    # Rows of a game that the board does not list are refused: the next board, which may list it, repeats them.
    of_games = {contest_id: game for contest_id, game in of_games.items() if contest_id in contests}
    scores = {name: score for name, score in scores.items() if name[0] in contests}
    memory.note(_READ, _Read(included.decoded, by_id, games.full_names, contests, of_games, scores))


def _each(
    pieces: Sequence[T] | Sequence[msgspec.Raw], decoder: "msgspec.json.Decoder[T]", path: str
) -> Iterator[tuple[str, T] | Reject]:
    """Yield each piece with its path, or a reject."""
    for index, piece in enumerate(pieces):
        where = f"{path}[{index}]"
        if not isinstance(piece, msgspec.Raw):
            yield where, piece
            continue
        try:
            yield where, decode(bytes(piece), decoder)
        except ParseError as error:
            yield error.at(where)
