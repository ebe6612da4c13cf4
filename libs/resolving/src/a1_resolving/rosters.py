"""The teams of the league's players by game, for inferring the teams of others.

The Odds API lists players without a team; another source of the same game may assign the same player to one of its two.
"""

from collections import Counter
from functools import lru_cache
from sys import intern
from typing import NamedTuple

import msgspec

from a1_resolving.current import Current
from a1_schemas import fast

REPORTED = 1
"""The confidence of a player whose own source reports the team. Below it the team is inferred or unknown."""

Side = tuple[str | None, bool]
"""A record's team, and whether its own source reported it rather than inference."""

_Counts = tuple[tuple[Side, int], ...]


class Appearance(NamedTuple):
    """A player in a game."""

    event_id: str
    player_id: str


class Entry(NamedTuple):
    """What one record says of a player in a game."""

    appearance: Appearance
    team: str | None
    is_reported: bool


_read = msgspec.json.Decoder(fast.PlayerRecord).decode


def entry_of(record: Current) -> Entry:
    """Return the entry of a prop or of a player's statistics."""
    return entry_in(_read(record.facts))


def entry_in(found: fast.PlayerRecord) -> Entry:
    """Return the entry of a decoded prop or player's statistics."""
    is_reported = found.player.team is not None and found.player.confidence == REPORTED
    return Entry(Appearance(found.event_id, found.player.player_id), found.player.team, is_reported)


class Rosters:
    """How many living props and player statistics say what of a player in a game.

    Only numbers are kept: the records themselves are found through their contests.
    """

    def __init__(self) -> None:
        self._games: dict[str, dict[str, _Counts]] = {}

    def __len__(self) -> int:
        return len(self._games)

    def add(self, entry: Entry) -> None:
        """Count a record's entry."""
        self._count(entry, 1)

    def remove(self, entry: Entry) -> None:
        """Take back a record's entry that was counted before."""
        self._count(entry, -1)

    def sides(self, appearance: Appearance) -> "Counter[Side]":
        """Return how many records say what of this player in this game."""
        return Counter(dict(self._games.get(appearance.event_id, {}).get(appearance.player_id, ())))

    def _count(self, entry: Entry, by: int) -> None:
        event_id, player_id = entry.appearance
        players = self._games.setdefault(intern(event_id), {})
        counts = _counted(players.get(player_id, ()), (entry.team, entry.is_reported), by)
        if counts:
            players[intern(player_id)] = counts
            return
        players.pop(player_id, None)
        if not players:
            del self._games[event_id]


@lru_cache(maxsize=4096)
def _counted(counts: _Counts, side: Side, by: int) -> _Counts:
    """Return the counts with one side's changed. Players of whom the same is said share one tuple."""
    numbers = dict(counts)
    numbers[side] = numbers.get(side, 0) + by
    return tuple((found, number) for found, number in numbers.items() if number)
