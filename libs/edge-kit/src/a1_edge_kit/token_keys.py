"""The closed set of keys that may have signed a token, by their id."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import jwt

from a1_edge_kit.secret_strength import is_short

SHARED = "shared"
"""The id of the one symmetric key, `EDGE__TOKEN_SECRET`."""
_ALGORITHMS = {("OKP", "Ed25519"): "EdDSA", ("EC", "P-256"): "ES256"}
"""The algorithm of a key's type and curve. Others are not used."""


class TokenKey(NamedTuple):
    """A key, and the one algorithm that it is used with."""

    algorithm: str
    key: Any


class TokenKeyError(ValueError):
    """A key that may not be used; the message says why and repeats no part of it."""


def token_keys(secret: str | None, path: str | None) -> Mapping[str, TokenKey]:
    """Return the keys by their id. Raises TokenKeyError.

    `path` is a file with a JWK Set of public keys (RFC 7517): Ed25519, or EC with the curve P-256, each with a `kid`.
    """
    found: dict[str, TokenKey] = {}
    if secret is not None:
        if is_short(secret):
            raise TokenKeyError("a secret has at least 32 bytes")
        found[SHARED] = TokenKey("HS256", secret.encode())
    for kid, key in _public_keys(path) if path is not None else ():
        if kid in found:
            raise TokenKeyError(f"the kid {kid!r} is given twice")
        found[kid] = key
    return found


def _public_keys(path: str) -> Iterator[tuple[str, TokenKey]]:
    try:
        document = json.loads(Path(path).read_text())
        rows = cast("list[dict[str, Any]]", document["keys"])
    except (OSError, ValueError, KeyError, TypeError):
        raise TokenKeyError("this is no file with a JWK Set") from None
    for row in rows:
        kid, kind, curve = row.get("kid"), row.get("kty"), row.get("crv")
        algorithm = _ALGORITHMS.get((str(kind), str(curve)))
        if not isinstance(kid, str) or not kid:
            raise TokenKeyError("each key has a kid")
        if algorithm is None or row.get("alg", algorithm) not in {algorithm, "Ed25519"}:
            raise TokenKeyError(f"the key {kid!r} is neither Ed25519 nor P-256")
        if "d" in row:
            raise TokenKeyError(f"the key {kid!r} is a private one; only its signer may have it")
        try:
            yield kid, TokenKey(algorithm, jwt.PyJWK(row, algorithm).key)
        except jwt.PyJWTError:
            raise TokenKeyError(f"the key {kid!r} cannot be read") from None
