"""Recognises removals from the bytes of a canonical record's JSON.

Only messages have a field `removed`, none of their nested objects, and quotes inside a text are escaped. So the bytes
below occur exactly once in a living record, and never in a removed one.
"""

from a1_schemas.vocabulary import RemovalReason

LIVING = b'"removed":null'
"""Part of each living record's JSON, and of no removed one's."""


def is_removal(document: bytes) -> bool:
    """Whether the record was removed. Expects compact JSON, as all our writers produce it."""
    return LIVING not in document


def removal_of(document: bytes, reason: RemovalReason) -> bytes:
    """Return the removal notice of a living record's JSON, or of any part of it that contains `removed`."""
    return document.replace(LIVING, f'"removed":"{reason}"'.encode(), 1)


def is_removal_for(document: bytes, reason: RemovalReason) -> bool:
    """Whether the record was removed for this reason. Expects compact JSON, whole or a part that contains `removed`."""
    return f'"removed":"{reason}"'.encode() in document
