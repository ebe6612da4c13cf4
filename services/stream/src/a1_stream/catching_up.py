"""Frames for clients that are behind: the parts of a snapshot, and the changes since a position.

No client has a queue. What one has missed is found in the maps when it can be written to again, newest changes only.
"""

from collections.abc import Callable, Generator, Iterable
from typing import NamedTuple, Protocol

from a1_stream.league_log import LeagueLog, Positions
from a1_stream.subscription import Scope, Subscription
from a1_streaming.change_map import Change, ChangeMap
from a1_streaming.frames import PART_BYTES, Why, delta_rest, head, left_json, record_json, snapshot_part


class Reader(Protocol):
    """What reads a scope, and where it stands."""

    @property
    def id(self) -> str: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def positions(self) -> Positions: ...
    @property
    def cursor(self) -> str:
        """With what the next frame begins."""
        ...

    @property
    def why(self) -> Why | None: ...


class Catch(NamedTuple):
    """A frame's payload and how many records it has, where it ends, and how many changes it leaves out."""

    payload: bytes
    records: int
    positions: Positions
    cursor: str
    conflated: int


def snapshot_bodies(log: LeagueLog, scope: Scope) -> list[bytes]:
    """Return the records that live, in parts of at most `PART_BYTES` where no record is larger; one part at least."""
    bodies: list[bytes] = []
    records: list[bytes] = []
    size = 0
    for kind in scope.kinds:
        for change in log.changes(kind).living:
            if not scope.filters.passes(change):
                continue
            record = record_json(change)
            if records and size + len(record) > PART_BYTES:
                bodies.append(b",".join(records))
                records, size = [], 0
            records.append(record)
            size += len(record) + 1
    if records or not bodies:
        bodies.append(b",".join(records))
    return bodies


def snapshot_payloads(subscription: Subscription, bodies: list[bytes], cursor: str) -> Generator[bytes]:
    """Yield the parts of a snapshot for this client. They end at the cursor."""
    for number, body in enumerate(bodies, 1):
        yield snapshot_part(subscription.id, cursor, number, len(bodies), subscription.reason, body)


def changes_since(log: LeagueLog, reader: Reader, until: Positions | None = None) -> Generator[Catch]:
    """Yield what the client has missed, in frames of about `PART_BYTES`; nothing where nothing passes its filters.

    Each frame ends at a position from which the client may resume. The maps may move between two frames; what the
    caller has not taken by then, a new call finds. With `until` only what still is the newest of the changes up to
    there.
    """
    at = {kind: reader.positions[kind] for kind in reader.scope.kinds}
    start = reader.cursor
    records: list[bytes] = []
    size = conflated = 0
    for kind in reader.scope.kinds:
        known = log.changes(kind)
        end = known.end if until is None else min(known.end, until[kind])
        found = [change for change in known.since(at[kind]) if change.offset <= end]
        conflated += left_out(known, at[kind], end, found)
        for record, offset in _passing(found, reader.scope):
            if size + len(record) > PART_BYTES and records:
                catch = catch_of(log, reader, start, at, records, conflated)
                yield catch
                start, records, size, conflated = catch.cursor, [], 0, 0
            records.append(record)
            size += len(record) + 1
            at[kind] = offset
        at[kind] = end
    if records or conflated:
        yield catch_of(log, reader, start, at, records, conflated)


def still(reader: Reader) -> bytes:
    """Return a frame that moves nothing: it proves life to a client that waits."""
    return head("delta", reader.id, reader.cursor) + delta_rest(reader.cursor, 0, None, ())


def left_out(known: ChangeMap, position: int, end: int, found: list[Change]) -> int:
    """Return how many changes between two positions are not among those found, because newer ones follow them."""
    return max(0, known.changes_since(position) - known.changes_since(end) - len(found))


def passing_record(scope: Scope, change: Change, has_passed: Callable[[Change], bool]) -> bytes | None:
    """Return the record that a client of this scope gets for a change; None for what it need not know."""
    if not scope.filters or scope.filters.passes(change):
        return record_json(change)
    if not has_passed(change):
        return None
    return record_json(change) if change.value is None else left_json(change)


def _passing(found: Iterable[Change], scope: Scope) -> Generator[tuple[bytes, int]]:
    for change in found:
        record = passing_record(scope, change, scope.filters.may_have_passed)
        if record is not None:
            yield record, change.offset


def catch_of(
    log: LeagueLog,
    reader: Reader,
    start: str,
    at: Positions,
    records: list[bytes],
    conflated: int,
) -> Catch:
    """Return the frame from `start` to these positions. `records` are JSON."""
    positions = dict(at)
    cursor = log.cursor_text(positions)
    payload = head("delta", reader.id, start) + delta_rest(cursor, conflated, reader.why, records)
    return Catch(payload, len(records), positions, cursor, conflated)
