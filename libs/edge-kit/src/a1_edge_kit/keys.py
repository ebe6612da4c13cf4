"""The format of API keys, `a1_<env>_<id><secret>_<checksum>`, and their hashes.

The prefix lets scanners find a key that was published by mistake, and the checksum lets them and us see that a text is
no key without looking it up.
"""

import hashlib
import hmac
import re
import secrets
import string
import zlib
from typing import NamedTuple

from a1_service_kit.settings import Environment

ENVIRONMENTS = {Environment.DEVELOPMENT: "dev", Environment.PRODUCTION: "live"}
"""The word in a key that says where it is good."""
PREFIX = "a1_"
_ID_CHARACTERS = string.ascii_lowercase + string.digits
_SECRET_CHARACTERS = string.ascii_letters + string.digits
_ID_LENGTH, _SECRET_LENGTH = 8, 32
_KEY = re.compile(
    rf"a1_({'|'.join(ENVIRONMENTS.values())})_([a-z0-9]{{{_ID_LENGTH}}})[A-Za-z0-9]{{{_SECRET_LENGTH}}}_([0-9a-f]{{8}})"
)
_DIGEST_BYTES = 32


class KeyParts(NamedTuple):
    """What a well-formed key says of itself."""

    environment: str
    id: str


def new_id() -> str:
    """Return a random id of a key."""
    return _random(_ID_CHARACTERS, _ID_LENGTH)


def derived_id(pepper: str, *parts: str) -> str:
    """Return the id that follows from these parts: the same each time. Only the pepper makes it predictable."""
    digest = hmac.new(pepper.encode(), "\0".join(("id", *parts)).encode(), hashlib.sha256).digest()
    number, characters = int.from_bytes(digest), ""
    for _ in range(_ID_LENGTH):
        number, place = divmod(number, len(_ID_CHARACTERS))
        characters += _ID_CHARACTERS[place]
    return characters


def new_key(environment: str, key_id: str) -> str:
    """Return a key with a random secret of 190 bits."""
    body = f"{PREFIX}{environment}_{key_id}{_random(_SECRET_CHARACTERS, _SECRET_LENGTH)}"
    return f"{body}_{_checksum(body)}"


def parse_key(text: str) -> KeyParts | None:
    """Return the parts of a well-formed key; None for any other text."""
    match = _KEY.fullmatch(text)
    if match is None or _checksum(text.rpartition("_")[0]) != match[3]:
        return None
    return KeyParts(match[1], match[2])


class KeyHash:
    """Hashes keys with a pepper, which is in no record: who reads the log cannot try secrets."""

    def __init__(self, pepper: str) -> None:
        key = hashlib.blake2b(pepper.encode()).digest()
        self._keyed = hashlib.blake2b(key=key, digest_size=_DIGEST_BYTES)

    def __call__(self, text: str) -> bytes:
        """Return the hash of a whole key, 32 bytes."""
        hashed = self._keyed.copy()
        hashed.update(text.encode("utf-8", "surrogatepass"))
        return hashed.digest()


def _random(characters: str, length: int) -> str:
    return "".join(secrets.choice(characters) for _ in range(length))


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"
