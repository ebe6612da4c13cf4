"""Chance that can be asked again: the same words give the same number, in any order and any process."""

import random
from hashlib import blake2b
from uuid import UUID


def number(*words: object) -> int:
    """A whole number below 2**64."""
    return int.from_bytes(_digest(words, 8), "big")


def fraction(*words: object) -> float:
    """A number from 0 up to, not including, 1."""
    return number(*words) / 2**64


def swing(*words: object) -> float:
    """A number between -1 and 1."""
    return 2 * fraction(*words) - 1


def uuid(*words: object) -> str:
    """A UUID in the usual writing."""
    return str(UUID(bytes=_digest(words, 16), version=4))


def hexadecimal(*words: object) -> str:
    """Thirty-two hexadecimal digits."""
    return _digest(words, 16).hex()


def sequence(*words: object) -> random.Random:
    """A generator of its own for a longer series of draws."""
    return random.Random(number(*words))  # noqa: S311 - a game, not a secret


def _digest(words: tuple[object, ...], size: int) -> bytes:
    return blake2b("/".join(map(str, words)).encode(), digest_size=size).digest()
