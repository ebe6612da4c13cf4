"""Builds the dead letter of an input record from its rejects. Details are bounded, and can be written as UTF-8."""

from importlib.metadata import version

from a1_mappers.extracted import Reject
from a1_resolving.body_contents import BodyContents
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.vocabulary import RejectReason

_CODE_VERSION = version("a1-resolving")
_LONGEST = 500


def failed(reason: RejectReason, error: Exception) -> Reject:
    """Return the reject of a whole record on which our code raised."""
    return Reject(reason, "$", f"{type(error).__name__}: {error}")


def rejected(record: RawRecord, league: str, reject: Reject) -> Resolution:
    """Return the resolution of a record that yields one reject and changes nothing."""
    contents = BodyContents()
    contents.reject(reject)
    return Resolution(
        league=league, dead_letter=letter_of(record, contents), rejects=contents.rejects, refused=(reject,)
    )


def letter_of(record: RawRecord, contents: BodyContents) -> DeadLetter | None:
    """Return the dead letter that reports the first reject, or None if there is none."""
    first = contents.first_reject
    if first is None:
        return None
    return DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        reason=first.reason,
        detail=_written(first.detail),
        path=_written(first.path),
        rejects=dict(contents.rejects),
        code_version=_CODE_VERSION,
    )


def _written(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "replace").decode()
