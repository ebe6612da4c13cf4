"""Whether an input record is what its key says: its target, and the league whose state it may change."""

from typing import Protocol

from a1_resolving.raw_record import RawRecord
from a1_schemas.targets import parts_of
from a1_schemas.topics import partition_of

_LONGEST_SEQUENCE = 2**63


class Addressed(Protocol):
    """The target of a body or a poll record, and the parts that it repeats."""

    @property
    def provider(self) -> str: ...

    @property
    def feed(self) -> str: ...

    @property
    def league(self) -> str: ...

    @property
    def target(self) -> str: ...

    @property
    def sequence(self) -> int | None: ...


def disagreement(record: RawRecord, said: Addressed) -> str | None:
    """Return what contradicts the record's key or place, or None if all agree.

    A record that disagrees would be published into the partition of another league.
    """
    if record.key != said.target.encode("utf-8", "replace"):
        return f"key {record.key!r} is not the target {said.target!r}"
    if parts_of(said.target) != (said.provider, said.feed, said.league):
        return f"target {said.target!r} is not of {said.provider}, {said.feed}, {said.league}"
    if said.sequence is not None and not 0 <= said.sequence < _LONGEST_SEQUENCE:
        return f"sequence {said.sequence:.0e} is out of range"
    return misplacement(record)


def misplacement(record: RawRecord) -> str | None:
    """Return why the record's key does not belong into its topic and partition, or None if it does."""
    provider, _, league = record.source
    if record.topic.partition(".")[2] != provider:
        return f"provider {provider!r} is not that of {record.topic}"
    if record.partition != partition_of(league):
        return f"league {league!r} is not in partition {record.partition}"
    return None
