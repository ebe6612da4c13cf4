"""How the league's living records write the names of its players, and the name that each player has by that."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from a1_identity.players import name_key
from a1_identity.spelling import Source, Spelling, choose
from a1_resolving.key_index import KeyIndex
from a1_schemas import fast_origins
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PropPlayer

Naming = fast_origins.NamingRecord | fast_origins.RosterRecord
"""A record that names players, decoded."""

P = TypeVar("P", PropPlayer, PlayerProfile)


class Named(NamedTuple):
    """How one record names a player: as its source writes it, and by which name."""

    spelling: Spelling
    name: str


def names_in(record: Naming) -> Iterator[tuple[str, Named]]:
    """Iterate over the ids of the players of a record, each with its spelling and name."""
    source = Source(record.provider, record.bookmaker)
    players = (record,) if isinstance(record, fast_origins.RosterRecord) else record.players or (record.player,)
    for player in players:
        yield player.player_id, Named(Spelling(source, player.written or player.name), player.name)


def with_name(player: P, name: str) -> P:
    """Return the player by another name. The spelling of its source is kept."""
    written = player.written or player.name
    return player.model_copy(update={"name": name, "written": None if written == name else written})


class Spellings:
    """How many living records name each player how, and the name chosen for each."""

    def __init__(self) -> None:
        self._players: dict[str, dict[Spelling, dict[str, int]]] = {}
        self._chosen: dict[str, str] = {}
        """Of players that are spelled in several ways."""
        self._ids_of_name: KeyIndex[str] = KeyIndex()
        self._unsettled: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._players)

    def add(self, player_id: str, named: Named) -> None:
        """Count how a record names a player."""
        spellings = self._players.setdefault(player_id, {})
        names = spellings.setdefault(named.spelling, {})
        if not names:
            self._ids_of_name.add(name_key(named.spelling.text), player_id)
        count = names[named.name] = names.get(named.name, 0) + 1
        if count == 1:
            self._changed(player_id, spellings)

    def remove(self, player_id: str, named: Named) -> None:
        """Take back what was counted before."""
        spellings = self._players[player_id]
        names = spellings[named.spelling]
        names[named.name] -= 1
        if names[named.name]:
            return
        del names[named.name]
        if not names:
            del spellings[named.spelling]
            name = name_key(named.spelling.text)
            if all(name_key(other.text) != name for other in spellings):
                self._ids_of_name.remove(name, player_id)
        self._changed(player_id, spellings)

    def named(self, player_id: str) -> dict[Named, int]:
        """Return how many records name the player how."""
        spellings = self._players.get(player_id, {})
        return {Named(spelling, name): count for spelling, names in spellings.items() for name, count in names.items()}

    def name_with(self, player_id: str, spelling: Spelling) -> str:
        """Return the name of a player of whom a record with this spelling is about to be written."""
        spellings = self._players.get(player_id)
        if spellings is None:
            return spelling.text
        if spelling in spellings:
            return self._chosen.get(player_id, spelling.text)
        return choose((*spellings, spelling))

    def ids_of(self, name: str) -> Iterable[str]:
        """Return the ids of the players that living records give this name (`a1_identity.players.name_key`)."""
        return self._ids_of_name.get(name)

    def unsettled(self) -> tuple[str, ...]:
        """Return the players whom a record names otherwise than the set of spellings says.

        There are some only after a crash between the records of one body, the end of a target, or a person's decision.
        """
        return tuple(self._unsettled)

    def _changed(self, player_id: str, spellings: dict[Spelling, dict[str, int]]) -> None:
        """Choose the name again after the first record of a kind has come or the last one has gone."""
        self._chosen.pop(player_id, None)
        self._unsettled.pop(player_id, None)
        if not spellings:
            del self._players[player_id]
            return
        texts = dict.fromkeys(spelling.text for spelling in spellings)
        name = next(iter(texts))
        if len(texts) > 1:
            name = self._chosen[player_id] = choose(spellings)
        if any(found != name for names in spellings.values() for found in names):
            self._unsettled[player_id] = None
