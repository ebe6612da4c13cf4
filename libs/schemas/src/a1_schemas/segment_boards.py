"""PrizePicks' boards of parts of games: quarters, halves, periods."""

from enum import StrEnum
from typing import NamedTuple

from a1_schemas.leagues import Board


class Segment(StrEnum):
    """A part of a game that has a board of its own at PrizePicks: its name is the game's board and this word."""

    FIRST_HALF = "1H"
    SECOND_HALF = "2H"
    FIRST_QUARTER = "1Q"
    FOURTH_QUARTER = "4Q"
    FIRST_PERIOD = "1P"
    SECOND_PERIOD = "2P"
    THIRD_PERIOD = "3P"


class SegmentBoard(NamedTuple):
    """A board of a part of the games of another board."""

    board: Board
    parent: Board
    segment: Segment


_SEGMENT_IDS: dict[str, dict[str, str]] = {
    "NBA": {"1H": "84", "2H": "80", "1Q": "192", "4Q": "149"},
    "WNBA": {"1H": "193", "2H": "194", "1Q": "308", "4Q": "195"},
    "CBB": {"1H": "290", "2H": "155"},
    "NFL": {"1H": "35", "2H": "25", "1Q": "245", "4Q": "152"},
    "CFB": {"1H": "184", "2H": "150", "4Q": "153"},
    "NHL": {"1P": "227", "2P": "234", "3P": "226"},
    "SOCCER": {"1H": "242", "2H": "243"},
}
"""The stable ids of segment boards by the name of the game's board. Baseball has none: its rows name innings."""


def prizepicks_segments(parent: Board) -> tuple[SegmentBoard, ...]:
    """The boards of parts of the games of a board."""
    found = _SEGMENT_IDS.get(parent.name, {})
    return tuple(
        SegmentBoard(Board(f"{parent.name}{word}", board_id), parent, Segment(word)) for word, board_id in found.items()
    )
