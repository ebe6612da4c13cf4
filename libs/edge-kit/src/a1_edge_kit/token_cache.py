"""Keeps which tokens were good, so that a signature is checked once a minute instead of at each request."""

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from a1_edge_kit.identity import Identity
from a1_edge_kit.tokens import MAX_BYTES, TokenRefusedError, TokenVerifier

KEPT = timedelta(seconds=60)
_MOST = 10_000


class _Kept(NamedTuple):
    identity: Identity
    until: datetime


class TokenCache:
    """The identities of good tokens, by the token's hash, for 60 s and never beyond the token's own end.

    Refusals are not kept: a client that sends what is not good cannot displace what is.
    """

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()

    def verify(self, token: str, now: datetime) -> Identity:
        """Return the identity of a token. Raises TokenRefusedError."""
        if len(token) > MAX_BYTES:
            raise TokenRefusedError("too long")
        name = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32).digest()
        kept = self._kept.get(name)
        if kept is not None and now < kept.until:
            return kept.identity
        self._kept.pop(name, None)
        identity = self._verifier.verify(token)
        if identity.until is None:
            raise TokenRefusedError("no end")
        self._kept[name] = _Kept(identity, min(identity.until, now + KEPT))
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return identity
