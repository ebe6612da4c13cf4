"""An index of the league's living records by player and game, for inferring players' teams.

The Odds API lists players without a team; another source of the same game may assign the same player to one of its two.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from a1_resolving.current import Current
from a1_schemas import fast
from a1_schemas.vocabulary import Kind

REPORTED = 1
"""The confidence of a player whose own source reports the team. Below it the team is inferred or unknown."""
_KINDS = frozenset({Kind.PROPS, Kind.PLAYER_STATS})

RecordName = tuple[Kind, str]


class Appearance(NamedTuple):
    """A player in a game."""

    event_id: str
    player_id: str


_read = msgspec.json.Decoder(fast.RosterRecord).decode


class Entry(NamedTuple):
    """One record's team, and whether its own source reported it rather than inference."""

    appearance: Appearance
    team: str | None
    is_reported: bool


def entry_of(record: Current) -> Entry:
    """Return the entry of a prop or of a player's statistics."""
    found = _read(b"{" + record.rest)
    is_reported = found.player.team is not None and found.player.confidence == REPORTED
    return Entry(Appearance(found.event_id, found.player.player_id), found.player.team, is_reported)


class Rosters:
    """The entries of all living props and player statistics, by appearance."""

    def __init__(self) -> None:
        self._entries: dict[RecordName, Entry] = {}
        self._reported: dict[Appearance, dict[RecordName, str | None]] = {}
        self._unreported: dict[Appearance, dict[RecordName, str | None]] = {}

    def ingest(self, kind: Kind, key: str, record: Current | None) -> None:
        """Index a record's newest value, or drop it if the record was removed."""
        if kind not in _KINDS:
            return
        entry = None if record is None or record.is_removed else entry_of(record)
        before = self._entries.pop((kind, key), None)
        if before is not None:
            self._index(before)[before.appearance].pop((kind, key))
        if entry is not None:
            self._entries[kind, key] = entry
            self._index(entry).setdefault(entry.appearance, {})[kind, key] = entry.team

    def reported(self, appearance: Appearance, besides: frozenset[RecordName]) -> Iterator[str | None]:
        """Iterate over the teams that records other than `besides` report from their own sources."""
        yield from (team for name, team in self._reported.get(appearance, {}).items() if name not in besides)

    def unreported(self, appearance: Appearance) -> dict[RecordName, str | None]:
        """Return the records whose own sources omit the team, with the team inferred so far."""
        return self._unreported.get(appearance, {})

    def _index(self, entry: Entry) -> dict[Appearance, dict[RecordName, str | None]]:
        return self._reported if entry.is_reported else self._unreported
