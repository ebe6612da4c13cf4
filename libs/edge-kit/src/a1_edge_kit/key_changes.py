"""What happens to a key in its life: pure functions of the key before."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from a1_edge_kit.keys import KeyHash, new_id, new_key
from a1_edge_kit.plans import Plan
from a1_schemas.api_key import ApiKey


class KeyState(StrEnum):
    """Whether a key is good."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


class ShownKey(NamedTuple):
    """A key with its text, which is seen this once: the log has its hash alone."""

    text: str
    key: ApiKey


class KeyMaker:
    """Makes keys of one environment, `dev` or `live`."""

    def __init__(self, pepper: str, environment: str) -> None:
        self._hash = KeyHash(pepper)
        self._environment = environment

    def created(
        self,
        *,
        name: str,
        scopes: tuple[str, ...],
        plan: Plan,
        now: datetime,
        by: str,
        lifetime: timedelta | None,
        key_id: str | None = None,
    ) -> ShownKey:
        """Return a new key, with a random id where none is given."""
        key_id = key_id or new_id()
        text = new_key(self._environment, key_id)
        key = ApiKey(
            id=key_id,
            name=name,
            environment=self._environment,
            secret_hash=self._hash(text).hex(),
            scopes=scopes,
            plan=plan.name,
            created_at=now,
            created_by=by,
            expires_at=now + lifetime if lifetime is not None else None,
        )
        return ShownKey(text, key)

    def rotated(self, old: ApiKey, *, now: datetime, grace: timedelta) -> ShownKey:
        """Return the key with another secret. The text before is good until the grace ends."""
        text = new_key(old.environment, old.id)
        update = {
            "secret_hash": self._hash(text).hex(),
            "previous_hash": old.secret_hash,
            "previous_until": now + grace,
        }
        return ShownKey(text, old.model_copy(update=update))


def revoked(old: ApiKey, now: datetime) -> ApiKey:
    """Return the key as it is when it has ended for good."""
    return old.model_copy(update={"revoked_at": now})


def state_of(key: ApiKey, now: datetime) -> KeyState:
    """Return whether a key is good."""
    if key.revoked_at is not None:
        return KeyState.REVOKED
    return KeyState.EXPIRED if key.expires_at is not None and key.expires_at <= now else KeyState.ACTIVE
