"""Records as models, decoded when they are read: a model takes several times the memory of its JSON."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from a1_resolving.current import Current
from a1_schemas.base import Message
from a1_schemas.newer_words import read_newer

M = TypeVar("M", bound=Message)

_KEPT = 64
"""How many models stay decoded."""


class Decoded(Mapping[str, M], Generic[M]):
    """The records of one kind by key, including removed ones. Equal reads may return different instances."""

    def __init__(self, records: Mapping[str, Current], model: type[M]) -> None:
        self._records = records
        self._model = model
        self._kept: dict[str, tuple[Current, M]] = {}

    def __getitem__(self, key: str) -> M:
        record = self._records[key]
        kept = self._kept.get(key)
        if kept is not None and kept[0] is record:
            return kept[1]
        message = read_newer(self._model, record.value)
        self.keep(key, message)
        return message

    def keep(self, key: str, message: M) -> None:
        """Keep the model of the record that is stored under this key now."""
        self._kept.pop(key, None)
        self._kept[key] = (self._records[key], message)
        if len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: object) -> bool:
        return key in self._records
