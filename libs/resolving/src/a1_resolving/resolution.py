"""What one input record comes to: changes of canonical records, refusals, and counts. Data only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from a1_resolving.current import Current
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason


class Change(msgspec.Struct, frozen=True):
    """A canonical record's new value, ready for its topic.

    A removal is a value with `removed` set; a change without a record leaves a tombstone. `causes` are the record's
    causes with this change included; its version is made of them (`a1_schemas.causes`).
    """

    kind: Kind
    key: str
    record: Current | None
    causes: Mapping[str, int]
    target: str = ""

    @property
    def value(self) -> bytes | None:
        """The JSON of the message."""
        return None if self.record is None else self.record.value


@dataclass(frozen=True, slots=True)
class Resolution:
    """What handling one record changes and what it refused. Listings and events come first in `changes`."""

    league: str
    headers: RawHeaders | None = None
    """Of a body whose headers could be read."""
    changes: tuple[Change, ...] = ()
    dead_letter: DeadLetter | None = None
    """One for the whole record, whatever the number of rejects; delivery adds the record's bytes and headers."""
    rejects: Counter[RejectReason] = field(default_factory=Counter[RejectReason])
    mapped: Counter[str] = field(default_factory=Counter[str])
    """Sightings by the name of their class."""
    is_late: bool = False
    """The record is older than one of its target that was handled before; nothing was done."""
    is_unsupported: bool = False
    """No mapper, or a league outside ours: kept as raw, reported, not lost."""
