"""Chunks of a stream: the newest changes after a position, up to a size or to the end of the log."""

from collections.abc import Generator
from typing import NamedTuple

from a1_stream.catching_up import passing_record
from a1_stream.subscription import Scope
from a1_streaming.change_map import ChangeMap
from a1_streaming.cursors import START
from a1_streaming.filters import Filters
from a1_streaming.frames import PART_BYTES, record_json


class Chunk(NamedTuple):
    """Records as JSON, the position after them, and whether that is the end of what was read of the log."""

    records: list[bytes]
    position: int
    is_up_to_date: bool

    @property
    def body(self) -> bytes:
        """The records as a JSON array."""
        return b"[" + b",".join(self.records) + b"]"


def read_chunk(known: ChangeMap, position: int, filters: Filters) -> Chunk:
    """Return what follows a position. A chunk ends before the record that would make it too large; one always fits.

    A reader that has nothing gets what lives; one that has something gets removals too.
    """
    records: list[bytes] = []
    size = 0
    at = position
    for record, offset in _records(known, position, filters):
        if records and size + len(record) > PART_BYTES:
            return Chunk(records, at, is_up_to_date=False)
        records.append(record)
        size += len(record) + 1
        at = offset
    return Chunk(records, max(known.end, position), is_up_to_date=True)


def _records(known: ChangeMap, position: int, filters: Filters) -> Generator[tuple[bytes, int]]:
    if position == START:
        for change in known.living:
            if filters.passes(change):
                yield record_json(change), change.offset
        return
    scope = Scope((known.kind,), filters)
    for change in known.since(position):
        record = passing_record(scope, change, filters.may_have_passed)
        if record is not None:
            yield record, change.offset
