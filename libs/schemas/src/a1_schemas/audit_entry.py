"""What was changed at the edge, by which person and when, as a chain of hashes."""

from pydantic import JsonValue

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.edge_words import AuditAction


class AuditEntry(Frozen):
    """Topic `edge.audit`, key = sequence. Nothing in it is secret.

    Each entry has the hash of the one before, so a changed or missing entry shows.
    """

    sequence: int
    """Rises by one from 1."""
    at: UtcTime
    actor: str
    """Who did it: an account, or the id of a key."""
    action: AuditAction
    subject: str
    """The id of the key or webhook that was changed."""
    old: dict[str, JsonValue]
    """The fields that changed, as they were; empty for a new key or webhook."""
    new: dict[str, JsonValue]
    """The same fields as they are now."""
    previous: str
    """The hash of the entry before; empty in the first one."""
    hash: str
    """blake2b-256 of all other fields."""
