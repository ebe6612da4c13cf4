"""The keys that are known, and which of them a text is."""

from collections.abc import Iterable
from datetime import datetime
from hmac import compare_digest
from typing import NamedTuple

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.keys import KeyHash, parse_key
from a1_edge_kit.plans import plan_of
from a1_schemas.api_key import ApiKey

_NO_HASH = bytes(32)


class _Known(NamedTuple):
    """A key in the form in which it is compared."""

    identity: Identity
    hashed: bytes
    previous: bytes
    previous_until: datetime | None
    is_revoked: bool


class KeyRing:
    """The keys of one environment. `is_read` turns true with the first reading: until then no key can be judged."""

    def __init__(self, pepper: str, environment: str) -> None:
        self.is_read = False
        self._hash = KeyHash(pepper)
        self._environment = environment
        self._known: dict[str, _Known] = {}

    def replace(self, keys: Iterable[ApiKey]) -> None:
        """Know these keys and no others."""
        self._known = {key.id: _known(key) for key in keys if key.environment == self._environment}
        self.is_read = True

    def could_be(self, text: str) -> bool:
        """Whether a text is a well-formed key of this environment."""
        parts = parse_key(text)
        return parts is not None and parts.environment == self._environment

    def find(self, text: str, now: datetime) -> Identity | None:
        """Return the identity of a key, or None for any text that is no good key.

        Every text is hashed and compared twice, in constant time: how long it takes says nothing of what is wrong.
        """
        hashed = self._hash(text)
        parts = parse_key(text)
        known = self._known.get(parts.id) if parts is not None else None
        is_present = compare_digest(hashed, known.hashed if known else _NO_HASH)
        is_previous = compare_digest(hashed, known.previous if known else _NO_HASH)
        if known is None or not _is_good(known, now):
            return None
        in_grace = known.previous_until is not None and now < known.previous_until
        return known.identity if is_present or (is_previous and in_grace) else None

    def holds(self, key_id: str, now: datetime) -> bool:
        """Whether a key that was found before is still good."""
        known = self._known.get(key_id)
        return known is not None and _is_good(known, now)


def _is_good(known: _Known, now: datetime) -> bool:
    return not known.is_revoked and (known.identity.until is None or now < known.identity.until)


def _known(key: ApiKey) -> _Known:
    identity = Identity(
        kind=IdentityKind.KEY,
        id=key.id,
        scopes=frozenset(key.scopes),
        plan=plan_of(key.plan),
        until=key.expires_at,
    )
    previous = bytes.fromhex(key.previous_hash) if key.previous_hash else _NO_HASH
    hashed = bytes.fromhex(key.secret_hash)
    return _Known(identity, hashed, previous, key.previous_until, key.revoked_at is not None)
