"""When a body is the complete list of what it names: only if all of it could be read."""

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
"""Reasons for which a game, a bookmaker or a row could not be read: then absence proves nothing."""


def completed(extracted: Iterable[Extracted], kinds: tuple[Kind, ...]) -> Iterator[Extracted]:
    """The sightings, and that they are all there is, unless something among them could not be read."""
    is_whole = True
    for item in extracted:
        is_whole = is_whole and not (isinstance(item, Reject) and item.reason in LOST)
        yield item
    if is_whole:
        yield Complete(kinds)
