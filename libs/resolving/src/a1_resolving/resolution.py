"""What resolving one input record returns: changed canonical records, rejects and counts. Data only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from a1_mappers.extracted import Reject
from a1_resolving.current import Current
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason


class Change(msgspec.Struct, frozen=True):
    """A canonical record's new value, ready to be published.

    A removal is a value with `removed` set; None as the record is a tombstone. `causes` are the record's source offsets
    including this change; they determine its version (see `a1_schemas.causes`).
    """

    kind: Kind
    key: str
    record: Current | None
    causes: Mapping[str, int]
    target: str = ""

    @property
    def value(self) -> bytes | None:
        """The message as JSON; None for a tombstone."""
        return None if self.record is None else self.record.value


@dataclass(frozen=True, slots=True)
class Resolution:
    """The changes and rejects of one input record. Listings and events come first in `changes`."""

    league: str
    headers: RawHeaders | None = None
    """Of a body whose headers could be read."""
    changes: tuple[Change, ...] = ()
    dead_letter: DeadLetter | None = None
    """At most one for each record, however many rejects. Delivery adds the record's bytes and headers."""
    rejects: Counter[RejectReason] = field(default_factory=Counter[RejectReason])
    refused: Sequence[Reject] = ()
    """The rejects themselves, in order."""
    mapped: Counter[str] = field(default_factory=Counter[str])
    """Counts of extracted records by class name."""
    is_late: bool = False
    """The record is older than one of its target already handled; nothing was done."""
    is_clock_ahead: bool = False
    """The record's stamp was too far ahead of the broker's time, which was taken instead."""
    is_unsupported: bool = False
    """There is no mapper for the feed, or the league is not ours. The raw record stays available in its topic."""
