"""ESPN's error bodies: in four shapes, and with any status."""

from collections.abc import Iterator

from a1_mappers.espn.scoreboard import rejected
from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def map_error(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """An error body says nothing about games."""
    yield rejected(body, ParseError(RejectReason.ERROR_BODY, body[:200].decode("utf-8", "replace")))
