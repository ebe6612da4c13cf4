"""What is told of players' teams in one game, and which records are not told: an index of the league's living records.

The Odds API names players without a team; another source of the same game puts the same player on one of its two.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from a1_resolving.current import Current
from a1_schemas import fast
from a1_schemas.vocabulary import Kind

TOLD = 1
"""The confidence of a player whose own source names the team; of others the team is inferred, or unknown."""
_KINDS = frozenset({Kind.PROPS, Kind.PLAYER_STATS})

RecordName = tuple[Kind, str]


class Appearance(NamedTuple):
    """A player in a game."""

    event_id: str
    player_id: str


_read = msgspec.json.Decoder(fast.RosterRecord).decode


class Entry(NamedTuple):
    """What one record says: the team, and whether its own source does."""

    appearance: Appearance
    team: str | None
    is_told: bool


def entry_of(record: Current) -> Entry:
    """The entry of a prop or of a player's statistics."""
    found = _read(b"{" + record.rest)
    is_told = found.player.team is not None and found.player.confidence == TOLD
    return Entry(Appearance(found.event_id, found.player.player_id), found.player.team, is_told)


class Rosters:
    """The entries of all living records, by appearance."""

    def __init__(self) -> None:
        self._entries: dict[RecordName, Entry] = {}
        self._told: dict[Appearance, dict[RecordName, str | None]] = {}
        self._untold: dict[Appearance, dict[RecordName, str | None]] = {}

    def ingest(self, kind: Kind, key: str, record: Current | None) -> None:
        """Note a record's newest value, or forget it where it has ended."""
        if kind not in _KINDS:
            return
        before = self._entries.pop((kind, key), None)
        if before is not None:
            self._index(before)[before.appearance].pop((kind, key))
        if record is not None and not record.is_removed:
            entry = self._entries[kind, key] = entry_of(record)
            self._index(entry).setdefault(entry.appearance, {})[kind, key] = entry.team

    def told(self, appearance: Appearance, besides: frozenset[RecordName]) -> Iterator[str | None]:
        """The teams that are told, by other records than these."""
        yield from (team for name, team in self._told.get(appearance, {}).items() if name not in besides)

    def untold(self, appearance: Appearance) -> dict[RecordName, str | None]:
        """The records whose own sources tell no team, with the team that was inferred."""
        return self._untold.get(appearance, {})

    def _index(self, entry: Entry) -> dict[Appearance, dict[RecordName, str | None]]:
        return self._told if entry.is_told else self._untold
