"""Whether the owner of a webhook may still be sent anything."""

from enum import StrEnum

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.settings import Auth
from a1_service_kit.clock import Clock

ANONYMOUS_OWNER = "anonymous"
"""Whose webhooks are that are made without a credential, where the edge is open."""
_OF_TOKENS = "token:"


class OwnerStanding(StrEnum):
    """What is known of an owner."""

    HOLDS = "holds"
    ENDED = "ended"
    UNREAD = "unread"
    """No key has been read yet."""


def owner_of(identity: Identity) -> str:
    """Return the owner of what a client makes. A rotated key stays the same owner, so does each token of a subject."""
    return ANONYMOUS_OWNER if identity.kind is IdentityKind.ANONYMOUS else identity.id


class WebhookOwners:
    """Judges owners. An operator's webhooks, which have none, hold; so do those of tokens, which cannot be revoked."""

    def __init__(self, auth: Auth, ring: KeyRing | None, clock: Clock) -> None:
        self._is_open = auth is Auth.OPEN
        self._ring = ring
        self._clock = clock

    def standing(self, owner: str | None) -> OwnerStanding:
        """Return whether a webhook of this owner may be delivered now."""
        if owner is None or owner.startswith(_OF_TOKENS):
            return OwnerStanding.HOLDS
        if owner == ANONYMOUS_OWNER:
            return OwnerStanding.HOLDS if self._is_open else OwnerStanding.ENDED
        if self._ring is None or not self._ring.is_read:
            return OwnerStanding.UNREAD
        return OwnerStanding.HOLDS if self._ring.holds(owner, self._clock.now()) else OwnerStanding.ENDED
