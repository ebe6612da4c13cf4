"""Keys of a ring that is used in tests, and requests whose credential is not good, each with its name."""

import base64
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from a1_edge_kit.keys import KeyHash, new_key
from a1_schemas.api_key import ApiKey
from a1_testkit.bad_tokens import good_tokens

PEPPER = "a pepper that is only for these tests, long enough"
ENVIRONMENT = "dev"
Headers = list[tuple[bytes, bytes]]


class BadCredential(NamedTuple):
    """The headers of a request that is refused."""

    name: str
    headers: Headers


class KeySet(NamedTuple):
    """The text of each key, and all of their records."""

    good: str
    other: str
    revoked: str
    expired: str
    replaced: str
    """Before a rotation whose grace is over."""
    in_grace: str
    """Before a rotation whose grace is not over."""
    records: list[ApiKey]


def key_record(text: str, now: datetime, **changed: object) -> ApiKey:
    """Return the record of a key with the scope `read:games`, and these fields changed."""
    key_id = text.split("_")[2][:8]
    record = ApiKey(
        id=key_id,
        name=f"key {key_id}",
        environment=text.split("_")[1],
        secret_hash=KeyHash(PEPPER)(text).hex(),
        scopes=("read:games",),
        plan="standard",
        created_at=now,
        created_by="test",
    )
    return record.model_copy(update=changed)


def key_set(now: datetime) -> KeySet:
    """Return keys in every state at this time."""
    good, other, revoked, expired = (_lettered_key(f"aaaaaaa{number}") for number in range(4))
    replaced, in_grace = new_key(ENVIRONMENT, "bbbbbbb1"), new_key(ENVIRONMENT, "bbbbbbb2")
    hashed = KeyHash(PEPPER)
    before, after = now - timedelta(seconds=1), now + timedelta(seconds=1)
    records = [
        key_record(good, now),
        key_record(other, now),
        key_record(revoked, now, revoked_at=now),
        key_record(expired, now, expires_at=now),
        *(
            key_record(new_key(ENVIRONMENT, text[7:15]), now, previous_hash=hashed(text).hex(), previous_until=until)
            for text, until in ((replaced, before), (in_grace, after))
        ),
    ]
    return KeySet(good, other, revoked, expired, replaced, in_grace, records)


def _lettered_key(key_id: str) -> str:
    """Return a key whose checksum has a letter, so that it differs in capitals."""
    while (text := new_key(ENVIRONMENT, key_id))[-8:].isdigit():
        pass
    return text


def checked(body: str) -> str:
    """Return a key of this body with a checksum that fits."""
    return f"{body}_{zlib.crc32(body.encode()):08x}"


def bad_credentials(keys: KeySet) -> Iterator[BadCredential]:
    """Yield every row."""
    for name, text in _texts(keys).items():
        yield BadCredential(f"{name}, as a bearer", [(b"authorization", b"Bearer " + text.encode())])
        yield BadCredential(f"{name}, as X-Api-Key", [(b"x-api-key", text.encode())])
    for name, headers in _headers(keys).items():
        yield BadCredential(name, headers)


def _texts(keys: KeySet) -> dict[str, str]:
    good = keys.good
    body = good.rpartition("_")[0]
    key_id, secret = body[7:15], body[15:]
    known = next(record for record in keys.records if record.id == key_id)
    return {
        "an unknown id": new_key(ENVIRONMENT, "zzzzzzzz"),
        "another secret of a known id": new_key(ENVIRONMENT, key_id),
        "the secret of another key": checked(f"a1_dev_{key_id}{keys.other[15:47]}"),
        "one letter of the secret changed": checked(f"{body[:-1]}{'a' if body[-1] != 'a' else 'b'}"),
        "the secret in other letters": checked(f"a1_dev_{key_id}{secret.swapcase()}"),
        "a wrong checksum": f"{body}_{int(good[-8:], 16) ^ 1:08x}",
        "a checksum in capitals": f"{body}_{good[-8:].upper()}",
        "no checksum": body,
        "a revoked key": keys.revoked,
        "an expired key": keys.expired,
        "a key replaced long ago": keys.replaced,
        "a key of production": checked(f"a1_live_{key_id}{secret}"),
        "a key of an unknown environment": checked(f"a1_test_{key_id}{secret}"),
        "an id in capitals": checked(f"a1_dev_{key_id.upper()}{secret}"),
        "a prefix in capitals": checked(f"A1_dev_{key_id}{secret}"),
        "a letter too many": checked(f"{body}x"),
        "a letter too few": checked(body[:-1]),
        "the id alone": key_id,
        "the secret alone": secret,
        "the hash of the key": known.secret_hash,
        "the prefix alone": "a1_",
        "quotes around it": f'"{good}"',
        "percent signs in it": good.replace("_", "%5F"),
        "base64 of it": base64.b64encode(good.encode()).decode(),
        "a NUL after it": f"{good}\0",
        "a comma and another key": f"{good},{keys.other}",
        "SQL": "a1_dev_' OR '1'='1",
        "eight kilobytes": "a1_" + "x" * 8_192,
        "a letter beyond ASCII": good[:-1] + "é",
        "a token cut in half": good_tokens()["HS256"][:40],
    }


def _headers(keys: KeySet) -> dict[str, Headers]:
    good = keys.good.encode()
    basic = base64.b64encode(b"user:" + good)
    return {
        "an empty Authorization": [(b"authorization", b"")],
        "a bearer of nothing": [(b"authorization", b"Bearer ")],
        "an empty X-Api-Key": [(b"x-api-key", b"")],
        "a key without its scheme": [(b"authorization", good)],
        "Basic": [(b"authorization", b"Basic " + basic)],
        "Token": [(b"authorization", b"Token " + good)],
        "a scheme that begins like Bearer": [(b"authorization", b"Bearers " + good)],
        "two Authorization headers": [(b"authorization", b"Bearer " + good)] * 2,
        "two X-Api-Key headers": [(b"x-api-key", good)] * 2,
        "both headers": [(b"authorization", b"Bearer " + good), (b"x-api-key", good)],
        "a good key and a bad token": [(b"x-api-key", good), (b"authorization", b"Bearer x.y.z")],
    }
