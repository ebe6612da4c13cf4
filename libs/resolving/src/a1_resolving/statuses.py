"""A target's status as resolving reads it: for each body, so without a model of the whole message."""

from datetime import datetime

import msgspec

from a1_schemas.newer_words import read_newer
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import SourceReason, SourceState


class Status(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The fields of `SourceStatus` that the next status follows from."""

    changed_at: datetime
    state: SourceState
    reason: SourceReason
    last_success_at: datetime | None
    last_content_at: datetime | None
    last_sequence: int | None = None
    next_poll_at: datetime | None
    valid_until: datetime
    quota_remaining: int | None = None
    consecutive_failures: int = 0


_decode = msgspec.json.Decoder(Status).decode


def read_status(value: bytes) -> Status:
    """Return the status. Raises ValidationError where more than a word of a vocabulary is wrong with it."""
    try:
        return _decode(value)
    except msgspec.ValidationError:
        return msgspec.convert(read_newer(SourceStatus, value), Status, from_attributes=True)
