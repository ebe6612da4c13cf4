"""The teams of the league's players by game, for inferring the teams of others.

The Odds API lists players without a team; another source of the same game may assign the same player to one of its two.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from a1_schemas import fast_origins

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
    side: Side


def entries_in(record: fast_origins.PlayerRecord) -> Iterator[Entry]:
    """Iterate over the entries of a decoded prop or player's statistics, one for each player."""
    for player in record.players or (record.player,):
        is_reported = player.team is not None and player.confidence == REPORTED
        yield Entry(Appearance(record.event_id, player.player_id), (player.team, is_reported))


def team_of(sides: Collection[Side]) -> str | None:
    """Return the team that all sources report that report one, or None."""
    teams = {team for team, is_reported in sides if is_reported}
    return teams.pop() if len(teams) == 1 else None


def is_inferred(sides: Collection[Side]) -> bool:
    """Whether all records whose sources report no team have the one that the others report."""
    team = team_of(sides)
    return all(is_reported or found == team for found, is_reported in sides)


class Rosters:
    """How many living props and player statistics say what of a player in a game.

    Only numbers are kept: the records themselves are found through their contests.
    """

    def __init__(self) -> None:
        self._games: dict[str, dict[str, _Counts]] = {}
        self._unsettled: dict[Appearance, None] = {}

    def __len__(self) -> int:
        return len(self._games)

    def add(self, entry: Entry) -> None:
        """Count a record's entry."""
        self._count(entry, 1)

    def remove(self, entry: Entry) -> None:
        """Take back a record's entry that was counted before."""
        self._count(entry, -1)

    def sides(self, appearance: Appearance) -> Mapping[Side, int]:
        """Return how many records say what of this player in this game."""
        return dict(self._counts(appearance))

    def team(self, appearance: Appearance) -> str | None:
        """Return the player's team in this game, as far as sources report it."""
        return _team_in(self._counts(appearance))

    def games_of(self, players: Collection[str]) -> list[str]:
        """Return the ids of the games in which one of these players appears."""
        return [event_id for event_id, found in self._games.items() if any(player in found for player in players)]

    def unsettled(self) -> tuple[Appearance, ...]:
        """Return the appearances for which a record has another team than the others report.

        There are some only after a crash between the records of one body.
        """
        return tuple(self._unsettled)

    def _counts(self, appearance: Appearance) -> _Counts:
        return self._games.get(appearance.event_id, {}).get(appearance.player_id, ())

    def _count(self, entry: Entry, by: int) -> None:
        event_id, player_id = entry.appearance
        players = self._games.setdefault(intern(event_id), {})
        before = players.get(player_id, ())
        counts = _counted(before, entry.side, by)
        if len(counts) != len(before):
            self._note_settled(entry.appearance, is_settled=is_inferred([side for side, _ in counts]))
        if counts:
            players[intern(player_id)] = counts
            return
        players.pop(player_id, None)
        if not players:
            del self._games[event_id]

    def _note_settled(self, appearance: Appearance, *, is_settled: bool) -> None:
        if is_settled:
            self._unsettled.pop(appearance, None)
        else:
            self._unsettled[appearance] = None


@lru_cache(maxsize=4096)
def _counted(counts: _Counts, side: Side, by: int) -> _Counts:
    """Return the counts with one side's changed. Players of whom the same is said share one tuple."""
    numbers = dict(counts)
    numbers[side] = numbers.get(side, 0) + by
    return tuple((found, number) for found, number in numbers.items() if number)


@lru_cache(maxsize=4096)
def _team_in(counts: _Counts) -> str | None:
    return team_of([side for side, _ in counts])
