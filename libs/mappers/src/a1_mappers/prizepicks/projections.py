"""The board of lines: `/projections`, JSON:API, undocumented. See `docs/mapping-rules.md` for what was observed."""

from collections.abc import Iterator

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.errors import rejected
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.included import Included
from a1_mappers.prizepicks.props import props_of
from a1_mappers.prizepicks.rows import Row, rows_of
from a1_mappers.prizepicks.statistics import box_scores_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind

_decode_board = msgspec.json.Decoder(wire.Board)


def map_projections(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield games, ladders and live statistics. Every row's rank changes with every poll, so no piece is unchanged."""
    try:
        board = decode(body, _decode_board)
    except ParseError as error:
        yield rejected(body, error)
        return
    found = _map_board(board, headers)
    is_one_page = board.meta is None or board.meta.total_pages in (None, 1)
    yield from completed(found, (Kind.LISTINGS, Kind.PROPS)) if is_one_page else found


def _map_board(board: wire.Board, headers: RawHeaders) -> Iterator[Extracted]:
    included = Included(board.included or ())
    rows: list[Row] = []
    for found in rows_of(board.data, included):
        if isinstance(found, Reject):
            yield found
        else:
            rows.append(found)
    games = BoardGames(rows, included, headers.league)
    yield from games.contests()
    yield from props_of(rows, games)
    yield from box_scores_of(rows, included, games)
    yield from included.rejects
    yield from games.rejects
