"""A change of one record, as a reader of the stream gets it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import msgspec

from a1betting.messages import VALUES, Message, Record

Place = tuple[str, str]
"""The kind and the key of a record."""
_DECODERS = {kind: msgspec.json.Decoder(model) for kind, model in VALUES.items()}


@dataclass(frozen=True)
class Change:
    """The newest version of a record, or its removal."""

    kind: str
    """`odds`, `events`, … as the last part of its topic's name."""
    key: str
    version: int
    """It only rises, and is not dense."""
    removed: str | None
    """Why it was removed; none while it lives."""
    raw: bytes = field(repr=False)
    """The JSON of the record, as it lies in the log; `null` for a removal."""

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return the change that a record of a frame makes."""
        return cls(record.kind, record.key, record.version, record.removed, bytes(record.value))

    @property
    def place(self) -> Place:
        """The kind and the key: what a state is kept by."""
        return self.kind, self.key

    @property
    def is_removed(self) -> bool:
        """Whether the record has ended, or no longer passes the filters."""
        return self.removed is not None

    @cached_property
    def value(self) -> Message | None:
        """The record, typed by its kind; none for a removal. It is read when first asked for.

        Raises msgspec.ValidationError for a record that has not its kind's shape, and KeyError for a kind that this
        version does not know: both have `raw`.
        """
        return None if self.is_removed else _DECODERS[self.kind].decode(self.raw)

    def gone(self, reason: str) -> Self:
        """Return the removal of this record."""
        return replace(self, removed=reason, raw=b"null")
