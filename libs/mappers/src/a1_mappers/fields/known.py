"""Which fields of a feed are read, and which are known and of no use: reviewed data, `fields.json` of each provider.

A path in neither list is new: the provider sends a field that has not been reviewed. `review_fields.py` writes the
files.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from a1_schemas.providers import Provider


class FieldCounts(NamedTuple):
    """Counts of distinct paths in bodies by review status."""

    read: Counter[str]
    ignored: Counter[str]
    unknown: Counter[str]


class KnownFields(msgspec.Struct, frozen=True):
    """The paths that affect a mapper's output, and the top-level paths of fields that do not."""

    read: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def sort(self, paths: Mapping[str, int]) -> FieldCounts:
        """Count each path under its review status."""
        counts = FieldCounts(Counter(), Counter(), Counter())
        for path, count in paths.items():
            if path in self.read:
                counts.read[path] = count
            elif self._is_ignored(path):
                counts.ignored[path] = count
            else:
                counts.unknown[path] = count
        return counts

    def _is_ignored(self, path: str) -> bool:
        while path:
            if path in self.ignored:
                return True
            path = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
        return False


_Files = dict[str, KnownFields]


def known_fields(provider: Provider, feed: str) -> KnownFields:
    """Return the known fields of a feed; empty if it was never reviewed."""
    return _of_provider(provider).get(feed, KnownFields())


@cache
def _of_provider(provider: Provider) -> _Files:
    file = files(f"a1_mappers.{provider.package}") / "fields.json"
    return msgspec.json.decode(file.read_bytes(), type=_Files) if file.is_file() else {}
