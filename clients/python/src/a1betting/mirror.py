"""The state of a stream, kept by key: what the server holds for the same scope and filters."""

from collections.abc import Iterable, Iterator, Mapping

from a1betting.changes import Change, Place
from a1betting.digest import digest_of, written
from a1betting.messages import Record

REPLACED = "not-in-snapshot"
"""Why a record is removed that a later snapshot does not have."""


class Mirror:
    """The living records, by kind and key. It may outlive connections, and be read at any time."""

    def __init__(self) -> None:
        self._living: dict[Place, Change] = {}
        self._versions: dict[Place, int] = {}
        self._sum = 0
        self.is_whole = False
        """Whether it began with a snapshot: only then it can be compared with the server's digest."""

    def __len__(self) -> int:
        return len(self._living)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._living.values())

    def __contains__(self, place: object) -> bool:
        return place in self._living

    def get(self, kind: str, key: str) -> Change | None:
        """Return the newest change of a living record."""
        return self._living.get((kind, key))

    def of_kind(self, kind: str) -> Mapping[str, Change]:
        """Return the living records of a kind, by key."""
        return {key: change for (of, key), change in self._living.items() if of == kind}

    @property
    def digest(self) -> str:
        """The digest of the living records."""
        return written(self._sum)

    def version_of(self, place: Place) -> int:
        """Return the highest version that was seen of a record, living or removed; -1 for none."""
        return self._versions.get(place, -1)

    def put(self, change: Change) -> bool:
        """Take a change. Returns whether it is news: late and repeated ones change nothing."""
        known = self._living.get(change.place)
        if change.version < self.version_of(change.place) or (known is None and change.is_removed):
            self._versions[change.place] = max(change.version, self.version_of(change.place))
            return False
        if known is not None and known.version == change.version and not change.is_removed:
            return False
        self._versions[change.place] = change.version
        self._drop(change.place)
        if not change.is_removed:
            self._living[change.place] = change
            self._sum += digest_of(*change.place, change.version)
        return True

    def replace(self, records: Iterable[Record]) -> list[Change]:
        """Take a whole snapshot. Returns what differs: records that are new or have changed, and those it lacks."""
        incoming = {change.place: change for change in map(Change.of, records)}
        gone = [change.gone(REPLACED) for place, change in self._living.items() if place not in incoming]
        for change in gone:
            self._drop(change.place)
        self._versions.clear()  # those of another log may be lower
        news: list[Change] = []
        for place, change in incoming.items():
            known = self._living.get(place)
            if known is not None and known.version == change.version:
                self._versions[place] = change.version
            elif self.put(change):
                news.append(change)
        self.is_whole = True
        return [*gone, *news]

    def _drop(self, place: Place) -> None:
        before = self._living.pop(place, None)
        if before is not None:
            self._sum -= digest_of(*place, before.version)
