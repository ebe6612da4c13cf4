"""Finds who asks and whether they may: a plain function of a request's headers, for HTTP and WebSockets alike."""

from collections.abc import Collection, Iterable

from a1_edge_kit.credential import UnusableCredentialError, credential_of
from a1_edge_kit.credential_counts import CredentialCounts, CredentialOutcome
from a1_edge_kit.identity import ANONYMOUS, Identity, IdentityKind
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import PREFIX
from a1_edge_kit.refused_credential import forbidden, keys_unread, not_a_renewal, unauthorized
from a1_edge_kit.scopes import OPEN_SCOPES
from a1_edge_kit.settings import Auth
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.tokens import TokenRefusedError
from a1_service_kit.clock import Clock

_OUTCOMES = {
    IdentityKind.ANONYMOUS: CredentialOutcome.ANONYMOUS,
    IdentityKind.KEY: CredentialOutcome.KEY,
    IdentityKind.TOKEN: CredentialOutcome.TOKEN,
}


class Guard:
    """Admits requests. Without a pepper there is no key ring, and no key is good."""

    def __init__(
        self, auth: Auth, ring: KeyRing | None, tokens: TokenCache, counts: CredentialCounts, clock: Clock
    ) -> None:
        self._is_open = auth is Auth.OPEN
        self._ring = ring
        self._tokens = tokens
        self._counts = counts
        self._clock = clock

    def admit(self, headers: Iterable[tuple[bytes, bytes]], scopes: Collection[str]) -> Identity:
        """Return who asks for what needs all of these scopes. Names of headers are in lower case.

        Raises RefusedCredentialError: 401 for every credential that is not good, 403 for a lacking scope, 503 for a key
        before keys were read.
        """
        identity = self._identify(headers)
        for scope in scopes:
            if scope not in identity.scopes and not (self._is_open and scope in OPEN_SCOPES):
                self._counts.note(CredentialOutcome.LACKING_SCOPE)
                raise forbidden(scope)
        self._counts.note(_OUTCOMES[identity.kind])
        return identity

    def holds(self, identity: Identity) -> bool:
        """Whether a connection that was admitted may stay: its key is not revoked, its token not over."""
        now = self._clock.now()
        if identity.kind is IdentityKind.KEY:
            return self._ring is not None and self._ring.holds(identity.id, now)
        return identity.until is None or now < identity.until

    def remaining_s(self, identity: Identity) -> float | None:
        """Return for how many seconds the credential is good, as far as it says; None for one without an end."""
        return None if identity.until is None else (identity.until - self._clock.now()).total_seconds()

    def renew(self, identity: Identity, token: str) -> Identity:
        """Return who asks by another token of the same client. Raises RefusedCredentialError: 401 for one that is not
        good, 403 for one of another subject or plan, or of more scopes.
        """
        found = self.admit([(b"authorization", b"Bearer " + token.encode())], ())
        is_same = (found.kind, found.id, found.plan) == (IdentityKind.TOKEN, identity.id, identity.plan)
        if not is_same or not found.scopes <= identity.scopes:
            self._counts.note(CredentialOutcome.REFUSED)
            raise not_a_renewal()
        return found

    def _identify(self, headers: Iterable[tuple[bytes, bytes]]) -> Identity:
        try:
            credential = credential_of(headers)
        except UnusableCredentialError:
            credential = ""
        if credential is None and self._is_open:
            return ANONYMOUS
        found = self._find(credential) if credential else None
        if found is None:
            self._counts.note(CredentialOutcome.REFUSED)
            raise unauthorized()
        return found

    def _find(self, credential: str) -> Identity | None:
        if credential.startswith(PREFIX):
            return self._find_key(credential)
        try:
            return self._tokens.verify(credential, self._clock.now())
        except TokenRefusedError:
            return None

    def _find_key(self, credential: str) -> Identity | None:
        if self._ring is None:
            return None
        if not self._ring.is_read and self._ring.could_be(credential):
            self._counts.note(CredentialOutcome.UNREAD)
            raise keys_unread()
        return self._ring.find(credential, self._clock.now())
