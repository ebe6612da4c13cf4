"""Tokens that an attacker or a careless issuer might send, each with its name and why it is refused."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from a1_edge_kit.token_keys import SHARED, TokenKey

SECRET = "correct horse battery staple, twice over"  # noqa: S105  # of tests
ISSUER, AUDIENCE = "https://issuer.example", "a1betting-test"
ED_KEY, EC_KEY = ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
KEYS = {
    SHARED: TokenKey("HS256", SECRET.encode()),
    "ed": TokenKey("EdDSA", ED_KEY.public_key()),
    "ec": TokenKey("ES256", EC_KEY.public_key()),
}
HEADER: dict[str, Any] = {"alg": "HS256", "typ": "at+jwt", "kid": SHARED}
Signer = Callable[[bytes], bytes]


class BadToken(NamedTuple):
    """A token, and the reason of its refusal."""

    name: str
    text: str
    reason: str


def claims(**changed: Any) -> dict[str, Any]:
    """The claims of a good token, with these changed; one that is `...` is left out."""
    now = int(time.time())
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "user-1", "iat": now, "exp": now + 600, "scope": "read:games"}
    return {name: value for name, value in {**good, **changed}.items() if value is not ...}


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def hs256(secret: bytes = SECRET.encode(), name: str = "sha256") -> Signer:
    return lambda data: hmac.new(secret, data, getattr(hashlib, name)).digest()


def es256(data: bytes) -> bytes:
    r, s = decode_dss_signature(EC_KEY.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def as_text(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()


def signed(header: Any = HEADER, payload: Any = None, sign: Signer | None = None) -> str:
    """A token of any header and payload, objects or bytes, with a signature that is right for the signer."""
    data = f"{encoded(as_text(header))}.{encoded(as_text(claims() if payload is None else payload))}"
    return f"{data}.{encoded((sign or hs256())(data.encode()))}"


def header(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in {**HEADER, **changed}.items() if value is not ...}


def good_tokens() -> dict[str, str]:
    """A good token of each algorithm."""
    return {
        "HS256": signed(),
        "EdDSA": signed(header(alg="EdDSA", kid="ed"), sign=ED_KEY.sign),
        "ES256": signed(header(alg="ES256", kid="ec"), sign=es256),
    }


def bad_tokens() -> Iterator[BadToken]:
    """Every row. Made when asked for, since they have times in them."""
    for rows in (_algorithms, _headers, _signatures, _forms, _documents, _times, _names):
        yield from rows()


_ALG, _NO_ALG = "not the algorithm of the key", "no alg or no kid"
_SIGNATURE, _TYPE, _MEMBER = "InvalidSignatureError", "another type", "a member of the header that is not used"


def _algorithms() -> Iterator[BadToken]:
    for word in ("none", "None", "NONE", "nOnE"):
        yield BadToken(f"alg {word} without a signature byte", signed(header(alg=word), sign=lambda _: b"\0"), _ALG)
    yield BadToken("alg is empty", signed(header(alg="")), _ALG)
    yield BadToken("alg is missing", signed(header(alg=...)), _NO_ALG)
    yield BadToken("alg is a list", signed(header(alg=["HS256"])), _NO_ALG)
    yield BadToken("alg is a number", signed(header(alg=256)), _NO_ALG)
    yield BadToken("HS384 with the secret", signed(header(alg="HS384"), sign=hs256(name="sha384")), _ALG)
    yield BadToken("HS512 with the secret", signed(header(alg="HS512"), sign=hs256(name="sha512")), _ALG)
    yield BadToken("RS256 that is HS256", signed(header(alg="RS256")), _ALG)
    for kid in ("ed", "ec"):
        for name, data in _public_bytes(kid).items():
            token = signed(header(kid=kid), sign=hs256(data))
            yield BadToken(f"HS256 with the {kid} public key as {name}", token, _ALG)
    yield BadToken("EdDSA by the secret's kid", signed(header(alg="EdDSA"), sign=ED_KEY.sign), _ALG)
    yield BadToken("ES256 by the Ed25519 kid", signed(header(alg="ES256", kid="ed"), sign=es256), _ALG)


def _public_bytes(kid: str) -> dict[str, bytes]:
    key = KEYS[kid].key
    coding, form = serialization.Encoding, serialization.PublicFormat
    return {
        "PEM": key.public_bytes(coding.PEM, form.SubjectPublicKeyInfo),
        "DER": key.public_bytes(coding.DER, form.SubjectPublicKeyInfo),
        "OpenSSH": key.public_bytes(coding.OpenSSH, form.OpenSSH),
    }


def _headers() -> Iterator[BadToken]:
    for word in ("JWT", "jwt", "AT+JWT", "at+jwt ", "application/at+jwt", "id+jwt", "rt+jwt", "secevent+jwt", 1):
        yield BadToken(f"typ {word!r}", signed(header(typ=word)), _TYPE)
    yield BadToken("typ is missing", signed(header(typ=...)), _TYPE)
    yield BadToken("kid is missing", signed(header(kid=...)), _NO_ALG)
    yield BadToken("kid is null", signed(header(kid=None)), _NO_ALG)
    yield BadToken("kid is a number", signed(header(kid=1)), _NO_ALG)
    for kid in ("other", "../../../../dev/null", "' OR 1=1 --", "http://evil.example/jwks", "shared\0", "SHARED", ""):
        yield BadToken(f"kid {kid!r}", signed(header(kid=kid), sign=hs256(b"")), "unknown kid")
    key = {"kty": "oct", "k": encoded(b"x" * 32)}
    members = {"jku": "https://evil.example/jwks", "jwk": key, "x5u": "https://evil.example/x", "x5c": ["MIIB"]}
    for name, value in {**members, "crit": ["exp"], "b64": False, "zip": "DEF", "cty": "JWT", "enc": "A256GCM"}.items():
        yield BadToken(f"header {name}", signed(header(**{name: value})), _MEMBER)
    twice = b'{"alg":"none","alg":"HS256","typ":"at+jwt","kid":"shared"}'
    yield BadToken("alg is given twice", signed(twice), "a name that is given twice")


def _signatures() -> Iterator[BadToken]:
    good = signed()
    body, _, signature = good.rpartition(".")
    yield BadToken("another secret", signed(sign=hs256(b"y" * 32)), _SIGNATURE)
    yield BadToken("an empty secret", signed(sign=hs256(b"")), _SIGNATURE)
    yield BadToken("a truncated signature", f"{body}.{encoded(hs256()(body.encode())[:16])}", _SIGNATURE)
    yield BadToken("bytes after the signature", f"{body}.{encoded(hs256()(body.encode()) + b'x')}", _SIGNATURE)
    yield BadToken("a payload of another token", _swapped(good, signed(payload=claims(sub="admin"))), _SIGNATURE)
    yield BadToken("an empty signature", f"{body}.", "not three parts of base64url")
    ed, ec_ = header(alg="EdDSA", kid="ed"), header(alg="ES256", kid="ec")
    yield BadToken("Ed25519 of zeros", signed(ed, sign=lambda _: bytes(64)), _SIGNATURE)
    yield BadToken("Ed25519 by another key", signed(ed, sign=ed25519.Ed25519PrivateKey.generate().sign), _SIGNATURE)
    yield BadToken("ES256 of zeros", signed(ec_, sign=lambda _: bytes(64)), _SIGNATURE)
    as_der = signed(ec_, sign=lambda data: EC_KEY.sign(data, ec.ECDSA(hashes.SHA256())))
    yield BadToken("ES256 as DER", as_der, _SIGNATURE)
    last = signature[-1]
    other = next(each for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if each != last)
    spelled = f"{body}.{signature[:-1]}{chr(ord(last) + 1) if last in 'AEIMQUYcgkosw048' else other}"
    yield BadToken("a second spelling of the signature", spelled, "a second spelling of base64url")


def _swapped(token: str, other: str) -> str:
    first, _, signature = token.split(".")
    return f"{first}.{other.split('.')[1]}.{signature}"


_PARTS = "not three parts of base64url"


def _forms() -> Iterator[BadToken]:
    good = signed()
    yield BadToken("two parts", good.rpartition(".")[0], _PARTS)
    yield BadToken("four parts", f"{good}.x", _PARTS)
    yield BadToken("five parts, as JWE", f"{good}.x.y", _PARTS)
    yield BadToken("only points", "..", _PARTS)
    yield BadToken("padding", f"{good}=", _PARTS)
    yield BadToken("a line's end", f"{good}\n", _PARTS)
    yield BadToken("a space before it", f" {good}", _PARTS)
    yield BadToken("plain base64", good[:-2] + "+/", _PARTS)
    yield BadToken("a letter beyond ASCII", good[:-1] + "é", _PARTS)
    yield BadToken("a JSON serialization", json.dumps({"payload": good}), _PARTS)
    yield BadToken("one byte too many", signed(payload=claims(pad="x" * 4_096)), "too long")
    yield BadToken("a mebibyte", "x" * 2**20, "too long")


_JSON = "not JSON"


def _documents() -> Iterator[BadToken]:
    yield BadToken("a header that is no JSON", signed(b"HS256"), _JSON)
    yield BadToken("a header that is a list", signed(b"[]"), "no JSON object")
    yield BadToken("a header of deep lists", signed(b"[" * 1_500), _JSON)
    yield BadToken("a payload that is no JSON", signed(payload=b"sub=admin"), "DecodeError")
    yield BadToken("a payload that is a list", signed(payload=b"[1]"), "DecodeError")
    yield BadToken("a payload in UTF-16", signed(payload=json.dumps(claims()).encode("utf-16")), _JSON)
    yield BadToken("a payload with NaN", signed(payload=claims(weight=float("nan"))), "NaN is no JSON")
    text = json.dumps(claims())
    for name, more in {"exp": "9999999999", "sub": '"admin"', "scope": '"admin:keys"', "aud": f'"{AUDIENCE}"'}.items():
        twice = f'{text[:-1]},"{name}":{more}}}'.encode()
        reason = "a name that is given twice"
        yield BadToken(f"{name} is given twice", signed(payload=twice), reason)
    nested = f'{text[:-1]},"act":{{"sub":"a","sub":"b"}}}}'.encode()
    yield BadToken("a nested name is given twice", signed(payload=nested), "a name that is given twice")


_WHOLE, _LIFE, _MISSING = "a time that is no whole number", "a lifetime out of bounds", "MissingRequiredClaimError"


def _times() -> Iterator[BadToken]:
    now = int(time.time())
    rows: dict[str, tuple[dict[str, Any], str]] = {
        "exp is missing": ({"exp": ...}, _MISSING),
        "exp is over": ({"iat": now - 900, "exp": now - 32}, "ExpiredSignatureError"),
        "exp is 0": ({"exp": 0}, "ExpiredSignatureError"),
        "exp is negative": ({"exp": -1}, "ExpiredSignatureError"),
        "exp is null": ({"exp": None}, _MISSING),
        "exp is a text": ({"exp": str(now + 600)}, _WHOLE),
        "exp is a word": ({"exp": "never"}, "DecodeError"),
        "exp is a fraction": ({"exp": now + 600.5}, _WHOLE),
        "exp is true": ({"exp": True}, "ExpiredSignatureError"),
        "exp is a list": ({"exp": [now + 600]}, "DecodeError"),
        "exp is beyond all times": ({"exp": 10**300}, _LIFE),
        "exp is infinite": ({"exp": 1e308}, _WHOLE),
        "a life of two days": ({"exp": now + 2 * 86_400}, _LIFE),
        "exp before iat": ({"iat": now + 20, "exp": now + 10}, _LIFE),
        "iat is missing": ({"iat": ...}, _MISSING),
        "iat is to come": ({"iat": now + 40}, "ImmatureSignatureError"),
        "iat is a text": ({"iat": str(now)}, _WHOLE),
        "nbf is to come": ({"nbf": now + 40}, "ImmatureSignatureError"),
        "nbf is a fraction": ({"nbf": now - 0.5}, _WHOLE),
    }
    for name, (changed, reason) in rows.items():
        yield BadToken(name, signed(payload=claims(**changed)), reason)


def _names() -> Iterator[BadToken]:
    subject, audience = "an unusable subject", "InvalidAudienceError"
    rows: dict[str, tuple[dict[str, Any], str]] = {
        "aud is missing": ({"aud": ...}, _MISSING),
        "aud of another service": ({"aud": "billing"}, audience),
        "aud begins like ours": ({"aud": f"{AUDIENCE}.evil"}, audience),
        "aud is a list with ours": ({"aud": [AUDIENCE, "billing"]}, audience),
        "aud is a number": ({"aud": 1}, audience),
        "iss is missing": ({"iss": ...}, _MISSING),
        "iss of another issuer": ({"iss": "https://evil.example"}, "InvalidIssuerError"),
        "iss with a slash more": ({"iss": f"{ISSUER}/"}, "InvalidIssuerError"),
        "iss is a list": ({"iss": [ISSUER]}, "InvalidIssuerError"),
        "sub is missing": ({"sub": ...}, _MISSING),
        "sub is empty": ({"sub": ""}, subject),
        "sub is a number": ({"sub": 1}, "InvalidSubjectError"),
        "sub is an object": ({"sub": {"id": 1}}, "InvalidSubjectError"),
        "sub is very long": ({"sub": "x" * 201}, subject),
        "sub has a line's end": ({"sub": "a\nb"}, subject),
        "scope is a list": ({"scope": ["admin:keys"]}, "a scope that is no text"),
        "scope is a number": ({"scope": 7}, "a scope that is no text"),
        "an unknown plan": ({"plan": "unlimited"}, "an unknown plan"),
        "a plan of numbers": ({"plan": {"requests_per_minute": 10**9}}, "an unknown plan"),
    }
    for name, (changed, reason) in rows.items():
        yield BadToken(name, signed(payload=claims(**changed)), reason)
