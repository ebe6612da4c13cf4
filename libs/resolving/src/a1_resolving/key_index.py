"""Indexes of record keys that stay small: most entries hold one key or a few."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

I = TypeVar("I", bound=Hashable)  # noqa: E741

_FEW = 8
"""Up to so many keys a tuple is smaller than a dict, and copying it is as fast."""


class KeyIndex(Generic[I]):
    """The keys under each entry, in the order in which they were added. An entry without keys is dropped."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[I, tuple[str, ...] | dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, entry: I) -> Iterable[str]:
        """Return the keys under an entry."""
        return self._entries.get(entry, ())

    def has(self, entry: I, key: str) -> bool:
        """Whether the key is under this entry."""
        return key in self._entries.get(entry, ())

    def add(self, entry: I, key: str) -> None:
        """Add a key; it may be there already."""
        keys = self._entries.get(entry, ())
        if isinstance(keys, dict):
            keys[key] = None
        elif key not in keys:
            self._entries[entry] = (*keys, key) if len(keys) < _FEW else dict.fromkeys((*keys, key))

    def remove(self, entry: I, key: str) -> None:
        """Remove a key, which may be absent."""
        keys = self._entries.get(entry, ())
        if isinstance(keys, dict):
            keys.pop(key, None)
        else:
            keys = tuple(found for found in keys if found != key)
            self._entries[entry] = keys
        if not keys:
            self._entries.pop(entry, None)
