"""Which tokens are good, and a set of those that are not."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import PLANS
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.token_keys import TokenKeyError, token_keys
from a1_edge_kit.tokens import TokenRefusedError, TokenVerifier
from a1_testkit.bad_tokens import (
    AUDIENCE,
    EC_KEY,
    ED_KEY,
    ISSUER,
    KEYS,
    bad_tokens,
    claims,
    encoded,
    good_tokens,
    signed,
)

VERIFIER = TokenVerifier(KEYS, issuer=ISSUER, audience=AUDIENCE)


@pytest.mark.parametrize("algorithm", ["HS256", "EdDSA", "ES256"])
def test_a_good_token_of_each_algorithm_has_an_identity(algorithm: str) -> None:
    found = VERIFIER.verify(good_tokens()[algorithm])
    assert (found.kind, found.id, found.scopes) == (IdentityKind.TOKEN, "token:user-1", frozenset({"read:games"}))


@pytest.mark.parametrize("name", [row.name for row in bad_tokens()])
def test_a_bad_token_is_refused_for_its_reason(name: str) -> None:
    [row] = [row for row in bad_tokens() if row.name == name]  # its times are those of now
    with pytest.raises(TokenRefusedError) as refused:
        VERIFIER.verify(row.text)
    assert str(refused.value) == row.reason


def test_the_set_of_attacks_is_large_and_has_no_name_twice() -> None:
    names = [row.name for row in bad_tokens()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_times_have_a_leeway_of_thirty_seconds() -> None:
    now = int(time.time())
    for changed in ({"iat": now - 600, "exp": now - 25}, {"iat": now + 25}, {"nbf": now + 25}):
        assert VERIFIER.verify(signed(payload=claims(**changed))).id == "token:user-1"


def test_a_plan_is_the_one_that_the_token_names() -> None:
    assert VERIFIER.verify(signed(payload=claims(plan="professional"))).plan is PLANS["professional"]
    assert VERIFIER.verify(signed()).plan is PLANS["free"]


class _Counting(TokenVerifier):
    calls = 0

    def verify(self, token: str) -> Identity:
        self.calls += 1
        return super().verify(token)


def test_a_good_token_is_checked_once_a_minute_and_never_beyond_its_end() -> None:
    verifier = _Counting(KEYS, issuer=ISSUER, audience=AUDIENCE)
    cache, now = TokenCache(verifier), datetime.now(UTC)
    token = signed()
    first = cache.verify(token, now)
    assert cache.verify(token, now + timedelta(seconds=59)) is first
    assert verifier.calls == 1
    cache.verify(token, now + timedelta(seconds=61))
    assert verifier.calls == 2
    short = signed(payload=claims(exp=int(now.timestamp()) + 10))
    cache.verify(short, now)
    cache.verify(short, now + timedelta(seconds=11))
    assert verifier.calls == 4


def test_a_refusal_is_not_kept() -> None:
    cache, now = TokenCache(VERIFIER), datetime.now(UTC)
    token = signed()
    cache.verify(token, now)
    for _ in range(2):
        with pytest.raises(TokenRefusedError):
            cache.verify(f"{token}x", now)


def jwk_of(kid: str) -> dict[str, str]:
    if kid == "ed":
        return {"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": encoded(ED_KEY.public_key().public_bytes_raw())}
    numbers = EC_KEY.public_key().public_numbers()
    x, y = (encoded(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y}


def written(path: Path, *rows: Mapping[str, object]) -> str:
    path.write_text(json.dumps({"keys": rows}))
    return str(path)


def test_public_keys_of_a_file_check_tokens(tmp_path: Path) -> None:
    keys = token_keys(None, written(tmp_path / "jwks.json", jwk_of("ed"), jwk_of("ec")))
    verifier = TokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE)
    for algorithm in ("EdDSA", "ES256"):
        assert verifier.verify(good_tokens()[algorithm]).id == "token:user-1"
    with pytest.raises(TokenRefusedError, match="unknown kid"):
        verifier.verify(good_tokens()["HS256"])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kid": None}, "each key has a kid"),
        ({"kid": ""}, "each key has a kid"),
        ({"d": "AAAA"}, "private"),
        ({"kty": "oct", "k": "AAAA"}, "neither"),
        ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, "neither"),
        ({"crv": "X25519"}, "neither"),
        ({"alg": "HS256"}, "neither"),
        ({"x": "AA"}, "cannot be read"),
    ],
)
def test_a_key_that_may_not_be_used_is_refused_at_the_start(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    with pytest.raises(TokenKeyError, match=message):
        token_keys(None, written(tmp_path / "jwks.json", {**jwk_of("ed"), **changed}))


def test_two_keys_of_one_kid_and_a_file_without_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TokenKeyError, match="twice"):
        token_keys(None, written(tmp_path / "jwks.json", jwk_of("ed"), jwk_of("ed")))
    (tmp_path / "jwks.json").write_text("[]")
    with pytest.raises(TokenKeyError, match="no file with a JWK Set"):
        token_keys(None, str(tmp_path / "jwks.json"))


def test_a_secret_of_31_bytes_is_refused() -> None:
    with pytest.raises(TokenKeyError, match="32 bytes"):
        token_keys("x" * 31, None)
