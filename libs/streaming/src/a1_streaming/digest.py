"""The digest of a state: what a client compares to know that it holds exactly what the server holds.

Independent of order, so both sides keep it up with one addition and one subtraction for each change.
"""

from collections.abc import Iterable
from hashlib import blake2b

_MODULUS = 1 << 64


def digest_of(kind: str, key: str, version: int) -> int:
    """Return the first eight bytes, big-endian, of blake2b-512 over `kind NUL key NUL version` in UTF-8."""
    return int.from_bytes(blake2b(f"{kind}\0{key}\0{version}".encode()).digest()[:8])


def summed(digests: Iterable[int]) -> int:
    """Return the sum of digests modulo 2^64."""
    return sum(digests) % _MODULUS


def written(digest: int) -> str:
    """Return the 16 hexadecimal digits of a sum; it may be a negative or a larger number of the same residue."""
    return f"{digest % _MODULUS:016x}"
