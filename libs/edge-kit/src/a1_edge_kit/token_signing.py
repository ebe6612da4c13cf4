"""Signs access tokens with the shared secret, for operators and tests. Others sign with keys of their own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import jwt

from a1_edge_kit.settings import EdgeSettings
from a1_edge_kit.token_keys import SHARED
from a1_edge_kit.tokens import TYPE


def sign_token(
    edge: EdgeSettings, *, subject: str, scopes: Sequence[str], plan: str, now: datetime, lifetime: timedelta
) -> str:
    """Return a token. Raises ValueError where the settings have no secret for tokens."""
    if edge.token_secret is None:
        raise ValueError("EDGE__TOKEN_SECRET is not set")
    issued = int(now.timestamp())
    claims = {
        "iss": edge.token_issuer,
        "aud": edge.token_audience,
        "sub": subject,
        "iat": issued,
        "exp": issued + int(lifetime.total_seconds()),
        "scope": " ".join(scopes),
        "plan": plan,
    }
    headers = {"typ": TYPE, "kid": SHARED}
    return jwt.encode(claims, edge.token_secret.get_secret_value(), algorithm="HS256", headers=headers)
