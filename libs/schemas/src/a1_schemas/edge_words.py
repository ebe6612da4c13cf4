"""The closed vocabularies of the edge. As in `vocabulary`, words are added and never removed."""

from enum import StrEnum

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind


class EdgeKind(StrEnum):
    """The kinds of records of the edge that the view holds; each has a topic `edge.<kind>`, and none has a league."""

    KEYS = "keys"


ProjectedKind = ViewKind | EdgeKind
"""A kind of records that has a hash in Redis."""
PROJECTED_KINDS: tuple[ProjectedKind, ...] = (*VIEW_KINDS, *EdgeKind)


class AuditAction(StrEnum):
    """What was done to a key."""

    KEY_CREATED = "key-created"
    KEY_ROTATED = "key-rotated"
    KEY_REVOKED = "key-revoked"
