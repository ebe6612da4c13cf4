"""The records that name players: those that an input changes, and those of a game."""

from collections.abc import Collection, Iterator
from typing import NamedTuple, Protocol

from a1_resolving.changes import Changes
from a1_resolving.contents_of_records import content_of
from a1_resolving.current import Current
from a1_resolving.pieces import RecordName
from a1_resolving.props import WITHIN_COMBO
from a1_resolving.roster_places import dated
from a1_resolving.spellings import Naming, P
from a1_schemas.injury import Injury
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind

NAMING: dict[Kind, type[Injury | PlayerProfile | PlayerProp | PlayerStats]] = {
    Kind.PROPS: PlayerProp,
    Kind.PLAYER_STATS: PlayerStats,
    Kind.INJURIES: Injury,
    Kind.PLAYERS: PlayerProfile,
}
"""The kinds of records that name players."""

_PLAYERS_IN_KEY = {Kind.PROPS: -3, Kind.PLAYER_STATS: -1, Kind.INJURIES: -1, Kind.PLAYERS: -1}
"""The index of the player ids in the key, counted from the end because a bookmaker may contain the separator."""


class Changed(NamedTuple):
    """A record that an input changes in more than its values, decoded; None where it is not or not living."""

    name: RecordName
    before: Naming | None
    after: Naming | None


def changed_in(changes: Changes, kinds: Collection[Kind]) -> Iterator[Changed]:
    """Iterate over the records of these kinds that begin, end or change in more than prices, lines and statistics."""
    for kind in kinds:
        for name, record in changes.written(kind):
            before = changes.state.current(*name)
            if before is None or record is None or not record.has_facts_of(before):
                yield Changed(name, _read(kind, before), _read(kind, record))


def named_in_key(name: RecordName) -> list[str]:
    """Return the ids of the players in the key of a record."""
    kind, key = name
    return key.split("|")[_PLAYERS_IN_KEY[kind]].split(WITHIN_COMBO)


def key_with(name: RecordName, players: Collection[str]) -> str:
    """Return the key that a record has with these players."""
    kind, key = name
    parts = key.split("|")
    parts[_PLAYERS_IN_KEY[kind]] = WITHIN_COMBO.join(players)
    return "|".join(parts)


def standing_in(changes: Changes, event_id: str) -> Iterator[RecordName]:
    """Iterate over the living props and player statistics of a game, as the input finds them."""
    for listing in map(changes.state.listings.__getitem__, changes.state.game(event_id)):
        for native_id in (listing.native_id, *listing.also_ids):
            for name in changes.state.dependents(Provider(listing.provider), native_id):
                if name[0] in NAMING:
                    yield name


def rewrite(changes: Changes, name: RecordName, change: "Change") -> None:
    """Write a living record with each of its players changed. Does nothing for a record that is removed."""
    kind, key = name
    record = changes.current(kind, key)
    if record is None or record.is_removed:
        return
    message = NAMING[kind].model_validate_json(record.value)
    if isinstance(message, PlayerProfile):
        changes.write(kind, key, change(dated(message)))
        return
    updates: dict[str, object] = {"player": change(message.player)}
    if isinstance(message, PlayerProp):
        updates["players"] = tuple(map(change, message.players))
    changes.write(kind, key, message.model_copy(update=updates))


class Change(Protocol):
    """Returns a player with something changed."""

    def __call__(self, player: P, /) -> P: ...


def _read(kind: Kind, record: Current | None) -> Naming | None:
    content = None if record is None else content_of(kind, record)
    return content if isinstance(content, Naming) else None
