"""The living records that belong to a target or to a provider's contest, found by both."""

from collections.abc import Iterable, Iterator, Mapping
from sys import intern

from a1_schemas import fast_origins
from a1_schemas.vocabulary import Kind

RecordName = tuple[Kind, str]

NamedRecords = Mapping[str, Mapping[str, Iterable[str]]]
"""The living records of one target: contest id → bookmaker → record keys."""

_Keys = tuple[str, ...] | list[str]
"""The keys of one bookmaker on one contest; a tuple while there is only one."""


class Pieces:
    """Records by target, kind, contest and bookmaker. What is empty is dropped."""

    def __init__(self) -> None:
        self._by_target: dict[tuple[str, Kind], dict[str, dict[str, _Keys]]] = {}
        self._by_contest: dict[tuple[str, str], dict[tuple[str, Kind], None]] = {}

    def __len__(self) -> int:
        return len(self._by_target) + len(self._by_contest)

    def of_target(self, target: str, kind: Kind) -> NamedRecords:
        """Return the living records of a kind that this target last wrote."""
        return self._by_target.get((target, kind), {})

    def of_contest(self, provider: str, native_id: str) -> Iterator[RecordName]:
        """Iterate over the names of the living records that belong to this provider's contest."""
        for target, kind in self._by_contest.get((provider, native_id), ()):
            for keys in self._by_target[target, kind][native_id].values():
                for key in keys:
                    yield kind, key

    def add(self, kind: Kind, key: str, origin: fast_origins.Origin) -> None:
        """Add a record that is not there yet."""
        source, contest = (intern(origin.target), kind), intern(origin.native_event_id)
        by_contest = self._by_target.setdefault(source, {})
        by_bookmaker = by_contest.get(contest)
        if by_bookmaker is None:
            by_bookmaker = by_contest[contest] = {}
            self._by_contest.setdefault((intern(origin.provider), contest), {})[source] = None
        keys = by_bookmaker.get(origin.bookmaker)
        if isinstance(keys, list):
            keys.append(key)
        else:
            by_bookmaker[intern(origin.bookmaker)] = [*keys, key] if keys else (key,)

    def remove(self, kind: Kind, key: str, origin: fast_origins.Origin) -> None:
        """Remove a record that is there."""
        source, contest = (origin.target, kind), origin.native_event_id
        by_contest = self._by_target[source]
        by_bookmaker = by_contest[contest]
        keys = by_bookmaker[origin.bookmaker]
        if isinstance(keys, list) and len(keys) > 1:
            keys.remove(key)
            return
        del by_bookmaker[origin.bookmaker]
        if not by_bookmaker:
            del by_contest[contest]
            sources = self._by_contest[origin.provider, contest]
            del sources[source]
            if not sources:
                del self._by_contest[origin.provider, contest]
        if not by_contest:
            del self._by_target[source]
