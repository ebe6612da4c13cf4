"""Cuts a batch of one partition number into portions of the log. One call writes a portion."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aiokafka import ConsumerRecord

from a1_schemas.causes import version_in
from a1_schemas.edge_words import PROJECTED_KINDS, EdgeKind, ProjectedKind
from a1_schemas.raw import ANSWERED_AT, header
from a1_schemas.removal import is_removal
from a1_schemas.removal_notice import notice_of
from a1_schemas.topics import topic_of
from a1_schemas.vocabulary import Kind

_RECORDS_IN_A_PORTION = 500
_BYTES_IN_A_PORTION = 1024 * 1024
"""A call of this size blocks Redis for a few milliseconds. A single record may be larger."""

KINDS = {topic_of(kind): kind for kind in PROJECTED_KINDS}
"""The kind of each topic of canonical records, of analytics and of the edge."""


class ViewRecord(NamedTuple):
    """A canonical record as the view stores it. Of a removed record it keeps a notice; a tombstone is deleted."""

    kind: ProjectedKind
    key: str
    version: int
    document: bytes
    is_tombstone: bool = False
    time_ms: int = 0
    """The broker's time of the record, since 1970."""


class Move(NamedTuple):
    """The move of a topic's position in a league's view, from `start` to `end`."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Portion:
    """The newest of each record, and the moves over all that lies between two positions of the log."""

    records: Sequence[ViewRecord] = ()
    moves: Sequence[Move] = ()
    newest_ms: int = 0
    """The broker's time of the newest record."""
    unreadable: Sequence[ProjectedKind] = ()
    """The kind of each record without a version, which is left out."""
    answers: Sequence[bytes] = ()
    """When each provider's answer arrived whose last record, the status of its target, is among these."""


@dataclass(slots=True)
class _Draft:
    newest: dict[tuple[ProjectedKind, str], ViewRecord] = field(
        default_factory=dict[tuple[ProjectedKind, str], ViewRecord]
    )
    ends: dict[str, int] = field(default_factory=dict[str, int])
    unreadable: list[ProjectedKind] = field(default_factory=list[ProjectedKind])
    answers: list[bytes] = field(default_factory=list[bytes])
    newest_ms: int = 0
    size: int = 0

    def add(self, record: ConsumerRecord) -> None:
        self.ends[record.topic] = record.offset + 1
        self.newest_ms = max(self.newest_ms, record.timestamp)
        self.size += len(record.value or b"")
        kind = KINDS.get(record.topic)
        if kind is None:
            return
        try:
            found = _view_record(kind, record)
        except ValueError:
            self.unreadable.append(kind)
            return
        if kind is Kind.SOURCES and (answer := header(record.headers, ANSWERED_AT)) is not None:
            self.answers.append(answer)
        known = self.newest.get((found.kind, found.key))
        if known is None or (found.version, found.is_tombstone) > (known.version, known.is_tombstone):
            self.newest[found.kind, found.key] = found

    @property
    def is_full(self) -> bool:
        return len(self.newest) >= _RECORDS_IN_A_PORTION or self.size >= _BYTES_IN_A_PORTION

    def finished(self, positions: Mapping[str, int]) -> Portion:
        moves = [Move(topic, positions.get(topic, 0), end) for topic, end in self.ends.items()]
        return Portion(list(self.newest.values()), moves, self.newest_ms, self.unreadable, self.answers)


def portions(records: Iterable[ConsumerRecord], positions: Mapping[str, int]) -> Generator[Portion]:
    """Yield the records at or above the topics' positions, in the order of the log. A portion begins where the one
    before it ended, so it may be written only after that.

    The highest version of a key counts, whichever came last: a process that lost its ownership may write late.
    """
    at = dict(positions)
    draft = _Draft()
    for record in records:
        if record.offset < at.get(record.topic, 0):
            continue
        draft.add(record)
        if draft.is_full:
            yield draft.finished(at)
            at |= draft.ends
            draft = _Draft()
    if draft.ends:
        yield draft.finished(at)


def _view_record(kind: ProjectedKind, record: ConsumerRecord) -> ViewRecord:
    key = (record.key or b"").decode("utf-8", "replace")
    value = record.value
    if isinstance(kind, EdgeKind):  # follows from no other record, so its own place in the log orders it
        tombstone = value is None
        return ViewRecord(kind, key, record.offset + 1, value or b"", tombstone, record.timestamp)
    version = version_in(header(record.headers, "causes"))
    if value is None:
        return ViewRecord(kind, key, version, b"", is_tombstone=True, time_ms=record.timestamp)
    document = notice_of(value) if is_removal(value) else value
    return ViewRecord(kind, key, version, document, time_ms=record.timestamp)
