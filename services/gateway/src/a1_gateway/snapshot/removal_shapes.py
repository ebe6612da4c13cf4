"""The shapes of removed records in the metadata of a page."""

from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_schemas.vocabulary import Kind, RemovalReason


class RemovedRecord(msgspec.Struct, frozen=True, gc=False):
    """A record that ended."""

    kind: Annotated[str, one_of(Kind)]
    """The kind of record: several offers make one item of odds."""
    key: str
    """Its key in the canonical stream."""
    event_id: str | None
    """Its game; null for what belongs to none."""
    removed: Annotated[str, one_of(RemovalReason)]
    """Why it ended."""
    version: int
    """The version of its end."""
    changed_at: Moment


class Removals(msgspec.Struct, frozen=True):
    """The records that ended, the oldest first."""

    records: list[RemovedRecord]
    """The records, at most 500."""
    has_more: bool
    """Whether there are more than 500: then read the list again."""
