"""Decides when a body is the complete list of its records: only if every piece of it could be read."""

from collections.abc import Iterable, Iterator

from a1_mappers.extracted import Complete, Extracted, Reject
from a1_schemas.vocabulary import Kind, RejectReason

LOST = frozenset(
    {
        *(RejectReason.ERROR_BODY, RejectReason.INVALID_JSON, RejectReason.TOO_DEEP, RejectReason.TOO_LARGE),
        *(RejectReason.INVALID_TIME, RejectReason.MISSING_FIELD, RejectReason.UNEXPECTED_SHAPE),
        RejectReason.DANGLING_REFERENCE,
    }
)
"""Reject reasons for a game, bookmaker or row that could not be read: an absent record may then still exist."""


def is_lost(item: Extracted) -> bool:
    """Whether this is the reject of a piece that could not be read."""
    return isinstance(item, Reject) and item.reason in LOST


def completed(extracted: Iterable[Extracted], kinds: tuple[Kind, ...]) -> Iterator[Extracted]:
    """Yield the extracted records, then `Complete(kinds)` unless a piece among them could not be read."""
    is_whole = True
    for item in extracted:
        if type(item) is Reject:
            is_whole = is_whole and not is_lost(item)
        yield item
    if is_whole:
        yield Complete(kinds)
