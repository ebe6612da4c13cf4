"""What is written of canonical records, by name: a digest of each version, and the value of the newest.

A million raw records have four million effects of a kilobyte each: their values do not fit into memory.
"""

import hashlib
from collections.abc import MutableMapping
from typing import NamedTuple

Name = tuple[str, str]
"""Topic and key."""


class Effect(NamedTuple):
    """One change of a canonical record."""

    version: int
    digest: bytes | None
    """Of the value; None for a tombstone."""


class Newest(NamedTuple):
    """The newest effect of a record, with its value; None for a tombstone."""

    version: int
    value: bytes | None


class Effects:
    """Every effect by its record's name, in the order in which they were added."""

    def __init__(self) -> None:
        self.by_name: dict[Name, list[Effect]] = {}
        self.newest: dict[Name, Newest] = {}

    def add(self, name: Name, version: int, value: bytes | None) -> None:
        """Add the next effect of a record."""
        self.by_name.setdefault(name, []).append(Effect(version, digest_of(value)))
        note_newest(self.newest, name, Newest(version, value))

    def join(self, other: "Effects") -> None:
        """Add those of other records."""
        self.by_name |= other.by_name
        self.newest |= other.newest


def digest_of(value: bytes | None) -> bytes | None:
    """Return 16 bytes by which values are compared, or None for a tombstone."""
    return None if value is None else hashlib.blake2b(value, digest_size=16).digest()


def note_newest(newest: MutableMapping[Name, Newest], name: Name, found: Newest) -> None:
    """Keep the effect if it has the highest version so far."""
    if name not in newest or newest[name].version <= found.version:
        newest[name] = found
