"""Which fields of a feed are read, and which are known and of no use: reviewed data, `fields.json` of each provider.

A path in neither is news: the provider says something that nobody decided about. `review_fields.py` makes the files.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from a1_schemas.providers import Provider


class FieldCounts(NamedTuple):
    """Distinct paths of bodies, by what becomes of them."""

    read: Counter[str]
    ignored: Counter[str]
    unknown: Counter[str]


class KnownFields(msgspec.Struct, frozen=True):
    """Paths that change what a mapper gives, and the tops of what does not."""

    read: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def sort(self, paths: Mapping[str, int]) -> FieldCounts:
        """Each path to its kind."""
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
    """Those of a feed; none where it was never reviewed."""
    return _of_provider(provider).get(feed, KnownFields())


@cache
def _of_provider(provider: Provider) -> _Files:
    file = files(f"a1_mappers.{provider.package}") / "fields.json"
    return msgspec.json.decode(file.read_bytes(), type=_Files) if file.is_file() else {}
