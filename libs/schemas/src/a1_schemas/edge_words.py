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
    """What was done to a key or a webhook."""

    KEY_CREATED = "key-created"
    KEY_ROTATED = "key-rotated"
    KEY_REVOKED = "key-revoked"
    WEBHOOK_CREATED = "webhook-created"
    WEBHOOK_PAUSED = "webhook-paused"
    WEBHOOK_RESUMED = "webhook-resumed"
    WEBHOOK_ROTATED = "webhook-rotated"
    WEBHOOK_TESTED = "webhook-tested"
    WEBHOOK_DELETED = "webhook-deleted"


class WebhookState(StrEnum):
    """Whether a webhook is delivered."""

    ACTIVE = "active"
    PAUSED = "paused"
    """Nothing is sent, and its position waits."""
    DISABLED = "disabled"
    """Its receiver wants nothing more."""


class StopReason(StrEnum):
    """Why a webhook is not active."""

    OPERATOR = "operator"
    """An operator or its owner paused it."""
    RETRIES_EXHAUSTED = "retries-exhausted"
    """Its receiver failed for as long as a cursor can be resumed."""
    GONE = "gone"
    """Its receiver answered 410."""
    OWNER_ENDED = "owner-ended"
    """The key that it belongs to was revoked or has expired, or credentials are required by now and it has none."""


class DeliveryOutcome(StrEnum):
    """How one attempt to deliver ended."""

    DELIVERED = "delivered"
    """The receiver answered 2xx."""
    GONE = "gone"
    """The receiver answered 410."""
    REDIRECTED = "redirected"
    """The receiver answered 3xx, which is not followed."""
    REJECTED = "rejected"
    """The receiver answered another status."""
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    """The name has no address, or no connection was made, or its certificate is not the receiver's."""
    REFUSED_DESTINATION = "refused-destination"
    """The URL or an address of its name is one to which nothing is sent."""
