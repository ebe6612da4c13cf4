"""Records as objects, decoded when they are read: an object takes several times the memory of its JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from a1_resolving.current import Current

M = TypeVar("M")


class Decoded(Mapping[str, M], Generic[M]):
    """The records of one kind by key, including removed ones. Equal reads may return different instances.

    `kept` is how many stay decoded.
    """

    def __init__(self, records: Mapping[str, Current], read: Callable[[bytes], M], *, kept: int = 128) -> None:
        self._records = records
        self._read = read
        self._most = kept
        self._kept: dict[str, tuple[Current, M]] = {}

    def __getitem__(self, key: str) -> M:
        record = self._records[key]
        kept = self._kept.get(key)
        if kept is not None and kept[0] is record:
            return kept[1]
        message = self._read(record.value)
        self.keep(key, message)
        return message

    def keep(self, key: str, message: M) -> None:
        """Keep what the record says that is stored under this key now."""
        self._kept.pop(key, None)
        self._kept[key] = (self._records[key], message)
        if len(self._kept) > self._most:
            self._kept.pop(next(iter(self._kept)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: object) -> bool:
        return key in self._records
