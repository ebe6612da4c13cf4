"""The digest of a state: 64 bits that both sides keep up with one addition or subtraction for each change."""

from hashlib import blake2b

_MODULUS = 1 << 64


def digest_of(kind: str, key: str, version: int) -> int:
    """Return the first eight bytes, big-endian, of blake2b-512 over `kind NUL key NUL version` in UTF-8."""
    return int.from_bytes(blake2b(f"{kind}\0{key}\0{version}".encode()).digest()[:8], "big")


def written(total: int) -> str:
    """Return a sum of digests modulo 2^64, in 16 hexadecimal digits."""
    return f"{total % _MODULUS:016x}"
