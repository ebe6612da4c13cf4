"""The settings of the edge, which the gateway and the stream share."""

from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_edge_kit.secret_strength import FEWEST_BYTES, is_guessable, is_short
from a1_edge_kit.token_keys import token_keys
from a1_service_kit.settings import Group, existing_file

_SECRETS = ("key_pepper", "token_secret")


class Auth(StrEnum):
    """Who may ask."""

    OPEN = "open"
    """Everyone; a credential that is sent must still be a good one."""
    REQUIRED = "required"
    """Those with a key or a token that has the route's scope."""


class EdgeSettings(Group):
    """Who may ask, how much, and which proxies are believed about the client's address."""

    auth: Auth = Auth.OPEN
    """`open` is refused in production."""
    key_pepper: SecretStr | None = None
    """What keys are hashed with, at least 32 bytes of `./a1 secret`, the same for gateway, stream and `a1 keys`.
    Without it no key is good.
    """
    token_secret: SecretStr | None = None
    """Signs access tokens by HS256, at least 32 bytes of `./a1 secret`; their `kid` is `shared`."""
    token_keys: str | None = None
    """A file with a JWK Set of the public keys (Ed25519 or P-256) of others that may sign access tokens."""
    token_issuer: str = "a1betting"  # noqa: S105  # a name
    """The `iss` of access tokens."""
    token_audience: str = "a1betting"  # noqa: S105  # a name
    """The `aud` of access tokens."""
    limit_per_minute: int = Field(default=100, gt=0, le=MOST_PER_MINUTE)
    """What one address may ask in a minute, in costs of routes; most routes cost one, `/health` nothing."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Addresses or networks. Behind one, the right-most `X-Forwarded-For` that is not listed is the client."""

    @field_validator(*_SECRETS)
    @classmethod
    def _is_long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and is_short(secret.get_secret_value()):
            raise ValueError(f"a secret has at least {FEWEST_BYTES} bytes; `./a1 secret` makes one")
        return secret

    @field_validator("token_keys")
    @classmethod
    def _is_a_file(cls, path: str | None) -> str | None:
        return existing_file(path)

    @model_validator(mode="after")
    def _has_usable_token_keys(self) -> Self:
        secret = self.token_secret.get_secret_value() if self.token_secret else None
        token_keys(secret, self.token_keys)
        return self

    def refused_in_production(self) -> Iterable[str]:
        if self.auth is Auth.OPEN:
            yield "EDGE__AUTH is open"
        elif not (self.key_pepper or self.token_secret or self.token_keys):
            yield "EDGE__AUTH is required, and neither EDGE__KEY_PEPPER nor a key of tokens is set"
        for name in _SECRETS:
            secret: SecretStr | None = getattr(self, name)
            if secret is not None and is_guessable(secret.get_secret_value()):
                yield f"EDGE__{name.upper()} is a usual one; `./a1 secret` makes one"
