"""Whether a canonical record's JSON says that the record has ended, seen from its bytes.

`removed` is a field of messages alone, never of what is nested in them, and inside a text its quotes would be escaped;
so the bytes below stand exactly once in a record that lives, and in no other.
"""

from a1_schemas.vocabulary import RemovalReason

_LIVING = b'"removed":null'


def is_removal(document: bytes) -> bool:
    """Whether the record has ended. Compact JSON is expected, as every writer here makes it."""
    return _LIVING not in document


def removal_of(document: bytes, reason: RemovalReason) -> bytes:
    """The living record's JSON, or the part of it that has `removed`, as a notice that it has ended."""
    return document.replace(_LIVING, f'"removed":"{reason}"'.encode(), 1)
