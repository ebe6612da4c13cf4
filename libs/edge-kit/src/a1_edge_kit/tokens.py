"""Access tokens (RFC 9068), checked by all of RFC 8725.

PyJWT checks the signature and the registered claims. What it accepts and must not is refused here: other kinds of
tokens, claims that are given twice, headers that name a key, and encodings that have a second spelling.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

import jwt

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import FREE, PLANS
from a1_edge_kit.token_keys import TokenKey

TYPE = "at+jwt"
MAX_BYTES = 4_096
LEEWAY_S = 30
LONGEST_S = 24 * 3600
"""From `iat` to `exp`. A token cannot be revoked, so a longer one is refused."""
_MAX_SUBJECT = 200
_REQUIRED = ("exp", "iat", "aud", "iss", "sub")
_HEADER = {"alg", "typ", "kid"}
"""The members of a header. `jku`, `jwk`, `x5u`, `x5c`, `crit`, `b64`, `zip` and all others are refused."""
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class TokenRefusedError(Exception):
    """A token that is not good. The reason is for tests and is shown to no client."""


class _Header(NamedTuple):
    algorithm: str
    key_id: str


class TokenVerifier:
    """Checks tokens for one audience of one issuer."""

    def __init__(self, keys: Mapping[str, TokenKey], *, issuer: str, audience: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    def verify(self, token: str) -> Identity:
        """Return the identity of a token. Raises TokenRefusedError."""
        if len(token) > MAX_BYTES:
            raise TokenRefusedError("too long")
        if not _COMPACT.fullmatch(token):
            raise TokenRefusedError("not three parts of base64url")
        header_part, payload_part, signature_part = token.split(".")
        _ = _decoded(signature_part)
        header = _header(_strict_object(_decoded(header_part)))
        key = self._keys.get(header.key_id)
        if key is None:
            raise TokenRefusedError("unknown kid")
        if header.algorithm != key.algorithm:
            raise TokenRefusedError("not the algorithm of the key")
        self._check_registered(token, key)
        return _identity(_strict_object(_decoded(payload_part)))

    def _check_registered(self, token: str, key: TokenKey) -> None:
        """Check the signature, then the registered claims."""
        try:
            jwt.decode(
                token,
                key.key,
                algorithms=[key.algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_S,
                options={"require": list(_REQUIRED), "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise TokenRefusedError(type(error).__name__) from None


def _header(members: dict[str, Any]) -> _Header:
    if not members.keys() <= _HEADER:
        raise TokenRefusedError("a member of the header that is not used")
    if members.get("typ") != TYPE:
        raise TokenRefusedError("another type")
    algorithm, key_id = members.get("alg"), members.get("kid")
    if not isinstance(algorithm, str) or not isinstance(key_id, str):
        raise TokenRefusedError("no alg or no kid")
    return _Header(algorithm, key_id)


def _identity(claims: dict[str, Any]) -> Identity:
    if any(type(claims[name]) is not int for name in ("exp", "iat", "nbf") if name in claims):
        raise TokenRefusedError("a time that is no whole number")
    if not 0 < claims["exp"] - claims["iat"] <= LONGEST_S:
        raise TokenRefusedError("a lifetime out of bounds")
    subject = claims["sub"]
    if not subject or len(subject) > _MAX_SUBJECT or not subject.isprintable():
        raise TokenRefusedError("an unusable subject")
    scope, plan = claims.get("scope", ""), claims.get("plan", FREE.name)
    if not isinstance(scope, str):
        raise TokenRefusedError("a scope that is no text")
    if not isinstance(plan, str) or plan not in PLANS:
        raise TokenRefusedError("an unknown plan")
    return Identity(
        kind=IdentityKind.TOKEN,
        id=f"token:{subject}",
        scopes=frozenset(scope.split()),
        plan=PLANS[plan],
        until=datetime.fromtimestamp(claims["exp"], UTC),
    )


def _decoded(part: str) -> bytes:
    """Return the bytes of base64url without padding. Raises TokenRefusedError for a second spelling of them."""
    try:
        found = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise TokenRefusedError("not base64url") from None
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != part:
        raise TokenRefusedError("a second spelling of base64url")
    return found


def _strict_object(document: bytes) -> dict[str, Any]:
    """Return a JSON object. Raises TokenRefusedError for other JSON, and for a name that is given twice."""
    try:
        found = json.loads(document.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise TokenRefusedError("not JSON") from None
    if not isinstance(found, dict):
        raise TokenRefusedError("no JSON object")
    return cast("dict[str, Any]", found)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TokenRefusedError("a name that is given twice")
    return found


def _no_constant(name: str) -> None:
    raise TokenRefusedError(f"{name} is no JSON")
