"""When a body is the complete list of what it names: only if all of it could be read."""

from collections.abc import Iterable, Iterator

from a1_mappers.sightings import Complete, Reject, Sighting
from a1_schemas.vocabulary import Kind, RejectReason

LOST = frozenset(
    {
        *(RejectReason.ERROR_BODY, RejectReason.INVALID_JSON, RejectReason.TOO_DEEP, RejectReason.TOO_LARGE),
        *(RejectReason.INVALID_TIME, RejectReason.MISSING_FIELD, RejectReason.UNEXPECTED_SHAPE),
        RejectReason.DANGLING_REFERENCE,
    }
)
"""Reasons for which a game, a bookmaker or a row could not be read: then absence proves nothing."""


def completed(sightings: Iterable[Sighting], kinds: tuple[Kind, ...]) -> Iterator[Sighting]:
    """The sightings, and that they are all there is, unless something among them could not be read."""
    is_whole = True
    for sighting in sightings:
        is_whole = is_whole and not (isinstance(sighting, Reject) and sighting.reason in LOST)
        yield sighting
    if is_whole:
        yield Complete(kinds)
